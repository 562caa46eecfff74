import { html, render, type TemplateResult } from 'lit'
import type { AppealSummary } from '../../sdk/appeals.js'
import type { Say } from '../shared/texts.js'
import { type Due, dueAt, dueOf } from './due.js'
import type { RowWindow } from './row-window.js'

type DeskSay = Say<'appeal-view' | 'desk'>

export interface List {
  items: readonly AppealSummary[]
  /** There are others after them. */
  hasMore: boolean
  /** Which of them are in sight. */
  window: RowWindow<AppealSummary>
  /** The one open beside the list. */
  open: number | undefined
  /** The one the Tab key comes to. */
  at: number | undefined
  timeZone: string | undefined
  say: DeskSay
  sayDay: (instant: string) => string
  /** One of several that something is to be done with. */
  isSelected: (number: number) => boolean
  onOpen: (number: number) => void
  /** `isRow`: with all between it and the one selected before. */
  onSelect: (number: number, isRow?: boolean) => void
  /** The focus came to it, or (`isAsked`) is to come. */
  onReach: (number: number, isAsked?: boolean) => void
}

/** The list; its rows are drawn by themselves. */
export const listView = (list: List): TemplateResult =>
  html`<ol class="list" part="list" role="list" @keydown=${(event: KeyboardEvent) => moveByKey(event, list)}></ol>`

/**
 * The appeals in sight as buttons: one stop of the Tab key, arrow keys within. A row stays in its element while others
 * come and go around it, and with it the focus. (Lit's `repeat` would cost each page with any element some bytes.)
 */
export function drawRows(element: Element, list: List) {
  const { items, at, window, hasMore } = list
  const stop = Math.max(
    0,
    items.findIndex(({ number }) => number === at),
  )
  const shown = items.slice(window.first, window.end).map((appeal, index) => ({ appeal, index: window.first + index }))
  // The Tab key's stop is always there, however far away.
  const far = items[stop]
  if (far && stop < window.first) shown.unshift({ appeal: far, index: stop })
  if (far && stop >= window.end) shown.push({ appeal: far, index: stop })

  const kept = new Set(shown.map(({ appeal }) => `row-${appeal.number}`))
  const rows = new Map<string, HTMLElement>()
  for (const row of [...element.children] as HTMLElement[])
    if (kept.has(row.id)) rows.set(row.id, row)
    else row.remove()
  shown.forEach(({ appeal, index }, place) => {
    const id = `row-${appeal.number}`
    const row = rows.get(id) ?? Object.assign(document.createElement('li'), { id })
    const there = element.children[place]
    if (there !== row) element.insertBefore(row, there ?? null)
    row.setAttribute('role', 'listitem')
    row.setAttribute('aria-posinset', `${index + 1}`)
    row.setAttribute('aria-setsize', `${hasMore ? -1 : items.length}`)
    row.style.insetBlockStart = `${index * window.height}px`
    render(html`${boxView(appeal, index === stop, list)} ${rowView(appeal, index === stop, list)}`, row)
  })
}

function boxView({ number }: AppealSummary, isStop: boolean, { isSelected, onSelect, say }: List) {
  const click = ({ target, shiftKey }: MouseEvent) => {
    onSelect(number, shiftKey)
    // Of a row of them, it may be selected though it was pressed; of too many, it may not.
    ;(target as HTMLInputElement).checked = isSelected(number)
  }
  return html`<label class="box">
    <input
      type="checkbox"
      aria-label=${say('select', { number: `${number}` })}
      tabindex=${isStop ? 0 : -1}
      .checked=${isSelected(number)}
      @click=${click}
    />
  </label>`
}

function rowView(
  appeal: AppealSummary,
  isStop: boolean,
  { open, timeZone, say, sayDay, isSelected, onOpen, onReach, onSelect }: List,
) {
  const { number, category, description, status, assignee } = appeal
  const due = dueOf(appeal, timeZone)
  return html`<button
    type="button"
    class="item ${due}"
    part="item"
    data-number=${number}
    tabindex=${isStop ? 0 : -1}
    aria-current=${number === open ? 'true' : 'false'}
    @click=${({ shiftKey }: MouseEvent) => (shiftKey ? onSelect(number, true) : onOpen(number))}
    @focus=${() => onReach(number)}
  >
    <span class="line"
      ><b>№ ${number}</b>${isSelected(number) ? html`<span class="unseen">, ${say('isSelected')}</span>` : ''}
      ${dueView(appeal, due, say, sayDay)}</span>
    <span class="topic"><bdi>${category.name}</bdi></span>
    <span class="snippet muted" dir="auto">${description}</span>
    <span class="foot muted">${say(status)}${assignee ? html` · <bdi>${assignee}</bdi>` : ''}</span>
  </button>`
}

/** When it is due, in words. */
export function dueView(appeal: AppealSummary, due: Due, say: DeskSay, sayDay: (instant: string) => string) {
  if (appeal.status === 'waiting') return html`<span class="due">${say('stands')}</span>`
  const at = dueAt(appeal)
  if (due === 'none' || at === undefined) return ''
  const date = sayDay(new Date(at).toISOString())
  const isUnregistered = due !== 'overdue' && appeal.registerBy !== null && Date.parse(appeal.registerBy) === at
  return html`<span class="due ${due}">${say(isUnregistered ? 'register' : due, { date })}</span>`
}

function moveByKey(event: KeyboardEvent, { items, window, onReach }: List) {
  const number = Number((event.target as HTMLElement).dataset.number)
  const at = items.findIndex((item) => item.number === number)
  const last = items.length - 1
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + window.page,
    PageUp: at - window.page,
    Home: 0,
    End: last,
  }[event.key]
  if (to === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const item = items[Math.max(0, Math.min(to, last))]
  if (item) onReach(item.number, true)
}
