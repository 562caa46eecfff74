import { type AppealSummary, type AppealsQuery, getQueues, listAppeals, type QueueCounts } from '../../sdk/appeals.js'
import type { Page } from '../../sdk/paging.js'
import { Load } from '../shared/load.js'
import type { DeskContext } from './context.js'

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

/** The appeals to deal with, the one due first comes first; those that are done, the newest first. */
export class Queue {
  filter: Filter = { queue: '', status: 'open', category: '', q: '' }
  counts: Partial<QueueCounts> = {}
  isLoadingMore = false
  moreError: unknown
  /** Where the arrow keys are. */
  at: number | undefined
  readonly load: Load<Page<AppealSummary>>

  constructor(readonly desk: DeskContext) {
    this.load = new Load(
      desk.host,
      () => desk.session() && `${desk.session()} ${Object.values(this.filter).join(' ')}`,
      async (signal) => {
        const shown = this.load.value?.items.length ?? 0
        const [page, counts] = await Promise.all([
          this.#fetch(undefined, signal),
          // The list does without.
          getQueues(desk.client(), { signal }).catch(() => this.counts),
        ])
        this.counts = counts
        // As many as are in sight, so that none goes away when they are read again.
        while (page.next && page.items.length < shown) {
          const { items, next } = await this.#fetch(page.next, signal)
          page.items.push(...items)
          page.next = next
        }
        return page
      },
    )
  }

  get numbers(): number[] {
    return this.load.value?.items.map(({ number }) => number) ?? []
  }

  /** The one after it; after the last, the first that is not it. */
  after(number: number): number | undefined {
    const { numbers } = this
    return numbers[numbers.indexOf(number) + 1] ?? numbers.find((other) => other !== number)
  }

  choose(filter: Partial<Filter>) {
    Object.assign(this.filter, filter)
    this.at = undefined
    this.desk.host.requestUpdate()
  }

  async more() {
    const page = this.load.value
    if (!page?.next || this.isLoadingMore) return
    this.isLoadingMore = true
    this.moreError = undefined
    this.desk.host.requestUpdate()
    try {
      const { items, next } = await this.#fetch(page.next)
      const known = new Set(this.numbers)
      if (this.load.value === page) {
        page.items.push(...items.filter(({ number }) => !known.has(number)))
        page.next = next
      }
    } catch (error) {
      this.moreError = error
    }
    this.isLoadingMore = false
    this.desk.host.requestUpdate()
  }

  #fetch(cursor?: string, signal?: AbortSignal) {
    const { queue, status, category, q } = this.filter
    const isDone = !queue && ['answered', 'closed', 'declined', ''].includes(status)
    return listAppeals(
      this.desk.client(),
      {
        queue: queue || undefined,
        status: status || undefined,
        q: q || undefined,
        category: category || undefined,
        sort: isDone ? 'newest' : 'deadline',
        limit: PAGE,
        cursor,
      },
      { signal },
    )
  }
}
