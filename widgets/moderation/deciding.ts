import { moderateComment, type NewModeration } from '../../sdk/discussions.js'
import { createBlock, getCommentContext, type QueuedComment, undoModeration } from '../../sdk/moderation.js'
import { ProblemError } from '../../sdk/problems.js'
import type { ModerationContext } from './context.js'
import type { Queue } from './queue.js'

/** `reject`: refused where it waits, hidden where it was published. */
export type Wish = 'publish' | 'reject' | 'keep' | 'uphold'
/** What needs words first. */
export type Form = 'reject' | 'uphold' | 'block'

/** Comments decided on at the same time. */
const AT_ONCE = 4
/** What a block takes, in days. */
const DAYS = 30

/** What the wish comes to for one comment; undefined where it is not possible. */
export function decisionFor({ legal }: QueuedComment, wish: Wish): NewModeration['decision'] | undefined {
  const wanted: NewModeration['decision'][] = wish === 'reject' ? ['refuse', 'hide'] : [wish]
  return wanted.find((decision) => legal.includes(decision))
}

/** Deciding on one or several comments, each by itself, and taking it back. */
export class Deciding {
  /** The form that is open, of the one looked at or those selected. */
  form: Form | undefined
  reason = ''
  error = ''
  isSending = false
  /** Why it was not decided, by comment. */
  readonly notices = new Map<string, string>()
  /** How many were decided since the queue was opened. */
  count = 0
  said = ''
  /** Those for whom the form was opened. */
  #of: ReadonlySet<string> = new Set()
  #isOfSelected = false
  /** Those decided last that can be taken back. */
  #undoable: QueuedComment[] = []

  constructor(
    readonly context: ModerationContext,
    readonly queue: Queue,
    readonly focusOn: (selector: string, isAsked?: boolean) => void,
  ) {}

  get canUndo(): boolean {
    return this.#undoable.length > 0
  }

  open(form: Form) {
    this.form = form
    this.#of = new Set(this.queue.chosen.map(({ id }) => id))
    this.#isOfSelected = this.queue.selected.size > 0
    this.reason = ''
    this.error = ''
    this.context.host.requestUpdate()
    this.focusOn('.words textarea')
  }

  close = () => {
    this.form = undefined
    this.context.host.requestUpdate()
    this.focusOn('[aria-current=true]')
  }

  /** Closes the form where it would stand at others than those it was opened for. */
  heed() {
    const { chosen, selected } = this.queue
    const isStanding = chosen.length > 0 && chosen.every(({ id }) => this.#of.has(id))
    if (!this.form || this.isSending || (isStanding && this.#isOfSelected === selected.size > 0)) return
    this.form = undefined
    this.said = this.context.say('form_closed')
    this.focusOn('[aria-current=true], .empty', false)
  }

  write(reason: string) {
    this.reason = reason
    if (!this.error) return
    this.error = ''
    this.context.host.requestUpdate()
  }

  /** Sends what the open form is for. */
  send(): Promise<void> {
    const { form } = this
    if (!form) return Promise.resolve()
    if (this.reason.trim().length < 3) {
      this.error = this.context.say('reason_needed')
      this.context.host.requestUpdate()
      this.focusOn('.words textarea')
      return Promise.resolve()
    }
    return form === 'block' ? this.#block() : this.decide(form)
  }

  async decide(wish: Wish): Promise<void> {
    const { say, host } = this.context
    const { chosen } = this.queue
    const items = this.form ? chosen.filter(({ id }) => this.#of.has(id)) : chosen
    if (this.isSending || items.length === 0) return
    const client = this.context.client()
    const session = this.context.session()
    const of = this.#of
    // What stands in a form that was closed is not said.
    const reason = this.form ? this.reason.trim() : ''
    const done: { item: QueuedComment; canUndo: boolean }[] = []
    await this.#work(async () => {
      await each(items, async (item) => {
        this.notices.delete(item.id)
        const decision = decisionFor(item, wish)
        if (!decision) return void this.notices.set(item.id, say('not_possible'))
        try {
          const { decidedAt, editedAt } = item
          const body = { decision, decidedAt, editedAt, ...(reason && { reason }) }
          const { canUndo = false } = await moderateComment(client, item, body)
          done.push({ item, canUndo })
        } catch (error) {
          if (session === this.context.session() && !this.context.leftFor(error)) await this.#explain(item, error)
        }
      })
    })
    if (session !== this.context.session()) return
    // Another form may be open by now.
    const isSame = of === this.#of
    if (done.length > 0) {
      this.count += done.length
      this.#undoable = done.filter(({ canUndo }) => canUndo).map(({ item }) => item)
      this.said = say(`done_${wish}`, { count: done.length })
      if (isSame) {
        this.form = undefined
        this.reason = ''
      }
      this.queue.remove(done.map(({ item }) => item))
    } else if (isSame) this.error = (items[0] && this.notices.get(items[0].id)) ?? ''
    host.requestUpdate()
    if (!isSame) return
    // The next, or what says that nothing waits.
    this.focusOn(done.length > 0 ? '[aria-current=true], .empty' : '.words textarea, [aria-current=true]')
  }

  undo = async (): Promise<void> => {
    const items = this.#undoable
    if (this.isSending || items.length === 0) return
    const client = this.context.client()
    const session = this.context.session()
    const unsent: QueuedComment[] = []
    this.#undoable = []
    await this.#work(async () => {
      await each(items, async (item) => {
        try {
          const restored = await undoModeration(client, item)
          if (session !== this.context.session()) return
          this.queue.restore(restored)
          this.count--
          this.said = this.context.say('undone')
        } catch (error) {
          if (session !== this.context.session() || this.context.leftFor(error)) return
          if (!(error instanceof ProblemError)) unsent.push(item)
          this.said = error instanceof ProblemError ? error.detail : this.context.say('failed')
        }
      })
    })
    if (session !== this.context.session()) return
    this.#undoable = unsent
    await this.queue.refresh()
    this.focusOn('[aria-current=true]')
  }

