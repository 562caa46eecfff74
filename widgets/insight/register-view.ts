import { html, type TemplateResult } from 'lit'
import type { Figures, SystemicProblem } from '../../sdk/insight.js'
import type { Say } from '../shared/texts.js'
import { type Measure, measures, written } from './measures.js'

const compared: readonly Measure[] = ['received', 'overdueShare', 'medianDays', 'reworkShare', 'ratedWellShare']

/** What was taken into work, before and after. */
export function registerView(
  items: readonly SystemicProblem[],
  {
    language,
    say,
    sayDay,
    onEnd,
  }: { language: string; say: Say<'insight'>; sayDay(day: string): string; onEnd: ((id: string) => void) | undefined },
): TemplateResult {
  if (items.length === 0) return html`<p class="muted">${say('noProblems')}</p>`
  const of = (figures: Figures, key: Measure) => written(figures[key], measures[key], language)
  return html`<ul class="register">
    ${items.map(
      (item) => html`<li>
        <h4 tabindex="-1" id="problem-${item.id}"><bdi>${item.rowName}</bdi> · <bdi>${item.columnName || say('everywhere')}</bdi></h4>
        <p class="text" dir="auto">${item.measure}</p>
        <p class="muted">
          <bdi>${item.responsible}</bdi> · ${say('dueBy', { date: sayDay(item.dueOn) })} ·
          ${
            item.endedAt
              ? say('ended', { date: sayDay(item.endedAt) })
              : say('taken', { date: sayDay(item.takenAt), name: item.takenBy })
          }
        </p>
        <table>
          <thead>
            <tr>
              <td></td>
              ${compared.map((key) => html`<th scope="col">${say(key)}</th>`)}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">${say('before', { count: item.days })}</th>
              ${compared.map((key) => html`<td>${of(item.before, key)}</td>`)}
            </tr>
            <tr>
              <th scope="row">${say('after', { count: item.days })}</th>
              ${compared.map((key) => html`<td>${of(item.after, key)}</td>`)}
            </tr>
          </tbody>
        </table>
        ${
          onEnd && !item.endedAt
            ? html`<p><button type="button" part="button" @click=${() => onEnd(item.id)}>${say('end')}</button></p>`
            : ''
        }
      </li>`,
    )}
  </ul>`
}
