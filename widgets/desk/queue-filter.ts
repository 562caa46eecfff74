import { html, type TemplateResult } from 'lit'
import type { Classifier } from '../../sdk/organization.js'
import type { Say } from '../shared/texts.js'
import type { Filter, Queue } from './queue.js'
import type { SavedFilterList } from './saved-filters.js'
import { queues, statuses } from './statuses.js'

type DeskSay = Say<'appeal-view' | 'desk'>

/** Which appeals are listed. */
export function filterView(
  queue: Queue,
  saved: SavedFilterList,
  classifier: Classifier | undefined,
  say: DeskSay,
): TemplateResult {
  const { status, category, q } = queue.filter
  const choose =
    (name: keyof Filter) =>
    ({ target }: Event) =>
      queue.choose({ ...(name === 'status' && { queue: '', q: '' }), [name]: (target as HTMLSelectElement).value })
  const option = (value: string, label: unknown, chosen: string) =>
    html`<option value=${value} .selected=${value === chosen}>${label}</option>`
  const find = (event: SubmitEvent) => {
    event.preventDefault()
    const typed = new FormData(event.target as HTMLFormElement).get('q')
    queue.choose({ queue: '', status: typed ? '' : 'open', q: `${typed}`.trim() })
  }
  return html`${saved.view()}
  <div class="queues" role="group" aria-label=${say('queues')}>
    ${queues.map((name) => queueButton(queue, name, say))}
  </div>
  <form class="find" role="search" @submit=${find}>
    <input name="q" part="input" type="search" maxlength="200" aria-label=${say('search')} placeholder=${say('search')} .value=${q} />
    <button part="button">${say('find')}</button>
  </form>
  <div class="filters">
    <label>
      <span>${say('status')}</span>
      <select part="input" @change=${choose('status')}>
        ${option('open', say('open'), status)}
        ${statuses.map((each) => option(each, say(each), status))}
        ${option('', say('all'), status)}
      </select>
    </label>
    <label>
      <span>${say('topic')}</span>
      <select part="input" @change=${choose('category')}>
        ${option('', say('allTopics'), category)}
        ${classifier?.groups.map(
          ({ name, categories }) =>
            html`<optgroup label=${name}>${categories.map(({ code, name }) => option(code, name, category))}</optgroup>`,
        )}
      </select>
    </label>
  </div>`
}

/** Those with nothing in them stay away, unless one is looked at. */
function queueButton(queue: Queue, name: (typeof queues)[number], say: DeskSay) {
  const count = queue.counts[name] ?? 0
  const isChosen = queue.filter.queue === name
  if (!count && !isChosen) return ''
  const choose = () =>
    queue.choose(isChosen ? { queue: '', status: 'open', q: '' } : { queue: name, status: '', q: '' })
  return html`<button
    type="button"
    class=${name}
    part="button"
    aria-pressed=${isChosen ? 'true' : 'false'}
    @click=${choose}
  >
    ${say(`q_${name}`)} <b>${count}${name === 'badly-rated' && count >= 1000 ? '+' : ''}</b>
  </button>`
}
