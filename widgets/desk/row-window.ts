import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Rows kept ready above and below what is in sight. */
const SPARE = 12
/** Of these, when so few are left, others are made ready. */
const FEW = 4

interface Numbered {
  readonly number: number
}

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/**
 * Which rows of a long list are in sight. Only these, and a few around them, are in the document, each at its place:
 * rows are of one height. Whether the list scrolls, or the page it is on, makes no difference.
 *
 * The list is `.list` within `.rows`; its rows are `[data-number]`. When others join or leave above, what is in sight
 * stays where it is, and so does the focus.
 */
export class RowWindow<Item extends Numbered> implements ReactiveController {
  first = 0
  /** The one after the last. */
  end = 2 * SPARE
  /** Pixels; 0 until a row was seen. */
  height = 0
  #items: readonly Item[] = []
  /** By how far all that is in sight has moved. */
  #shift = 0
  #focused: number | undefined
  #list: HTMLElement | null = null
  readonly #resized = new ResizeObserver(() => this.look())

  constructor(
    readonly host: Host,
    readonly items: () => readonly Item[],
    /** Draws the rows of the list from `first` to `end`, and the one that has the Tab key's stop. */
    readonly draw: (list: HTMLElement) => void,
    /** The end is near. */
    readonly onEnd: () => void,
    /** The appeal that had the focus is gone: this one stands in its place. */
    readonly onGone: (item: Item) => void,
  ) {
    host.addController(this)
  }

  hostConnected() {
    // Captured, so that whatever the page scrolls is noticed.
    addEventListener('scroll', this.look, { capture: true, passive: true })
    addEventListener('resize', this.look)
  }

  hostDisconnected() {
    removeEventListener('scroll', this.look, { capture: true })
    removeEventListener('resize', this.look)
    this.#resized.disconnect()
    this.#list = null
  }

  /** How many are in sight at once. */
  get page(): number {
    const pixels = Math.min(this.#rows?.clientHeight ?? 0, innerHeight)
    return Math.max(1, Math.floor(pixels / (this.height || 1)) - 1)
  }

  hostUpdate() {
    const items = this.items()
    const active = this.#list?.querySelector<HTMLElement>(':focus')
    this.#focused = active ? Number(active.dataset.number) : undefined
    if (items === this.#items) return
    const before = this.#items
    this.#items = items
    const [from] = this.#sight()
    const top = this.height ? Math.floor(from / this.height) : 0
    // At the very top, what is new is to be seen.
    if (top > 0) {
      const places = new Map(items.map(({ number }, index) => [number, index]))
      const kept = before.findIndex(({ number }, index) => index >= top && places.has(number))
      if (kept >= 0) this.#move(((places.get(before[kept]?.number ?? 0) ?? kept) - kept) * this.height)
    }
    if (this.#focused !== undefined && !items.some(({ number }) => number === this.#focused)) {
      const index = before.findIndex(({ number }) => number === this.#focused)
      const instead = items[Math.min(index, items.length - 1)]
      this.#focused = instead?.number
      if (instead) this.onGone(instead)
    }
  }

  hostUpdated() {
    const list = this.host.renderRoot.querySelector<HTMLElement>('.list')
    if (list !== this.#list) {
      this.#resized.disconnect()
      if (list) this.#resized.observe(list)
      this.#list = list
    }
    if (!list) return
    this.draw(list)
    list.style.height = `${this.#items.length * this.height}px`
    if (this.#shift) {
      this.#scroller?.scrollBy({ top: this.#shift, behavior: 'instant' })
      this.#shift = 0
    }
    if (this.#focused !== undefined) this.#rowOf(this.#focused)?.focus({ preventScroll: true })
    this.look()
  }

  /** Moves the focus to it, wherever it is. It must be the one that is always in the document. */
  async reach(number: number) {
    await this.host.updateComplete
    const row = this.#rowOf(number)
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }

  /** Sees what is in sight now, and has it shown. */
  readonly look = () => {
    const row = this.#list?.firstElementChild as HTMLElement | null | undefined
    // Not in sight itself: nothing is measured.
    if (!row?.offsetHeight) return
    const isNew = row.offsetHeight !== this.height
    this.height = row.offsetHeight
    const [from, to] = this.#sight()
    const count = this.#items.length
    const [top, bottom] = [Math.floor(from / this.height), Math.ceil(to / this.height)]
    if (bottom > count - SPARE) this.onEnd()
    const isReady =
      this.first <= Math.max(0, top - FEW) && this.end >= Math.min(count, bottom + FEW) && this.end - this.first < 200
    if (isReady && !isNew) return
    this.first = Math.max(0, Math.min(top, count - 1) - SPARE)
    this.end = Math.max(bottom, this.first) + SPARE
    this.host.requestUpdate()
  }

  /** What of the list is in sight, in pixels from its beginning. */
  #sight(): [number, number] {
    const rows = this.#rows
    if (!this.#list || !rows) return [0, 0]
    const { top } = this.#list.getBoundingClientRect()
    const box = rows.getBoundingClientRect()
    const [above, below] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)]
    return [Math.max(0, above - top), Math.max(0, below - top)]
  }

  #move(pixels: number) {
    this.#shift += pixels
    const rows = this.height ? Math.round(pixels / this.height) : 0
    this.first = Math.max(0, this.first + rows)
    this.end = Math.max(0, this.end + rows)
  }

  get #rows(): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>('.rows')
  }

  /** The list's own box where it scrolls, else the page. */
  get #scroller(): Element | null {
    const rows = this.#rows
    return rows && getComputedStyle(rows).overflowY !== 'visible' ? rows : document.scrollingElement
  }

  #rowOf(number: number) {
    return this.#list?.querySelector<HTMLElement>(`[data-number="${number}"]`)
  }
}
