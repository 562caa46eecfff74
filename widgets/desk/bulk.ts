import { createTransition, getAppeal, type StaffAppeal, setAssignee } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Transport } from '../../sdk/transport.js'
import type { FieldErrors } from '../shared/field-errors.js'
import { type CommonStep, commonSteps, stepOf } from './bulk-steps.js'
import type { DeskContext } from './context.js'
import type { StepDraft } from './open-case.js'
import { Selection } from './selection.js'

/** Appeals read, or dealt with, at the same time. */
const AT_ONCE = 4

/** What is done with all: a step, or `hand`: taken in hand. */
export type BulkDraft = Omit<StepDraft, 'to' | 'key'> & { to?: StepDraft['to'] | 'hand' }

/** What is sent for one of them. */
type Take = (options: { idempotencyKey: string }) => Promise<unknown>

/** Several appeals taken one step further, each by itself: what one refuses is no hindrance to the others. */
export class Bulk {
  readonly selection = new Selection()
  isOpen = false
  isSending = false
  draft: BulkDraft = {}
  errors: FieldErrors = {}
  /** Done, by the last step. */
  done: number[] = []
  /** Why not, by number. These stay selected, but for those that are not to be seen any more. */
  readonly refused = new Map<number, string>()
  /** Why it could not be read for now, by number. These stay selected. */
  readonly unread = new Map<number, string>()
  /** As they stand, of those selected. */
  readonly #appeals = new Map<number, StaffAppeal>()
  /** The Idempotency-Key of what was sent and may have arrived. */
  readonly #keys = new Map<number, string>()
  /** How many readings are under way. */
  #reading = 0
  /** Another each time the desk is left: what comes of the former is no news here. */
  #stay = {}

  constructor(
    readonly desk: DeskContext,
    /** Something was done with these. */
    readonly onDone: (numbers: number[]) => void,
  ) {}

  /** Whether all that are selected were read: until then it is not known what all can do. */
  get isRead(): boolean {
    return this.#selected.length === this.selection.numbers.size
  }

  get isReading(): boolean {
    return this.#reading > 0
  }

  /** The steps that all can take. */
  get steps(): CommonStep[] {
    return this.isRead ? commonSteps(this.#selected) : []
  }

  /** While it is sent, what is sent stays as it is: here and in `clear` and `change`. */
  choose(number: number, listed: readonly number[], isRow?: boolean) {
    if (this.isSending) return
    this.refused.delete(number)
    this.unread.delete(number)
    this.selection.choose(number, listed, isRow)
    this.#keys.clear()
    if (!this.selection.numbers.size) this.isOpen = false
    else if (this.isOpen) void this.read()
    this.desk.host.requestUpdate()
  }

  open() {
    if (!this.selection.numbers.size) return
    this.isOpen = true
    if (!this.isSending) {
      this.done = []
      this.refused.clear()
      // They may have changed since they were read.
      this.#appeals.clear()
      void this.read()
    }
    this.desk.host.requestUpdate()
  }

  /** Leaves them selected. */
  close() {
    this.isOpen = false
    this.desk.host.requestUpdate()
  }

  clear = () => {
    if (!this.isSending) this.leave()
  }

  /** Nothing of it stays. What is being sent goes on where it was begun. */
  leave() {
    this.#stay = {}
    this.selection.clear()
    this.draft = {}
    this.errors = {}
    this.done = []
    this.isSending = false
    this.#reading = 0
    for (const kept of [this.refused, this.unread, this.#appeals, this.#keys]) kept.clear()
    this.close()
  }

  change(draft: BulkDraft) {
    if (this.isSending) return
    this.draft = draft
    this.errors = {}
    this.#keys.clear()
    this.desk.host.requestUpdate()
  }

  /** Afterwards `done` and `refused` tell what came of each; or `errors`, and nothing was sent. */
  async send(): Promise<void> {
    const { say, host } = this.desk
    // As they are now: the officer may go on to another organization meanwhile.
    const { draft } = this
    const stay = this.#stay
    const client = this.desk.client()
    if (this.isSending) return
    const step = this.steps.find(({ to }) => to === draft.to)
    const missing = step?.requires.filter((field) => !draft[field]?.trim()) ?? []
    this.errors = Object.fromEntries(missing.map((field) => [field, say('fillIn')]))
    if (!step && draft.to !== 'hand') this.errors = { to: say('chooseStep') }
    if (Object.keys(this.errors).length) return host.requestUpdate()
    this.isSending = true
    this.done = []
    this.refused.clear()
    host.requestUpdate()
    const takes: [number, Take][] = step
      ? this.#selected.map(({ number, version }) => [
          number,
          (options) => createTransition(client, number, stepOf(step, draft), { ...options, ifMatch: `"${version}"` }),
        ])
      : [...this.selection.numbers].map((number) => [number, (options) => setAssignee(client, number, 'me', options)])
    await this.#each(takes, ([number, take]) => this.#take(number, take, client))
    if (stay !== this.#stay) return
    this.isSending = false
    if (!this.refused.size) this.draft = {}
    if (this.done.length) this.onDone(this.done)
    host.requestUpdate()
  }

  async #take(number: number, take: Take, client: Transport) {
    const stay = this.#stay
    const idempotencyKey = this.#keys.get(number) ?? newKey()
    this.#keys.set(number, idempotencyKey)
    try {
      await take({ idempotencyKey })
      if (stay !== this.#stay) return
      this.done.push(number)
      this.selection.numbers.delete(number)
      this.#appeals.delete(number)
      this.#keys.delete(number)
    } catch (error) {
      if (stay !== this.#stay) return
      this.refused.set(number, this.#sayWhy(error))
      if (error instanceof ProblemError && error.status < 500) {
        this.#keys.delete(number)
        this.#appeals.delete(number)
        await this.#readOne(number, client)
      }
    }
    this.desk.host.requestUpdate()
  }

  get #selected(): StaffAppeal[] {
    return [...this.selection.numbers].flatMap((number) => this.#appeals.get(number) ?? [])
  }

  /** Reads those selected that were not read yet, or could not be. */
  read = async () => {
    const stay = this.#stay
    const client = this.desk.client()
    this.unread.clear()
    this.#reading++
    this.desk.host.requestUpdate()
    const unread = [...this.selection.numbers].filter((number) => !this.#appeals.has(number))
    await this.#each(unread, (number) => this.#readOne(number, client))
    if (stay !== this.#stay) return
    this.#reading--
    this.desk.host.requestUpdate()
  }

  /** One that is not to be seen any more is told of, and is not among them; any other can be tried again. */
  async #readOne(number: number, client: Transport) {
    const stay = this.#stay
    try {
      const appeal = await getAppeal(client, number)
      if (stay !== this.#stay) return
      if (appeal.view === 'staff') this.#appeals.set(number, appeal)
    } catch (error) {
      if (stay !== this.#stay) return
      if (error instanceof ProblemError && (error.status === 403 || error.status === 404)) {
        // What a step was refused for says more.
        if (!this.refused.has(number)) this.refused.set(number, error.detail)
        this.selection.numbers.delete(number)
      } else this.unread.set(number, this.#sayWhy(error))
    }
  }

  #sayWhy(error: unknown) {
    return error instanceof ProblemError ? error.detail : this.desk.say('kept')
  }

  async #each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>) {
    const left = [...items]
    const work = async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
}
