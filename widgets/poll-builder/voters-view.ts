import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import type { Known } from './voters.js'

export interface VoterList {
  say: Say<'desk' | 'poll-builder'>
  /** How many are on it; undefined while it is not known. */
  listed: number | undefined
  known: Known
  issuer: string
  /** What came of the last file. */
  told: string
  fault: string
  isBusy: boolean
  /** It can be emptied until the poll opens. */
  isClearable: boolean
  /** It is not saved that the poll has a list, or the poll is not saved. */
  isUnsaved: boolean
  onKnown: (known: Known) => void
  onIssuer: (issuer: string) => void
  onFile: (file: File) => void
  /** Whether it is asked once more before the list is emptied. */
  isAsked: boolean
  onAsk: (isAsked: boolean) => void
  onClear: () => void
}

/** Who may vote in a poll with a list: put on it by a file, kept as hashes, told as a number. */
export function votersView(list: VoterList): TemplateResult {
  const { say, listed, known, issuer, told, fault, isBusy } = list
  if (list.isUnsaved) return html`<h3>${say('voterList')}</h3><p class="muted">${say('listAfterSaving')}</p>`
  return html`<section aria-labelledby="voters">
    <h3 id="voters" tabindex="-1">${say('voterList')}</h3>
    <p><b>${listed === undefined ? '…' : say('listed', { count: listed })}</b></p>
    <p class="muted">${say('hashedAbout')}</p>
    <div class="field">
      <label for="known">${say('fileHolds')}</label>
      <select
        id="known"
        part="input"
        @change=${({ target }: Event) => list.onKnown((target as HTMLSelectElement).value as Known)}
      >
        ${(['email', 'site', 'oidc'] as const).map(
          (each) => html`<option value=${each} .selected=${each === known}>${say(`known_${each}`)}</option>`,
        )}
      </select>
    </div>
    ${
      known === 'email'
        ? ''
        : textField({
            name: 'issuer',
            label: say('issuer'),
            hint: say('issuerAbout'),
            value: issuer,
            isRequired: true,
            onInput: list.onIssuer,
          })
    }
    <div class="field">
      <label for="voters-file">${say('votersFile')}</label>
      <p class="muted" id="voters-hint">${say('votersFileAbout')}</p>
      <input
        id="voters-file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-describedby="voters-hint voters-error"
        aria-disabled=${isBusy ? 'true' : 'false'}
        ?disabled=${known !== 'email' && !issuer.trim()}
        @click=${(event: Event) => isBusy && event.preventDefault()}
        @change=${({ target }: Event) => {
          const input = target as HTMLInputElement
          const [file] = input.files ?? []
          if (file && !isBusy) list.onFile(file)
          input.value = ''
        }}
      />
      <p class="error" id="voters-error" role="alert">${fault}</p>
      <p role="status">${told}</p>
    </div>
    ${
      list.isClearable && listed
        ? html`<button
              type="button"
              part="button"
              class="quiet"
              id="empty-list"
              aria-expanded=${list.isAsked ? 'true' : 'false'}
              @click=${() => list.onAsk(!list.isAsked)}
            >
              ${say('emptyList')}
            </button>
            ${list.isAsked ? sureView(list) : ''}`
        : ''
    }
  </section>`
}

function sureView({ say, isBusy, onAsk, onClear }: VoterList): TemplateResult {
  return html`<div
    class="confirm"
    role="group"
    aria-labelledby="sure-empty"
    @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && onAsk(false)}
  >
    <h4 id="sure-empty" tabindex="-1">${say('sure_empty')}</h4>
    <div class="actions">
      <button
        type="button"
        part="button"
        class="primary"
        id="emptied"
        aria-disabled=${isBusy ? 'true' : 'false'}
        @click=${() => !isBusy && onClear()}
      >
        ${say('emptyList')}
      </button>
      <button type="button" part="button" @click=${() => onAsk(false)}>${say('cancel')}</button>
    </div>
  </div>`
}
