import { html, type TemplateResult } from 'lit'
import type { PaperBallot, PaperList, SheetStatus } from '../../../sdk/poll-writing.js'
import { textField } from '../../shared/field.js'
import type { Say } from '../../shared/texts.js'
import type { Sheets } from './sheets.js'

interface Shown {
  say: Say<'paper'>
  sayDate: (instant: string) => string
  sheets: Sheets
  /** It may be taken back: the poll is open, and the reader may write. */
  isReversible: boolean
}

const statuses = ['waiting', 'entered', 'counted', 'unconfirmed', 'withdrawn'] as const satisfies readonly SheetStatus[]

/** How many sheets stand how. */
export const countsView = ({ counts }: PaperList, say: Say<'paper'>): TemplateResult =>
  html`<ul class="counts">
    ${statuses
      .filter((status) => counts[status] > 0)
      .map((status) => html`<li><b>${counts[status]}</b> ${say(`are_${status}`)}</li>`)}
  </ul>`

/** All sheets with who entered them; what they say is told to nobody. */
export function sheetsView(list: PaperList, { say, sayDate, sheets, isReversible }: Shown): TemplateResult {
  const { items, next, names } = list
  const total = statuses.reduce((sum, status) => sum + list.counts[status], 0)
  return html`<div class="field filter">
      <label for="status">${say('show')}</label>
      <select
        id="status"
        part="input"
        @change=${({ target }: Event) => sheets.filter(((target as HTMLSelectElement).value || undefined) as SheetStatus)}
      >
        <option value="" .selected=${!sheets.status}>${say('allSheets', { count: total })}</option>
        ${statuses.map((status) => html`<option value=${status} .selected=${sheets.status === status}>${say(`is_${status}`)} (${list.counts[status]})</option>`)}
      </select>
    </div>
    ${
      items.length === 0
        ? html`<p class="muted">${say('noSheets')}</p>`
        : html`<div class="scroll" role="region" tabindex="0" aria-labelledby="sheets">
            <table>
              <thead>
                <tr>
                  ${(['sheet', 'state', 'enteredBy', 'confirmedBy'] as const).map((key) => html`<th scope="col">${say(key)}</th>`)}
                  ${isReversible ? html`<td></td>` : ''}
                </tr>
              </thead>
              <tbody>
                ${items.map((item) => rowView(item, names, { say, sayDate, sheets, isReversible }))}
              </tbody>
            </table>
          </div>`
    }
    ${
      next
        ? html`<button type="button" part="button" id="more" aria-disabled=${sheets.isReadingMore ? 'true' : 'false'} @click=${() => sheets.readMore()}>
            ${say(sheets.isReadingMore ? 'loading' : 'more')}
          </button>`
        : ''
    }`
}

function rowView(
  { sheet, status, enteredBy, enteredAt, confirmedBy, reason }: PaperBallot,
  names: Record<string, string>,
  { say, sayDate, sheets, isReversible }: Shown,
): TemplateResult {
  const name = (actor: string) => (actor === 'command' ? say('byCommand') : (names[actor] ?? say('nobodyKnown')))
  const canWithdraw = status === 'waiting' || status === 'entered'
  return html`<tr>
      <th scope="row"><bdi>${sheet}</bdi></th>
      <td>
        ${say(`is_${status}`)}
        ${reason ? html`<small><bdi>${reason === 'differs' ? say('differed') : reason}</bdi></small>` : ''}
      </td>
      <td><bdi>${name(enteredBy)}</bdi> <small>${sayDate(enteredAt)}</small></td>
      <td>${confirmedBy ? html`<bdi>${name(confirmedBy)}</bdi>` : ''}</td>
      ${
        isReversible
          ? html`<td>
              ${
                canWithdraw
                  ? html`<button
                      type="button"
                      part="button"
                      class="small"
                      data-sheet=${sheet}
                      aria-label="${say('takeBack')}: ${sheet}"
                      aria-expanded=${sheets.asked === sheet ? 'true' : 'false'}
                      @click=${() => sheets.ask(sheets.asked === sheet ? undefined : sheet)}
                    >
                      ${say('takeBack')}
                    </button>`
                  : ''
              }
            </td>`
          : ''
      }
    </tr>
    ${sheets.asked === sheet ? html`<tr><td colspan="5">${withdrawalView(sheets, say)}</td></tr>` : ''}`
}

/** Why a sheet is taken back. */
const withdrawalView = (sheets: Sheets, say: Say<'paper'>): TemplateResult => html`<form
  class="confirm"
  novalidate
  @submit=${(event: Event) => {
    event.preventDefault()
    void sheets.withdraw()
  }}
  @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && sheets.ask(undefined)}
>
  ${textField({
    name: 'reason',
    label: say('whyBack', { sheet: sheets.asked ?? '' }),
    hint: say('whyBackAbout'),
    error: sheets.error,
    value: sheets.reason,
    maximum: 300,
    isRequired: true,
    onInput: (reason) => sheets.write(reason),
  })}
  <div class="actions">
    <button class="primary" part="button" aria-disabled=${sheets.isSending ? 'true' : 'false'}>
      ${say(sheets.isSending ? 'sending' : 'takeBack')}
    </button>
    <button type="button" part="button" @click=${() => sheets.ask(undefined)}>${say('notNow')}</button>
  </div>
</form>`
