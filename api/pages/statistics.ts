import { html } from 'hono/html'
import type { Figures, Statistics } from '../insight/contract.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { fill, type PageTexts } from './texts.js'

type Kind = 'count' | 'share' | 'days'
type Shows = [key: keyof Figures & keyof PageTexts['figures'], kind: Kind]
const headline: Shows[] = [
  ['received', 'count'],
  ['solved', 'count'],
  ['solvedShare', 'share'],
  ['inTimeShare', 'share'],
  ['averageDays', 'days'],
  ['ratedWellShare', 'share'],
  ['open', 'count'],
  ['overdue', 'count'],
]
const columns: Shows[] = [
  ['received', 'count'],
  ['solved', 'count'],
  ['inTimeShare', 'share'],
  ['averageDays', 'days'],
  ['ratedWellShare', 'share'],
]

/** What came and what became of it: tables alone, so that it can be read, printed and kept anywhere. */
export async function showStatistics(page: Page, query: { from?: string; to?: string }): Promise<Shown> {
  const { texts, organization, link, day } = page
  const given = Object.entries(query).filter(([, value]) => /^\d{4}-\d\d-\d\d$/.test(value ?? ''))
  const read = await page.api<Statistics>(`/statistics?${new URLSearchParams(Object.fromEntries(given))}`)
  if (!read.ok) return { problem: read.problem }
  const { figures, period, months, categories, territories, bodies, targets } = read.data
  const write = (value: number | null, kind: Kind) => said(value, kind, page.language)
  const month = (each: string) =>
    new Intl.DateTimeFormat(page.language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${each}-15`),
    )
  const table = (title: string, rows: { name: string; figures: Figures }[]): Html | '' =>
    rows.length === 0
      ? ''
      : html`<section class="card"><div class="wide" role="region" tabindex="0" aria-label="${title}"><table class="results"><caption>${title}</caption>
<thead><tr><th scope="col">${title}</th>${columns.map(([key]) => html`<th scope="col">${texts.figures[key]}</th>`)}</tr></thead>
<tbody>${rows.map(
          ({ name, figures }) =>
            html`<tr><th scope="row" dir="auto">${name}</th>${columns.map(([key, kind]) => html`<td>${write(figures[key], kind)}</td>`)}</tr>`,
        )}</tbody></table></div></section>`
  const title = `${texts.statistics}: ${organization.name}`
  const content = html`<h1>${texts.statistics}</h1>
<section class="card">
<form class="inline" method="get" action="/o/${organization.id}/statistics">
<label for="from">${texts.periodFrom}</label><input type="date" id="from" name="from" value="${period.from}" required>
<label for="to">${texts.periodTo}</label><input type="date" id="to" name="to" value="${period.to}" required>
<input type="hidden" name="lang" value="${page.language}"><button class="quiet">${texts.show}</button></form>
<p class="hint">${day(period.from)} – ${day(period.to)}</p>
<dl class="facts">${headline.map(([key, kind]) => html`<dt>${texts.figures[key]}</dt><dd><strong>${write(figures[key], kind)}</strong>${key === 'averageDays' ? ` (${fill(texts.targetAtMost, { value: write(targets.averageDays, 'days') })})` : key === 'ratedWellShare' ? ` (${fill(texts.targetAtLeast, { value: write(targets.ratedWellShare, 'share') })})` : ''}</dd>`)}</dl>
<p><a href="${link('/appeals')}">${texts.appeals}</a> · <a href="/docs/insight">${texts.howCounted}</a></p>
</section>
${table(
  texts.months,
  months.map(({ month: each, figures }) => ({ name: month(each), figures })),
)}
${table(texts.topic, categories)}
${table(texts.territories, territories)}
${table(texts.bodies, bodies)}`
  return { title, content }
}

function said(value: number | null, kind: Kind, language: string): string {
  if (value === null) return '–'
  const options = kind === 'share' ? ({ style: 'percent' } as const) : { maximumFractionDigits: 1 }
  return value.toLocaleString(language, options)
}
