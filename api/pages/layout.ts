import { html, raw } from 'hono/html'
import { directionOf } from '../languages/further.js'
import type { Page } from './page.js'

export type Html = ReturnType<typeof html>

/** The frame of a page of an organization. `no-referrer` by header would hide our own forms' origin from us. */
export const pageLayout = (
  { organization, language, texts, link, resident }: Page,
  { title, path, content }: { title: string; path: string; content: Html },
) => html`<!doctype html>
<html lang="${language}"${directionOf(language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<title>${title} · ${organization.name}</title>
<link rel="icon" href="/docs/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/o/style.css">
${Object.keys(organization.look).length > 0 ? html`<link rel="stylesheet" href="/o/${organization.id}/look.css">` : ''}
<link rel="manifest" href="${link('/manifest.webmanifest')}">
<script type="module" src="/embed.js"></script>
<script type="module" src="/installed.js"></script>
</head>
<body>
<a class="skip" href="#content">${texts.skip}</a>
<header class="site">
<a class="name" href="${link('')}">${organization.name}</a>
<nav aria-label="${texts.sections}">
${organization.features.appeals ? html`<a href="${link('/appeal')}">${texts.writeAppeal}</a> <a href="${link('/appeals')}">${texts.appeals}</a>` : ''}
${organization.features.polls ? html`<a href="${link('#polls')}">${texts.polls}</a>` : ''}
${organization.features.discussions ? html`<a href="${link('#discussions')}">${texts.discussions}</a>` : ''}
${resident === undefined ? '' : html`<a href="${link('/mine')}">${texts.mine}</a>`}
</nav>
${organization.languages.length > 1 ? renderLanguages(organization.languages, language, texts.languages, `/o/${organization.id}${path}`) : ''}
</header>
<main id="content" tabindex="-1">${content}</main>
<footer>
${renderContacts(organization.contacts)}
<p><a href="${link('/privacy')}">${texts.privacy.title}</a> · <a href="${link('/accessibility')}">${texts.accessibility.title}</a> · <a href="/embed?organization=${organization.id}&lang=${language}">${texts.embed}</a> · <a href="/docs">${texts.poweredBy}</a></p>
</footer>
</body>
</html>`

function renderLanguages(languages: string[], current: string, label: string, path: string): Html {
  return html`<nav class="languages" aria-label="${label}">${languages.map(
    (language) =>
      html`<a href="${path}${path.includes('?') ? '&' : '?'}lang=${language}" lang="${language}" hreflang="${language}"${language === current ? raw(' aria-current="true"') : ''}>${nameOf(language)}</a>`,
  )}</nav>`
}

/** A language's name in itself. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

export function renderContacts({ phone, email, address, website }: Page['organization']['contacts']): Html | '' {
  const lines = [
    address && html`<span>${address}</span>`,
    phone && phoneLink(phone),
    email && html`<a href="mailto:${email}">${email}</a>`,
    website && /^https?:/.test(website) && html`<a href="${website}">${website.replace(/^https?:\/\/|\/$/g, '')}</a>`,
  ].filter(Boolean)
  return lines.length > 0 ? html`<address>${lines}</address>` : ''
}

/** Written from left to right in every language, or its plus sign would come last in Arabic. */
export const phoneLink = (phone: string) => html`<a href="tel:${phone.replace(/[^+\d]/g, '')}" dir="ltr">${phone}</a>`

/** Everything a page may do; the widgets need no more. Tiles come from where the organization has its map. */
export function contentPolicy(tiles?: string): string {
  const tileOrigin = /^https?:\/\/[^/]+/.exec(tiles?.replace(/\{s\}/g, '*') ?? '')?.[0] ?? ''
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${tileOrigin}`.trim(),
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // What the elements make: markup, and the addresses of the workers by which a browser is told and works offline.
    'trusted-types lit-html vmeste-push vmeste-offline',
  ].join('; ')
}