  leave() {
    this.form = undefined
    this.reason = this.error = this.said = ''
    this.#undoable = []
    this.notices.clear()
    this.count = 0
  }

  async #block() {
    const of = this.#of
    const [id] = of
    const session = this.context.session()
    if (!id || this.isSending) return
    await this.#work(async () => {
      try {
        const block = { kind: 'sender', of: `comments/${id}`, reason: this.reason.trim(), days: DAYS } as const
        await createBlock(this.context.client(), block)
        if (session !== this.context.session()) return
        this.said = this.context.say('blocked', { count: DAYS })
        if (of !== this.#of) return
        this.form = undefined
        this.reason = ''
      } catch (error) {
        if (session !== this.context.session() || this.context.leftFor(error)) return
        if (of !== this.#of) return
        const isUnknown = error instanceof ProblemError && error.errors.some(({ pointer }) => pointer === '/of')
        this.error = isUnknown
          ? this.context.say('sender_unknown')
          : error instanceof ProblemError
            ? error.detail
            : this.context.say('failed')
      }
    })
    if (of === this.#of) this.focusOn(this.form ? '.words textarea' : '[aria-current=true]')
  }

  /** A colleague was quicker: it is shown as it now stands, with what was decided. */
  async #explain(item: QueuedComment, error: unknown) {
    const { say } = this.context
    if (!(error instanceof ProblemError)) return void this.notices.set(item.id, say('failed'))
    const { decision } = error.document
    this.notices.set(item.id, error.detail)
    if (error.status !== 409) return
    if (isDecision(decision)) {
      const what = say(`decided_${decision.decision}`)
      const reason = decision.reason && `: ${decision.reason}`
      this.notices.set(item.id, say('overtaken', { name: decision.by || say('a_colleague'), what: `${what}${reason}` }))
    }
    const context = await getCommentContext(this.context.client(), item).catch(() => undefined)
    if (!context) return
    if (context.comment.reasons.length === 0) this.queue.overtaken.add(item.id)
    this.queue.replace(context.comment)
  }

  async #work(work: () => Promise<void>) {
    this.isSending = true
    this.error = ''
    this.context.host.requestUpdate()
    await work()
    this.isSending = false
    this.context.host.requestUpdate()
  }
}

type Decided = {
  decision: 'publish' | 'refuse' | 'hide' | 'keep' | 'uphold' | 'flags' | 'grant'
  reason: string
  by: string | null
}
const isDecision = (value: unknown): value is Decided =>
  typeof value === 'object' && value !== null && 'decision' in value && 'by' in value

/** A few at a time. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const left = [...items]
  const worker = async () => {
    for (let item = left.shift(); item; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
