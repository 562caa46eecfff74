import { html, type TemplateResult } from 'lit'
import type { Say } from '../../shared/texts.js'

interface Bars {
  caption: string
  rows: readonly { title: string; count: number; mark?: string }[]
  /** Of which the bars are parts. */
  total: number
  say: Say<'results'>
  language: string
  sayCount?: (count: number) => string
  /** The titles are numbers: each on a line with its bar. */
  isShort?: boolean
}

/**
 * Bars that are a table: what lays its rows out as boxes would otherwise take the table from screen readers, so the
 * roles are named.
 */
export function barsTable({ caption, rows, total, say, language, sayCount, isShort }: Bars): TemplateResult {
  if (!rows.length) return html`<h3><bdi>${caption}</bdi></h3>`
  const most = Math.max(...rows.map(({ count }) => count))
  return html`<table class="bars ${isShort ? 'short' : ''}" role="table">
    <caption><bdi>${caption}</bdi></caption>
    <thead class="unseen" role="rowgroup">
      <tr role="row">
        ${(['option', 'share', 'count'] as const).map((key) => html`<th role="columnheader" scope="col">${say(key)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(({ title, count, mark }) => {
        const part = count / (total || 1)
        return html`<tr role="row" class=${count && count === most ? 'leads' : ''}>
          <th role="rowheader" scope="row"><bdi>${title}</bdi>${mark ? html`<b class="mark">${mark}</b>` : ''}</th>
          <td role="cell"><div><i .style=${`inline-size:${part * 100}%`}></i></div>
            <b>${part.toLocaleString(language, { style: 'percent' })}</b></td>
          <td role="cell" class="muted">${sayCount ? sayCount(count) : say('votes', { count })}</td>
        </tr>`
      })}
    </tbody>
  </table>`
}

interface Grid {
  caption: string
  columns: readonly string[]
  rows: readonly { title: string; cells: readonly { part: number; text: string; detail?: string }[] }[]
}

/** Numbers by row and column, the higher the darker; where it is too wide it scrolls by itself, also by keyboard. */
export const gridTable = ({ caption, columns, rows }: Grid): TemplateResult =>
  html`<h3><bdi>${caption}</bdi></h3>
  <div class="scroll" role="region" tabindex="0" aria-label=${caption}>
    <table class="grid" aria-label=${caption}>
      <thead>
        <tr>
          <td></td>
          ${columns.map((column) => html`<th scope="col"><bdi>${column}</bdi></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ title, cells }) => html`<tr>
            <th scope="row"><bdi>${title}</bdi></th>
            ${cells.map(
              ({ part, text, detail }) => html`<td>
                <i .style=${`opacity:${part * 0.4}`}></i><span>${text}</span>
                <small>${detail}</small>
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`
