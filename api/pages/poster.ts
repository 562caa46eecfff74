import { html } from 'hono/html'
import type { Classifier } from '../classifier/contract.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'

/** A page to be printed and hung up where something is to be reported: its code leads to the form of one topic, and place. */
export async function showPoster(
  page: Page,
  { category: code = '', address = '' }: Record<string, string>,
): Promise<Shown> {
  const { organization, texts, language } = page
  const classifier = await page.api<Classifier>('/categories')
  if (!classifier.ok) return { problem: classifier.problem }
  const category = classifier.data.groups.flatMap(({ categories }) => categories).find((each) => each.code === code)
  const query = new URLSearchParams({
    ...(category && { category: code }),
    ...(address && { address }),
    lang: language,
  })
  const title = category?.name ?? texts.writeAppeal
  const content = html`<div class="card poster">
<h1>${title}</h1>
${address ? html`<p class="where" dir="auto">${address}</p>` : ''}
<p><img src="/v1/organizations/${organization.id}/qr.svg?${query}" alt="${texts.posterCode}" width="320" height="320"></p>
<p>${texts.posterHow}</p>
<p class="hint">${organization.name}${organization.contacts.phone ? html` · ${organization.contacts.phone}` : ''}</p>
</div>
<p class="act hint">${texts.posterPrint}</p>`
  return { title, content }
}
