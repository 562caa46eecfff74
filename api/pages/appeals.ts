import { html, raw } from 'hono/html'
import type { AppealSummary } from '../appeals/contract.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'

interface Query {
  /** Leads to one appeal. */
  number?: string
  status?: string
  cursor?: string
}

/** What was reported and what came of it, as far as the organization publishes it. */
export async function showAppeals(page: Page, { number, status, cursor }: Query): Promise<Shown> {
  const { texts, organization, link } = page
  const wanted = number?.trim()
  if (wanted && /^\d{1,10}$/.test(wanted)) return { location: link(`/appeals/${wanted}`) }
  const query = new URLSearchParams({ ...(status && { status }), ...(cursor && { cursor }) })
  const isPublished = organization.appealsVisibility === 'public'
  const listed = isPublished
    ? await page.api<{ items: AppealSummary[]; next: string | null }>(`/appeals?${query}`)
    : undefined
  if (listed && !listed.ok) return { problem: listed.problem }
  const content = html`<h1>${texts.appeals}</h1>
<div class="card">
<p class="acts"><a class="button" href="${link('/appeal')}">${texts.writeAppeal}</a> <a href="${link('/map')}">${texts.map}</a></p>
${findByNumber(page, number)}
</div>
<div class="card">${listed ? renderList(page, listed.data, status) : html`<p class="hint">${texts.notPublished}</p>`}</div>`
  return { title: texts.appeals, content, status: number === undefined ? 200 : 422 }
}

/** The way to one's own appeal, also where none are published. `refused`: what was typed and is no number. */
export function findByNumber({ texts, organization, language }: Page, refused?: string): Html {
  const error = refused === undefined ? undefined : texts.numberIsDigits
  return html`<form class="inline" method="get" action="/o/${organization.id}/appeals">
<label for="number">${texts.checkAppeal}</label>
${error ? html`<p class="error" id="number-error">${error}</p>` : ''}
<input id="number" name="number" inputmode="numeric" maxlength="10" required placeholder="${texts.yourNumber}" value="${refused ?? ''}"${error ? raw(' aria-invalid="true" aria-describedby="number-error" autofocus') : ''}>
<input type="hidden" name="lang" value="${language}">
<button class="quiet">${texts.show}</button></form>`
}

/** How a status looks. */
export const stateOf = (status: AppealSummary['status']) =>
  status === 'answered' || status === 'closed' ? 'over' : status === 'declined' ? 'refused' : 'under-way'

function renderList(
  page: Page,
  { items, next }: { items: AppealSummary[]; next: string | null },
  status: string | undefined,
): Html {
  const { texts, link } = page
  const filters: [string | undefined, string][] = [
    [undefined, texts.allAppeals],
    ['open', texts.openAppeals],
    ['answered,closed', texts.answeredAppeals],
  ]
  const address = (query: Record<string, string | undefined>) => {
    const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
    return link(given.length > 0 ? `/appeals?${new URLSearchParams(given)}` : '/appeals')
  }
  return html`<nav class="filters" aria-label="${texts.status}">${filters.map(
    ([value, name]) =>
      html`<a href="${address({ status: value })}"${value === status ? raw(' aria-current="true"') : ''}>${name}</a>`,
  )}</nav>
${items.length === 0 ? html`<p class="hint">${texts.noAppeals}</p>` : html`<ul class="links">${items.map((item) => renderItem(page, item))}</ul>`}
${next ? html`<p><a rel="next" href="${address({ status, cursor: next })}">${texts.olderAppeals}</a></p>` : ''}`
}

export function renderItem({ texts, date, link }: Page, appeal: AppealSummary): Html {
  const { number, category, status, description, place, receivedAt } = appeal
  const note = `№ ${number} · ${date(receivedAt, { dateStyle: 'long' })}`
  return html`<li><a href="${link(`/appeals/${number}`)}">${category.name}</a> <span class="state ${stateOf(status)}">${texts.statuses[status]}</span>
${description ? html`<p class="excerpt" dir="auto">${description}</p>` : ''}<span class="hint">${note}${place?.address ? html` · <bdi>${place.address}</bdi>` : ''}</span></li>`
}
