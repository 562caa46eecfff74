import {
  listPaperBallots,
  type PaperBallot,
  type PaperList,
  type SheetStatus,
  withdrawPaperBallot,
} from '../../../sdk/poll-writing.js'
import { ProblemError } from '../../../sdk/problems.js'
import type { Transport } from '../../../sdk/transport.js'
import { Load, type LoadHost } from '../../shared/load.js'
import type { Say } from '../../shared/texts.js'

interface Handlers {
  say: Say<'paper'>
  client: () => Transport
  /** Tells one poll, and one signing in, from another; undefined for nothing to read. */
  subject: () => string | undefined
  poll: () => string
  /** As the list tells who entered what; undefined for a key. */
  me: () => string | undefined
  leftFor: (error: unknown) => boolean
  focusOn: (selector: string) => void
  onSheet: () => void
}

/** The sheets that were entered, those that wait for the reader, and taking one back. */
export class Sheets {
  /** Only those that stand so. */
  status: SheetStatus | undefined
  readonly list: Load<PaperList>
  readonly waiting: Load<PaperBallot[]>
  isReadingMore = false
  /** The sheet that is about to be taken back. */
  asked: string | undefined
  reason = ''
  error = ''
  isSending = false

  constructor(
    readonly host: LoadHost,
    readonly handlers: Handlers,
  ) {
    const { subject, client, poll } = handlers
    this.list = new Load(
      host,
      () => (subject() ? `${subject()} ${this.status}` : undefined),
      (signal) => listPaperBallots(client(), poll(), { status: this.status }, { signal }),
    )
    this.waiting = new Load(host, subject, async (signal) => {
      const { items } = await listPaperBallots(client(), poll(), { status: 'waiting' }, { signal })
      return items.filter(({ enteredBy }) => enteredBy !== handlers.me())
    })
  }

  reread() {
    void this.list.reload()
    void this.waiting.reload()
  }

  /** The first that waits for the reader, but for those in hand. */
  nextWaiting = (done: string): string => this.waiting.value?.find(({ sheet }) => sheet !== done)?.sheet ?? ''

  filter(status: SheetStatus | undefined) {
    this.status = status
    this.host.requestUpdate()
  }

  /** One stands otherwise; the list is not read anew for each of hundreds. */
  put(sheet: PaperBallot) {
    const { value } = this.list
    if (value) {
      const before = value.items.find((each) => each.sheet === sheet.sheet)
      const counts = { ...value.counts, [sheet.status]: value.counts[sheet.status] + 1 }
      const was = before?.status ?? (sheet.confirmedBy ? 'waiting' : undefined)
      if (was) counts[was]--
      const others = value.items.filter((each) => each !== before)
      const isListed = this.status === undefined || this.status === sheet.status
      this.list.value = { ...value, items: isListed ? [sheet, ...others] : others, counts }
    }
    if (this.waiting.value) this.waiting.value = this.waiting.value.filter((each) => each.sheet !== sheet.sheet)
    if (this.waiting.value?.length === 0) void this.waiting.reload()
  }

  async readMore() {
    const { value } = this.list
    if (!value?.next || this.isReadingMore) return
    this.isReadingMore = true
    this.host.requestUpdate()
    const query = { after: value.next, status: this.status }
    const more = await listPaperBallots(this.handlers.client(), this.handlers.poll(), query).catch(() => undefined)
    this.isReadingMore = false
    if (more && this.list.value === value) {
      const known = new Set(value.items.map(({ sheet }) => sheet))
      const items = [...value.items, ...more.items.filter(({ sheet }) => !known.has(sheet))]
      this.list.value = { ...more, items, names: { ...value.names, ...more.names } }
    }
    this.host.requestUpdate()
  }

  ask = (sheet: string | undefined) => {
    const before = this.asked
    this.asked = sheet
    this.reason = this.error = ''
    this.host.requestUpdate()
    this.handlers.focusOn(sheet ? '#reason' : `[data-sheet="${CSS.escape(before ?? '')}"]`)
  }

  write(reason: string) {
    this.reason = reason
    this.error = ''
    this.host.requestUpdate()
  }

  withdraw = async () => {
    const { say, client, poll, leftFor, focusOn, onSheet } = this.handlers
    const { asked: sheet } = this
    const reason = this.reason.trim()
    if (!sheet || this.isSending) return
    if (reason.length < 3) {
      this.error = say('reasonNeeded')
      this.host.requestUpdate()
      return focusOn('#reason')
    }
    this.isSending = true
    this.host.requestUpdate()
    try {
      this.put(await withdrawPaperBallot(client(), poll(), { sheet, reason }))
      this.asked = undefined
      onSheet()
      focusOn('#sheets')
    } catch (error) {
      if (!leftFor(error)) this.error = error instanceof ProblemError ? error.detail : say('unsent')
      focusOn('#reason')
    }
    this.isSending = false
    this.host.requestUpdate()
  }
}
