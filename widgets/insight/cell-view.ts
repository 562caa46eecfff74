import { html, type TemplateResult } from 'lit'
import type { AppealSummary } from '../../sdk/appeals.js'
import type { Matrix } from '../../sdk/insight.js'
import type { Say } from '../shared/texts.js'
import type { Cell } from './matrix-view.js'
import { type Measure, measures, written } from './measures.js'

const parts = ['size', 'growth', 'spread', 'repetition', 'dissatisfaction'] as const

/** All figures of a cell, and what makes it systemic, part by part. */
export function cellFigures(
  { figures, systemic }: Pick<Cell, 'figures' | 'systemic'>,
  weights: Matrix['weights'],
  { language, say }: { language: string; say: Say<'insight'> },
): TemplateResult {
  return html`<dl class="facts">
      ${(Object.keys(measures) as Measure[]).map(
        (key) =>
          html`<div>
            <dt>${say(key)}</dt>
            <dd>${written(figures[key], measures[key], language)}</dd>
          </div>`,
      )}
    </dl>
    <h4>${say('systemic')}: ${systemic ? written(systemic.score, 'count', language) : say('tooFew')}</h4>
    <p class="muted">${say('formula')}</p>
    ${
      systemic
        ? html`<table>
            <thead>
              <tr>
                <th scope="col">${say('part')}</th>
                <th scope="col">${say('value')}</th>
                <th scope="col">${say('weight')}</th>
              </tr>
            </thead>
            <tbody>
              ${parts.map(
                (part) =>
                  html`<tr>
                    <th scope="row">${say(part)}</th>
                    <td>${written(systemic[part], 'share', language)}</td>
                    <td>${written(weights[part], 'number', language)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : ''
    }`
}

/** The appeals behind a cell, each a way to the desk. */
export function casesView(
  items: readonly AppealSummary[],
  total: number,
  { organization, say, sayDay }: { organization: string; say: Say<'insight'>; sayDay(day: string): string },
): TemplateResult {
  return html`<h4>${say('cases', { count: total })}</h4>
    <ul class="cases">
      ${items.map(
        ({ number, category, description, receivedAt, isOverdue }) =>
          html`<li>
            <a href="/desk?organization=${organization}#appeal=${number}">№ ${number}</a>
            <bdi>${category.name}</bdi>, ${sayDay(receivedAt)} ${isOverdue ? html`<strong>${say('isOverdue')}</strong>` : ''}
            <p class="muted" dir="auto">${(description ?? '').slice(0, 160)}</p>
          </li>`,
      )}
    </ul>`
}
