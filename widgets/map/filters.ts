import { html, type TemplateResult } from 'lit'
import type { Classifier } from '../../sdk/organization.js'
import type { Say } from '../shared/texts.js'
import { type Place, states } from './address.js'

/** Of all, of what the map shows, or of the surroundings of whoever looks. */
export const wheres = ['all', 'map', 'near'] as const
export type Where = (typeof wheres)[number]

interface Shown {
  place: Place
  where: Where
  classifier: Classifier | undefined
  say: Say<'appeals-map'>
  onChange(change: Partial<Place>): void
  onWhere(where: Where): void
}

/** What the list and the map are narrowed down to. */
export function filtersView({ place, where, classifier, say, onChange, onWhere }: Shown): TemplateResult {
  const value = ({ target }: Event) => (target as HTMLInputElement).value || undefined
  const day = (name: 'since' | 'until') => html`<label>
    ${say(name)}
    <input
      type="date"
      part="input"
      .value=${place[name] ?? ''}
      @change=${(event: Event) => onChange({ [name]: value(event) })}
    />
  </label>`
  return html`<div class="filters" role="group" aria-label=${say('filters')}>
    <label>
      ${say('topic')}
      <select part="input" @change=${(event: Event) => onChange({ category: value(event) })}>
        <option value="" .selected=${!place.category}>${say('anyTopic')}</option>
        ${classifier?.groups.map(
          (group) => html`<optgroup label=${group.name}>
            ${group.categories.map(
              ({ code, name }) => html`<option value=${code} .selected=${code === place.category}>${name}</option>`,
            )}
          </optgroup>`,
        )}
      </select>
    </label>
    <label>
      ${say('state')}
      <select part="input" @change=${(event: Event) => onChange({ status: value(event) as Place['status'] })}>
        <option value="" .selected=${!place.status}>${say('anyState')}</option>
        ${states.map((state) => html`<option value=${state} .selected=${state === place.status}>${say(`state_${state}`)}</option>`)}
      </select>
    </label>
    ${day('since')}${day('until')}
    <label>
      ${say('where')}
      <select part="input" @change=${(event: Event) => onWhere(value(event) as Where)}>
        ${wheres.map((each) => html`<option value=${each} .selected=${each === where}>${say(`where_${each}`)}</option>`)}
      </select>
    </label>
  </div>`
}
