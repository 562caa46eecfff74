import { html, raw } from 'hono/html'
import en from './accessibility-texts.en.js'
import { renderContacts } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** When the statement was last held against what the tests do (test/e2e/accessibility.test.ts and its neighbours). */
const CHECKED_ON = '2026-11-27'

/** What was tested and how, what is known to be missing, and whom to tell. */
export function showAccessibility({ organization, language, texts: { accessibility: texts }, link }: Page): Shown {
  const contacts = renderContacts(organization.contacts)
  const isEnglish = texts.lead === en.lead
  const date = new Date(CHECKED_ON).toLocaleDateString(isEnglish ? 'en' : language, { dateStyle: 'long' })
  const list = (...lines: string[]) => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  const { axe, keyboard, names, zoom, targets, colours, script, automatic } = texts
  const content = html`<h1>${texts.title}</h1>
<div${isEnglish && !/^en\b/.test(language) ? raw(' lang="en" dir="ltr"') : ''}>
<p class="lead">${fill(texts.lead, { name: organization.name })}</p>
<div class="card">
<h2>${texts.tested}</h2>
${list(axe, keyboard, names, zoom, targets, colours, script, fill(automatic, { date }))}
<h2>${texts.gaps}</h2>
${list(texts.people, texts.browsers, texts.map, texts.photos, texts.languages)}
<h2>${texts.complain}</h2>
<p>${contacts ? texts.how : texts.without}</p>
${contacts}
${organization.features.appeals ? html`<p><a href="${link('/appeal')}">${texts.write}</a></p>` : ''}
</div></div>`
  return { title: texts.title, content }
}
