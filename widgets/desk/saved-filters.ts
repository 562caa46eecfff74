import { html, type TemplateResult } from 'lit'
import { getFilters, type SavedFilters, setFilters } from '../../sdk/filters.js'
import { ProblemError } from '../../sdk/problems.js'
import { textField } from '../shared/field.js'
import { Load } from '../shared/load.js'
import type { DeskContext } from './context.js'
import { openFilter } from './filter-address.js'
import type { Filter, Queue } from './queue.js'

type Saved = SavedFilters['items'][number]

/** What an officer looks through again and again, by names of their own. The API keeps them for whoever is signed in. */
export class SavedFilterList {
  #name = ''
  #error = ''
  readonly load: Load<Saved[]>

  constructor(
    readonly desk: DeskContext,
    readonly queue: Queue,
  ) {
    this.load = new Load(desk.host, desk.session, async (signal) => (await getFilters(desk.client(), { signal })).items)
  }

  view(): TemplateResult | '' {
    const { say } = this.desk
    const items = this.load.value
    if (!items) return ''
    const chosen = items.find((item) => isSame(toFilter(item), this.queue.filter))
    const isSaveable = !chosen && !isSame(openFilter, this.queue.filter)
    if (!items.length && !isSaveable) return ''
    return html`<div class="saved" role="group" aria-label=${say('savedFilters')}>
      ${items.map(
        (item) => html`<button
          type="button"
          part="button"
          aria-pressed=${item === chosen ? 'true' : 'false'}
          @click=${() => this.queue.choose(item === chosen ? { ...openFilter } : toFilter(item))}
        >
          <bdi>${item.name}</bdi>
        </button>`,
      )}
      ${
        chosen
          ? html`<button type="button" class="quiet" part="button" @click=${() => this.#set(items.filter((item) => item !== chosen))}>
              ${say('forgetFilter')}
            </button>`
          : ''
      }
      ${isSaveable ? this.#saveView(items) : ''}
      <p class="error" role="alert">${chosen ? this.#error : ''}</p>
    </div>`
  }

  #saveView(items: Saved[]) {
    const { say } = this.desk
    const submit = (event: Event) => {
      event.preventDefault()
      const name = this.#name.trim()
      const { queue, status, category, q } = this.queue.filter
      const filter = { queue: queue || null, status: status || null, category: category || null, q: q || null }
      if (name) void this.#set([...items.filter((item) => item.name !== name), { name, ...filter }])
      else this.#refuse(say('fillIn'))
    }
    return html`<details class="save-filter" .open=${!!this.#name || !!this.#error}>
      <summary>${say('saveFilter')}</summary>
      <form novalidate @submit=${submit}>
        ${textField({
          name: 'filter-name',
          label: say('filterName'),
          error: this.#error,
          value: this.#name,
          onInput: (name) => {
            this.#name = name
            this.#refuse('')
          },
          maximum: 60,
          isRequired: true,
        })}
        <p class="actions"><button part="button">${say('saveTemplate')}</button></p>
      </form>
    </details>`
  }

  async #set(items: Saved[]) {
    this.#refuse('')
    try {
      this.load.value = (await setFilters(this.desk.client(), { items })).items
      this.#name = ''
      this.desk.host.requestUpdate()
    } catch (error) {
      this.#refuse(error instanceof ProblemError ? error.detail : this.desk.say('kept'))
    }
  }

  #refuse(error: string) {
    this.#error = error
    this.desk.host.requestUpdate()
  }
}

const toFilter = ({ queue, status, category, q }: Saved): Filter => ({
  queue: queue ?? '',
  status: status ?? '',
  category: category ?? '',
  q: q ?? '',
})

const isSame = (one: Filter, other: Filter) =>
  (['queue', 'status', 'category', 'q'] as const).every((name) => one[name] === other[name])
