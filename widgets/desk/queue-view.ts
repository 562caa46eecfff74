import { html, type TemplateResult } from 'lit'
import type { AppealSummary } from '../../sdk/appeals.js'
import type { Classifier } from '../../sdk/organization.js'
import type { Say } from '../shared/texts.js'
import { type Due, dueOf } from './due.js'
import type { Filter, Queue } from './queue.js'

type DeskSay = Say<'appeal-view' | 'desk'>

const statuses = [
  'received',
  'registered',
  'assigned',
  'in_progress',
  'waiting',
  'postponed',
  'drafted',
  'approved',
  'answered',
  'disputed',
  'closed',
  'declined',
] as const

const queues = ['overdue', 'today', 'mine', 'unassigned', 'drafts', 'disputed', 'waiting', 'badly-rated'] as const

/** Which appeals are listed. */
export function filterView(queue: Queue, classifier: Classifier | undefined, say: DeskSay): TemplateResult {
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
  return html`<div class="queues" role="group" aria-label=${say('queues')}>
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
    ${say(`q_${name}`)} <b>${count}</b>
  </button>`
}

interface List {
  items: readonly AppealSummary[]
  /** The one open beside the list. */
  open: number | undefined
  /** The one the Tab key comes to. */
  at: number | undefined
  timeZone: string | undefined
  say: DeskSay
  sayDay: (instant: string) => string
  onOpen: (number: number) => void
  onReach: (number: number) => void
}

/** The appeals as buttons in a list: one stop of the Tab key, arrow keys within. */
export function listView({ items, open, at, timeZone, say, sayDay, onOpen, onReach }: List): TemplateResult {
  const stop = items.some(({ number }) => number === at) ? at : items[0]?.number
  return html`<ol class="list" part="list" @keydown=${moveFocus}>
    ${items.map((appeal) => {
      const { number, category, description, status, assignee } = appeal
      const due = dueOf(appeal, timeZone)
      return html`<li>
        <button
          type="button"
          class="item ${due}"
          part="item"
          data-number=${number}
          tabindex=${number === stop ? 0 : -1}
          aria-current=${number === open ? 'true' : 'false'}
          @click=${() => onOpen(number)}
          @focus=${() => onReach(number)}
        >
          <span class="line"><b>№ ${number}</b> ${dueView(appeal, due, say, sayDay)}</span>
          <span class="topic"><bdi>${category.name}</bdi></span>
          <span class="snippet muted" dir="auto">${description}</span>
          <span class="muted">${say(status)}${assignee ? html` · <bdi>${assignee}</bdi>` : ''}</span>
        </button>
      </li>`
    })}
  </ol>`
}

/** The deadline, in words. */
export function dueView(
  { status, deadline, registerBy }: AppealSummary,
  due: Due,
  say: DeskSay,
  sayDay: (instant: string) => string,
) {
  if (status === 'waiting') return html`<span class="due">${say('stands')}</span>`
  if (registerBy && due !== 'overdue')
    return html`<span class="due ${due}">${say('register', { date: sayDay(registerBy) })}</span>`
  if (due === 'none' || !deadline) return ''
  return html`<span class="due ${due}">${say(due, { date: sayDay(deadline) })}</span>`
}

function moveFocus(event: KeyboardEvent) {
  const buttons = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('.item')]
  const at = buttons.indexOf(event.target as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  buttons[to]?.focus()
}
