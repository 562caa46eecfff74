import { getModerationQueue, type ModerationQueue, type QueuedComment, type QueueQuery } from '../../sdk/moderation.js'
import { Load } from '../shared/load.js'
import type { ModerationContext } from './context.js'

/** Comments read at once. */
const PAGE = 25
/** The most that the API reads at once. */
const MOST = 100

export type Filter = Pick<QueueQuery, 'reason' | 'discussion' | 'sort'>

/** What waits, as far as it was read, and which of it is looked at. */
export class Queue {
  filter: Filter = { sort: 'oldest' }
  /** The one looked at. */
  at: string | undefined
  readonly selected = new Set<string>()
  /** Those that a colleague has decided while they were looked at: they go when one goes on. */
  readonly overtaken = new Set<string>()
  moreError: unknown
  isReadingMore = false
  readonly load: Load<ModerationQueue>
  /** Decided here, with when they had been decided before: an answer that was on its way may still list them so. */
  readonly #gone = new Map<string, string | null>()
  #known: ModerationQueue | undefined
  /** Of the discussion chosen: it may have nothing that waits any more. */
  title = ''

  constructor(readonly context: ModerationContext) {
    this.load = new Load(
      context.host,
      () => {
        const session = context.session()
        return session && JSON.stringify([session, this.filter])
      },
      async (signal) => {
        const queue = await this.#read({ limit: PAGE }, signal)
        const items = this.#left(queue.items)
        this.selected.clear()
        this.overtaken.clear()
        this.at = items.find(({ id }) => id === this.at)?.id ?? items[0]?.id
        return { ...queue, items }
      },
    )
  }

  /** How many wait where, as last read: it stays in sight while the next is read. */
  get known(): ModerationQueue | undefined {
    this.#known = this.load.value ?? this.#known
    return this.#known
  }

  get items(): QueuedComment[] {
    return this.load.value?.items ?? []
  }

  get current(): QueuedComment | undefined {
    return this.items.find(({ id }) => id === this.at)
  }

  /** Those selected, or the one looked at. */
  get chosen(): QueuedComment[] {
    return this.items.filter(({ id }) => (this.selected.size > 0 ? this.selected.has(id) : id === this.at))
  }

  choose(filter: Filter) {
    this.filter = { ...this.filter, ...filter }
    this.title = this.known?.discussions.find(({ id }) => id === this.filter.discussion)?.title ?? this.title
    this.at = undefined
    this.context.host.requestUpdate()
  }

  /** The one before or after; at an end, undefined. */
  beside(id: string | undefined, step: 1 | -1): string | undefined {
    const index = this.items.findIndex((item) => item.id === id)
    return index < 0 ? this.items[0]?.id : this.items[index + step]?.id
  }

  go(id: string | undefined) {
    if (!id) return
    const former = this.at
    this.at = id
    if (former && former !== id && this.overtaken.delete(former)) this.#take(former)
    this.context.host.requestUpdate()
  }

  select(id: string) {
    if (!this.selected.delete(id)) this.selected.add(id)
    this.context.host.requestUpdate()
  }

  /** Takes out what is decided; what stood after it is looked at next. */
  remove(items: readonly QueuedComment[]) {
    for (const { id, decidedAt } of items) {
      this.#gone.set(id, decidedAt)
      if (id === this.at) this.at = this.beside(id, 1) ?? this.beside(id, -1)
      this.#take(id)
    }
    // What comes after moves up.
    if (this.items.length < PAGE / 2) void this.more()
    this.context.host.requestUpdate()
  }

  /** Puts back what was taken back, where it stood. */
  restore(item: QueuedComment) {
    this.#gone.delete(item.id)
    this.replace(item)
    this.at = item.id
  }

  /** Shows one as it stands now. */
  replace(item: QueuedComment) {
    const { value } = this.load
    if (!value) return
    const direction = this.filter.sort === 'newest' ? -1 : 1
    value.items = [...value.items.filter(({ id }) => id !== item.id), item].sort((one, other) =>
      one.id < other.id ? -direction : direction,
    )
    this.context.host.requestUpdate()
  }

  /** Reads again what waits; what is looked at stays where it is. Answers what went wrong. */
  async refresh(): Promise<unknown> {
    const shown = this.load.value
    if (!shown) return void (await this.load.reload())
    const { filter, at } = this
    const limit = Math.min(MOST, Math.max(PAGE, shown.items.length))
    let fresh: ModerationQueue
    try {
      fresh = await this.#read({ limit })
    } catch (error) {
      return this.load.value !== shown || this.context.leftFor(error) ? undefined : error
    }
    if (this.load.value !== shown || filter !== this.filter) return undefined
    const items = this.#left(fresh.items)
    const last = items.at(-1)?.id
    const isBeyond = (id: string) =>
      fresh.next !== null && (!last || (this.filter.sort === 'newest' ? id < last : id > last))
    const rest = shown.items.filter(({ id }) => isBeyond(id) && !items.some((item) => item.id === id))
    const current = this.current
    Object.assign(shown, fresh, { items: [...items, ...rest], next: rest.length > 0 ? shown.next : fresh.next })
    if (current && current.id === at && !shown.items.some(({ id }) => id === at)) {
      this.overtaken.add(current.id)
      this.replace(current)
    }
    this.at ??= shown.items[0]?.id
    for (const id of this.selected) if (!shown.items.some((item) => item.id === id)) this.selected.delete(id)
    this.context.host.requestUpdate()
    return undefined
  }

  more = async (): Promise<void> => {
    const shown = this.load.value
    if (!shown?.next || this.isReadingMore) return
    this.isReadingMore = true
    this.moreError = undefined
    this.context.host.requestUpdate()
    try {
      const page = await this.#read({ limit: PAGE, cursor: shown.next })
      if (this.load.value === shown) {
        const known = new Set(shown.items.map(({ id }) => id))
        shown.items = [...shown.items, ...this.#left(page.items).filter(({ id }) => !known.has(id))]
        shown.next = page.next
        this.at ??= shown.items[0]?.id
      }
    } catch (error) {
      if (this.load.value === shown && !this.context.leftFor(error)) this.moreError = error
    }
    this.isReadingMore = false
    this.context.host.requestUpdate()
  }

  /** Nobody is at it any more. */
  leave() {
    this.load.value = this.load.error = this.moreError = this.at = this.#known = undefined
    this.filter = { sort: this.filter.sort }
    for (const kept of [this.selected, this.overtaken, this.#gone]) kept.clear()
  }

  /** Less what was decided here; decided again or reported since, it is there again. */
  #left(items: readonly QueuedComment[]): QueuedComment[] {
    return items.filter(({ id, decidedAt }) => !this.#gone.has(id) || this.#gone.get(id) !== decidedAt)
  }

  #take(id: string) {
    const { value } = this.load
    this.selected.delete(id)
    this.overtaken.delete(id)
    const item = value?.items.find((one) => one.id === id)
    if (!value || !item) return
    value.items = value.items.filter((one) => one !== item)
    for (const reason of item.reasons) value.counts[reason] = Math.max(0, value.counts[reason] - 1)
  }

  #read(page: QueueQuery, signal?: AbortSignal) {
    return getModerationQueue(this.context.client(), { ...this.filter, ...page }, { signal })
  }
}
