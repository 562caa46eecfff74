import { html, type TemplateResult } from 'lit'
import type { Category, Organization } from '../../sdk/organization.js'
import { choiceGroup } from '../shared/choice.js'
import type { AskedField, Say, Step, Values } from './fields.js'

interface ReviewView {
  category: Category
  /** Those there is a way back to. */
  steps: readonly Step[]
  fields: readonly AskedField[]
  values: Values
  files: readonly string[]
  consent: Organization['consent']
  error: string | undefined
  say: Say
  onStep: (step: Step) => void
  onConsent: (consent: string) => void
}

/** All that will be sent, each part with a way back to it, and the consent. */
export function reviewView(review: ReviewView): TemplateResult {
  const { category, steps, fields, values, files, consent, error, say } = review
  const rows: [step: Step, label: string, text: string][] = [['topic', say('subject'), category.name]]
  for (const { name, step, label, options } of fields) {
    const value = values[name]?.trim() ?? ''
    const isPoint = name === 'place-address' && values['place-latitude']
    const text = options?.find(({ id }) => id === value)?.label ?? value
    rows.push([step, label, isPoint ? `${text}\n${say('onMap')}` : text])
  }
  rows.splice(rows.findIndex(([step]) => step === 'contact') >>> 0, 0, ['details', say('files'), files.join('\n')])
  return html`
    ${steps.map((step) => {
      const shown = rows.filter(([own, , text]) => own === step && text.trim())
      return shown.length
        ? html`<div class="part" part="review">
            <dl>
              ${shown.map(
                ([, label, text]) => html`<dt class="muted">${label}</dt>
                  <dd><bdi>${text.trim()}</bdi></dd>`,
              )}
            </dl>
            <button
              type="button"
              class="quiet"
              aria-label="${say('change')}: ${say(step)}"
              @click=${() => review.onStep(step)}
            >
              ${say('change')}
            </button>
          </div>`
        : ''
    })}
    ${choiceGroup({
      name: 'consent',
      legend: say('consent'),
      error,
      isMultiple: true,
      options: [{ id: 'given', title: consent.text }],
      chosen: [values.consent ?? ''],
      onChange: (chosen) => review.onConsent(chosen.at(-1) ?? ''),
    })}
    ${/^https?:/.test(consent.url ?? '') ? html`<p><a href=${consent.url} target="_blank">${say('aboutData')}</a></p>` : ''}
  `
}
