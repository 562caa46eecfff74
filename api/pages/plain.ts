import { html } from 'hono/html'
import type { Html } from './layout.js'
import { textsFor } from './texts.js'

/** A page that belongs to no organization: the front, the desk, or an address that leads nowhere. */
export const plainPage = (
  language: string,
  title: string,
  content: Html,
  scripts: Html | '' = '',
) => html`<!doctype html>
<html lang="${language}">
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

/** Where staff work. Which organization it is for, the staff key says; `organization` may name it beforehand. */
export function deskPage(language: string, organization: string | undefined) {
  const texts = textsFor(language)
  const fallback = html`<div class="card"><p>${texts.deskNeedsScript} <a href="/docs#createTransition">${texts.apiReference}</a>.</p></div>`
  return plainPage(
    language,
    texts.desk,
    html`<h1>${texts.desk}</h1>${organization ? html`<vmeste-desk organization="${organization}">${fallback}</vmeste-desk>` : html`<vmeste-desk>${fallback}</vmeste-desk>`}`,
    html`<script type="module" src="/embed.js"></script>`,
  )
}

/** Where leaders read the figures: as the desk, it is for whoever is signed in. */
export function insightPage(language: string, organization: string | undefined) {
  const texts = textsFor(language)
  const fallback = html`<div class="card"><p>${texts.insightNeedsScript} <a href="/docs/insight">${texts.apiReference}</a>.</p></div>`
  return plainPage(
    language,
    texts.insight,
    html`<h1>${texts.insight}</h1>${organization ? html`<vmeste-insight organization="${organization}">${fallback}</vmeste-insight>` : html`<vmeste-insight>${fallback}</vmeste-insight>`}`,
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
