import { html } from 'hono/html'
import { phoneLink } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { schemes } from './style.js'

/** What a browser needs to install an organization's pages as an app (W3C Web Application Manifest). */
export function manifestOf({ organization, language, texts }: Page) {
  const start = `/o/${organization.id}`
  return {
    id: start,
    start_url: start,
    scope: start,
    name: organization.name,
    description: texts.offers,
    lang: language,
    dir: 'auto',
    display: 'standalone',
    background_color: organization.look.background ?? schemes.light.paper,
    theme_color: organization.look.accent ?? schemes.light.accent,
    icons: [{ src: '/docs/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}

/** What an installed app shows in the place of a page that it cannot reach. */
export function showOffline({ texts, organization, link }: Page): Shown {
  const { phone } = organization.contacts
  const content = html`<h1>${texts.offline.title}</h1>
<div class="card"><p>${texts.offline.text}</p>
${phone ? html`<p>${texts.offline.phone} ${phoneLink(phone)}</p>` : ''}
<p class="acts"><a href="${link('/appeal')}">${texts.writeAppeal}</a></p></div>`
  return { title: texts.offline.title, content }
}
