import { html, raw } from 'hono/html'
import { directionOf } from '../languages/further.js'
import type { Html } from './layout.js'
import { textsFor } from './texts.js'

/** A page that belongs to no organization: the front, the desk, or an address that leads nowhere. */
export const plainPage = (
  language: string,
  title: string,
  content: Html,
  scripts: Html | '' = '',
) => html`<!doctype html>
<html lang="${language}"${directionOf(language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Vmeste</title>
<link rel="icon" href="/docs/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/o/style.css">
${scripts}
</head>
<body><main id="content">${content}</main></body>
</html>`

/** The pages where staff work, each of one element, in the order of their menu. */
export const deskPages = [
  { name: 'desk', path: '/desk', element: 'vmeste-desk', reference: '/docs#createTransition' },
  { name: 'moderation', path: '/desk/moderation', element: 'vmeste-moderation', reference: '/docs/moderation' },
  { name: 'polls', path: '/desk/polls', element: 'vmeste-poll-builder', reference: '/docs/polls' },
  { name: 'insight', path: '/desk/insight', element: 'vmeste-insight', reference: '/docs/insight' },
] as const

/** A page where staff work. Whose it is, the account or the key says; `organization` may name it beforehand. */
export function deskPage(language: string, page: (typeof deskPages)[number], organization: string | undefined) {
  const texts = textsFor(language)
  const { element, reference } = page
  const whose = organization === undefined ? '' : html` organization="${organization}"`
  const menu = deskPages.map(
    ({ name, path }) =>
      html`<a href="${path}"${name === page.name ? html` aria-current="page"` : ''}>${texts[name]}</a>`,
  )
  return plainPage(
    language,
    texts[page.name],
    html`<header class="desk"><h1>${texts[page.name]}</h1><nav aria-label="${texts.staffMenu}">${menu}<a href="/account">${texts.account}</a></nav></header>
<${raw(element)}${whose}><div class="card"><p>${texts.deskNeedsScript} <a href="${reference}">${texts.apiReference}</a>.</p></div></${raw(element)}>`,
    html`<script type="module" src="/embed.js"></script>`,
  )
}

/**
 * Where staff sign in and look after their accounts.
 * @param page what the link of a mail leads to.
 * @param hasOidc whether they may sign in by an account that is kept elsewhere.
 */
export function accountPage(language: string, page: 'invitation' | 'reset' | undefined, hasOidc: boolean) {
  const texts = textsFor(language)
  const fallback = html`<div class="card"><p>${texts.accountNeedsScript}</p></div>`
  return plainPage(
    language,
    texts.account,
    html`<h1>${texts.account}</h1><vmeste-account${page ? html` page="${page}"` : ''}${hasOidc ? html` oidc="/v1/staff/oidc"` : ''}>${fallback}</vmeste-account>`,
    html`<script type="module" src="/embed.js"></script>`,
  )
}

/** Where an administrator looks after people and keys of an organization. */
export function staffPage(language: string, organization: string) {
  const texts = textsFor(language)
  return plainPage(
    language,
    texts.staff,
    html`<h1>${texts.staff}</h1><vmeste-staff organization="${organization}"><div class="card"><p>${texts.accountNeedsScript}</p></div></vmeste-staff>
<p class="acts"><a href="/account">${texts.account}</a></p>`,
    html`<script type="module" src="/embed.js"></script>`,
  )
}

export const problemPage = (language: string, { title, detail }: { title: string; detail: string }, home = '/') =>
  plainPage(
    language,
    title,
    html`<h1>${title}</h1><div class="card"><p>${detail}</p><p><a href="${home}">${textsFor(language).home}</a></p></div>`,
  )
