import { type AppealSummary, type AppealsQuery, getQueues, listAppeals, type QueueCounts } from '../../sdk/appeals.js'
import type { Page } from '../../sdk/paging.js'
import { Load } from '../shared/load.js'
import type { DeskContext } from './context.js'
import { openFilter } from './filter-address.js'
import { join, merge, type Sort } from './merge.js'
import { isDone } from './statuses.js'

type Status = Exclude<AppealsQuery['status'], readonly unknown[] | undefined>
export interface Filter {
  /** One of the queues; empty for a status. */
  queue: keyof QueueCounts | ''
  status: Status | ''
  category: string
  q: string
}

/** Appeals on a page: an officer's day. */
const PAGE = 40
/** At most on one page, or asked for by number. */
const MOST = 100
/** As many are read again from the top; what is further down stays as it was read, until it is scrolled to. */
const REREAD = 500

/** The appeals to deal with, the one due first comes first; those that are done, the newest first. */
export class Queue {
  filter: Filter = { ...openFilter }
  counts: Partial<QueueCounts> = {}
  isLoadingMore = false
  moreError: unknown
  /** Where the arrow keys are. */
  at: number | undefined
  /** Another list each time something of it changes. */
  readonly load: Load<Page<AppealSummary>>

  constructor(readonly desk: DeskContext) {
    this.load = new Load(
      desk.host,
      () => desk.session() && `${desk.session()} ${Object.values(this.filter).join(' ')}`,
      (signal) => this.#read(signal),
    )
  }

  get items(): readonly AppealSummary[] {
    return this.load.value?.items ?? []
  }

  get sort(): Sort {
    const { queue, status } = this.filter
    return !queue && (status === '' || (status !== 'open' && isDone(status))) ? 'newest' : 'deadline'
  }

  /** The one after it; after the last, the first that is not it. */
  after(number: number): number | undefined {
    const numbers = this.items.map((item) => item.number)
    return numbers[numbers.indexOf(number) + 1] ?? numbers.find((other) => other !== number)
  }

  /** The one so many places further on; from nowhere, the first. */
  beside(number: number | undefined, places: number): number | undefined {
    const index = this.items.findIndex((item) => item.number === number)
    return this.items[index < 0 ? 0 : index + places]?.number
  }

  choose(filter: Partial<Filter>) {
    Object.assign(this.filter, filter)
    this.at = undefined
    this.moreError = undefined
    this.desk.host.requestUpdate()
  }

  /** Reads on until there are so many. */
  async fill(count: number) {
    while (this.items.length < count && this.load.value?.next && !this.moreError) {
      const before = this.items.length
      await this.more(MOST)
      if (this.items.length === before) return
    }
  }

  async more(limit = PAGE) {
    const page = this.load.value
    if (!page?.next || this.isLoadingMore) return
    this.isLoadingMore = true
    this.moreError = undefined
    this.desk.host.requestUpdate()
    try {
      const { items, next } = await this.#fetch({ cursor: page.next, limit })
      // Changed meanwhile, it still goes on from the same place; of another filter, it is another list.
      if (this.load.value?.next === page.next) this.load.value = { items: join(this.items, items), next }
    } catch (error) {
      this.moreError = error
    }
    this.isLoadingMore = false
    this.desk.host.requestUpdate()
  }

  /** Reads again how some of them stand, or whether they belong here at all. */
  async refresh(numbers: readonly number[]): Promise<void> {
    const { filter, sort } = this
    const before = { ...filter }
    // Found by words or number, a list is short; many changes at once are read like a list.
    if (filter.q || numbers.length > MOST || !this.load.value) return this.load.reload()
    const [changed, counts] = await Promise.all([
      this.#fetch({ numbers, limit: MOST }).catch(() => undefined),
      getQueues(this.desk.client()).catch(() => this.counts),
    ])
    this.counts = counts
    const page = this.load.value
    const isSame = Object.entries(before).every(([name, value]) => filter[name as keyof Filter] === value)
    if (page && changed && isSame) {
      const items = merge(page.items, { asked: numbers, found: changed.items }, { sort, isWhole: !page.next })
      this.load.value = { items, next: page.next }
    }
    this.desk.host.requestUpdate()
  }

  async #read(signal: AbortSignal): Promise<Page<AppealSummary>> {
    const shown = this.load.value
    const wanted = Math.min(shown?.items.length ?? 0, REREAD)
    const limit = wanted > PAGE ? MOST : PAGE
    const [page, counts] = await Promise.all([
      this.#fetch({ limit }, signal),
      // The list does without.
      getQueues(this.desk.client(), { signal }).catch(() => this.counts),
    ])
    this.counts = counts
    // As many as were in sight, so that none goes away when they are read again.
    while (page.next && page.items.length < wanted) {
      const { items, next } = await this.#fetch({ limit, cursor: page.next }, signal)
      page.items = join(page.items, items)
      page.next = next
    }
    const rest = page.next ? shown?.items.slice(page.items.length) : undefined
    return rest?.length ? { items: join(page.items, rest), next: shown?.next ?? null } : page
  }

  #fetch(page: { cursor?: string; limit?: number; numbers?: readonly number[] }, signal?: AbortSignal) {
    const { queue, status, category, q } = this.filter
    return listAppeals(
      this.desk.client(),
      {
        queue: queue || undefined,
        status: status || undefined,
        q: q || undefined,
        category: category || undefined,
        sort: this.sort,
        limit: PAGE,
        ...page,
      },
      { signal },
    )
  }
}
