import { html, raw } from 'hono/html'
import type { AppealSummary } from '../appeals/contract.js'
import type { Classifier } from '../classifier/contract.js'
import { renderItem } from './appeals.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'

interface Query {
  topic?: string
  status?: string
  since?: string
  cursor?: string
}

/** What was reported, by topic, status and time; where there are scripts, the element with the map takes its place. */
export async function showMap(page: Page, { topic, status, since, cursor }: Query): Promise<Shown> {
  const { texts, organization, link, language } = page
  if (organization.appealsVisibility !== 'public') {
    const content = html`<h1>${texts.map}</h1><div class="card"><p class="hint">${texts.notPublished}</p></div>`
    return { title: texts.map, content }
  }
  const query = new URLSearchParams({
    ...(topic && { category: topic }),
    ...(status && { status }),
    ...(since && /^\d{4}-\d\d-\d\d$/.test(since) && { since: `${since}T00:00:00Z` }),
    ...(cursor && { cursor }),
  })
  const [listed, classifier] = await Promise.all([
    page.api<{ items: AppealSummary[]; next: string | null }>(`/appeals?${query}`),
    page.api<Classifier>('/categories'),
  ])
  if (!listed.ok) return { problem: listed.problem }
  const { items, next } = listed.data
  const groups = classifier.ok ? classifier.data.groups : []
  const option = (value: string, name: string, chosen: string | undefined) =>
    html`<option value="${value}"${value === (chosen ?? '') ? raw(' selected') : ''}>${name}</option>`
  const given = { ...(topic && { topic }), ...(status && { status }), ...(since && { since }) }
  const older = next && link(`/map?${new URLSearchParams({ ...given, cursor: next })}`)
  const state = status?.startsWith('answered') ? 'answered' : status
  const attribute = (name: string, value: string | undefined) => (value ? html` ${raw(name)}="${value}"` : '')
  const content = html`<h1>${texts.map}</h1>
<vmeste-map organization="${organization.id}" linked="yes"${attribute('category', topic)}${attribute('status', state)}${attribute('since', since)}>
<div class="card">
<form class="inline" method="get" action="/o/${organization.id}/map">
<label for="topic">${texts.topic}</label><select id="topic" name="topic">${option('', texts.allAppeals, topic)}${groups.map(
    ({ name, categories }) =>
      html`<optgroup label="${name}">${categories.map(({ code, name }) => option(code, name, topic))}</optgroup>`,
  )}</select>
<label for="status">${texts.status}</label><select id="status" name="status">${option('', texts.allAppeals, status)}${option('open', texts.openAppeals, status)}${option('answered,closed', texts.answeredAppeals, status)}</select>
<label for="since">${texts.periodFrom}</label><input type="date" id="since" name="since" value="${since ?? ''}">
<input type="hidden" name="lang" value="${language}"><button class="quiet">${texts.show}</button></form>
${items.length === 0 ? html`<p class="hint">${texts.noAppeals}</p>` : html`<ul class="links">${items.map((item) => renderItem(page, item))}</ul>`}
${older ? html`<p><a rel="next" href="${older}">${texts.olderAppeals}</a></p>` : ''}
</div>
</vmeste-map>`
  return { title: texts.map, content }
}
