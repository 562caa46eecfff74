import { html, type TemplateResult } from 'lit'
import type { Category } from '../../sdk/organization.js'
import { textField } from '../shared/field.js'
import type { Say } from './fields.js'
import { findCategories, type Group } from './search.js'

interface TopicView {
  groups: readonly Group[]
  query: string
  error: string | undefined
  chosen: Category | undefined
  say: Say
  onQuery: (query: string) => void
  onChoose: (category: Category) => void
}

/** A search over groups of buttons: one touch chooses. */
export function topicView({ groups, query, error, chosen, say, onQuery, onChoose }: TopicView): TemplateResult {
  const item = (category: Category, group?: Group) =>
    html`<li>
      <button
        type="button"
        part="option"
        aria-current=${category === chosen ? 'true' : 'false'}
        @click=${() => onChoose(category)}
      >
        <bdi>${category.name}</bdi>${group ? html`<small><bdi>${group.name}</bdi></small>` : ''}
      </button>
    </li>`
  const found = query.trim() ? findCategories(groups, query) : []
  return html`
    ${textField({ name: 'category', label: say('search'), type: 'search', value: query, error, onInput: onQuery })}
    <p class="muted" role="status">
      ${query.trim() && (found.length ? say('found', { count: found.length }) : say('notFound'))}
    </p>
    <ul class="topics" id="found">
      ${found.map(({ category, group }) => item(category, group))}
    </ul>
    ${
      found.length
        ? ''
        : groups.map(
            ({ name, categories }) => html`<details
              class="group"
              .open=${groups.length < 3 || categories.some((category) => category === chosen)}
            >
              <summary><bdi>${name}</bdi></summary>
              <ul class="topics">
                ${categories.map((category) => item(category))}
              </ul>
            </details>`,
          )
    }
  `
}
