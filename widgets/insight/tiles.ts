import { html, type TemplateResult } from 'lit'
import type { Figures, Statistics } from '../../sdk/insight.js'
import type { Say } from '../shared/texts.js'
import { type Kind, written } from './measures.js'
import { trendLine } from './trend.js'

type Tile = [key: keyof Figures & Parameters<Say<'insight'>>[0], kind: Kind]
const tiles: readonly Tile[] = [
  ['received', 'count'],
  ['solved', 'count'],
  ['solvedShare', 'share'],
  ['inTimeShare', 'share'],
  ['averageDays', 'number'],
  ['ratedWellShare', 'share'],
  ['reworkShare', 'share'],
  ['overdue', 'count'],
]

/** The figures that a territory is held to, each with its line over the months and, where there is one, its target. */
export function tilesView(
  { figures, months, targets }: Statistics,
  { language, say, sayMonth }: { language: string; say: Say<'insight'>; sayMonth(month: string): string },
): TemplateResult {
  const targetOf = (key: keyof Figures) =>
    key === 'averageDays'
      ? {
          text: say('atMost', { value: written(targets.averageDays, 'number', language) }),
          isMet: (figures.averageDays ?? 0) <= targets.averageDays,
        }
      : key === 'ratedWellShare'
        ? {
            text: say('atLeast', { value: written(targets.ratedWellShare, 'share', language) }),
            isMet: (figures.ratedWellShare ?? 1) >= targets.ratedWellShare,
          }
        : undefined
  return html`<dl class="tiles" part="figures">
      ${tiles.map(([key, kind]) => {
        const target = figures[key] === null ? undefined : targetOf(key)
        return html`<div class="tile">
          <dt>${say(key)}</dt>
          <dd>
            <strong>${written(figures[key], kind, language)}</strong>
            ${trendLine(months.map((month) => month.figures[key] ?? 0))}
            ${
              target
                ? html`<span class=${target.isMet ? 'met' : 'missed'}
                    >${target.isMet ? '✓' : '✗'} ${target.text}: ${say(target.isMet ? 'met' : 'missed')}</span
                  >`
                : ''
            }
          </dd>
        </div>`
      })}
    </dl>
    <details>
      <summary>${say('byMonth')}</summary>
      <div class="scroll" part="table" tabindex="0" role="region" aria-label=${say('byMonth')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${say('month')}</th>
              ${tiles.map(([key]) => html`<th scope="col">${say(key)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${months.map(
              ({ month, figures }) =>
                html`<tr>
                  <th scope="row">${sayMonth(month)}</th>
                  ${tiles.map(([key, kind]) => html`<td>${written(figures[key], kind, language)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`
}
