import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { FieldErrors } from '../shared/field-errors.js'
import type { Say } from '../shared/texts.js'

/** What is kept in this tab of a rating begun. */
export interface RatingDraft {
  score?: number
  comment?: string
  /** The Idempotency-Key of a rating sent but not known to have arrived. */
  key?: string
}

interface Rating {
  draft: RatingDraft
  errors: FieldErrors
  notice: string
  isSending: boolean
  onChange: (draft: RatingDraft) => void
  onSubmit: (event: Event) => void
}

const scores = [1, 2, 3, 4, 5] as const
const star = html`<svg viewBox="0 0 24 24" aria-hidden="true"
  ><path d="M12 2.6l2.9 6.1 6.6.9-4.8 4.6 1.2 6.7-5.9-3.3-5.9 3.3 1.2-6.7L2.5 9.6l6.6-.9z" /></svg>`

/** The answer is rated by radio buttons that look like stars, and a comment. */
export function ratingForm({ draft, errors, notice, isSending, onChange, onSubmit }: Rating, say: Say<'status'>) {
  return html`<form class="rating" part="rating" novalidate @submit=${onSubmit}>
    ${stars(draft.score, errors.score, say, (score) => onChange({ score, comment: draft.comment }))}
    ${textField({
      name: 'comment',
      label: say('comment'),
      note: say('optional'),
      error: errors.comment,
      value: draft.comment ?? '',
      onInput: (comment) => onChange({ score: draft.score, comment }),
      isTall: true,
      maximum: 2000,
    })}
    <p class="notice" part="error" role="alert" tabindex="-1">${notice}</p>
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending}>
        ${say(isSending ? 'sending' : 'sendRating')}
      </button>
    </p>
  </form>`
}

function stars(
  chosen: number | undefined,
  error: string | undefined,
  say: Say<'status'>,
  onChange: (score: number) => void,
): TemplateResult {
  return html`<fieldset part="question" aria-invalid=${!!error} aria-describedby="score">
    <legend>${say('rate')}</legend>
    <p class="error" id="score">${error}</p>
    <div class="stars">
      ${scores.map(
        (score) => html`<label class=${score <= (chosen ?? 0) ? 'on' : ''}>
          <input
            type="radio"
            name="score"
            value=${score}
            aria-label=${`${score}. ${say(`score${score}`)}`}
            .checked=${score === chosen}
            @change=${() => onChange(score)}
          />${star}<small aria-hidden="true">${score}</small>
        </label>`,
      )}
      <b class="said" aria-hidden="true">${chosen ? say(`score${chosen as (typeof scores)[number]}`) : ''}</b>
    </div>
  </fieldset>`
}

/** A rating given, in words and as stars. */
export const givenRating = (score: number, say: Say<'status'>): TemplateResult =>
  html`<p class="given">
    <span class="stars" aria-hidden="true">
      ${scores.map((each) => html`<span class=${each <= score ? 'on' : ''}>${star}</span>`)}
    </span>
    ${say('rating', { score })}
  </p>`
