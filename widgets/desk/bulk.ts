import { createTransition, getAppeal, type StaffAppeal, setAssignee } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import type { FieldErrors } from '../shared/field-errors.js'
import { type CommonStep, commonSteps, stepOf } from './bulk-steps.js'
import type { DeskContext } from './context.js'
import type { StepDraft } from './open-case.js'
import { Selection } from './selection.js'

/** Appeals read, or dealt with, at the same time. */
const AT_ONCE = 4

/** What is done with all: a step, or `hand`: taken in hand. */
export type BulkDraft = Omit<StepDraft, 'to' | 'key'> & { to?: StepDraft['to'] | 'hand' }

/** Several appeals taken one step further, each by itself: what one refuses is no hindrance to the others. */
export class Bulk {
  readonly selection = new Selection()
  isOpen = false
  isSending = false
  draft: BulkDraft = {}
  errors: FieldErrors = {}
  /** Done, by the last step. */
  done: number[] = []
  /** Why not, by number. These stay selected. */
  readonly refused = new Map<number, string>()
  /** As they stand, of those selected. */
  readonly #appeals = new Map<number, StaffAppeal>()
  /** The Idempotency-Key of what was sent and may have arrived. */
  readonly #keys = new Map<number, string>()

  constructor(
    readonly desk: DeskContext,
    /** Something was done with these. */
    readonly onDone: (numbers: number[]) => void,
  ) {}

  /** Whether all that are selected were read: until then it is not known what all can do. */
  get isRead(): boolean {
    return this.#selected.length === this.selection.numbers.size
  }

  /** The steps that all can take. */
  get steps(): CommonStep[] {
    return this.isRead ? commonSteps(this.#selected) : []
  }

  choose(number: number, listed: readonly number[], isRow?: boolean) {
    this.selection.choose(number, listed, isRow)
    this.#keys.clear()
    if (!this.selection.numbers.size) this.isOpen = false
    else if (this.isOpen) void this.#read()
    this.desk.host.requestUpdate()
  }

  open() {
    if (!this.selection.numbers.size) return
    this.isOpen = true
    this.done = []
    this.refused.clear()
    // They may have changed since they were read.
    this.#appeals.clear()
    void this.#read()
    this.desk.host.requestUpdate()
  }

  /** Leaves them selected. */
  close() {
    this.isOpen = false
    this.desk.host.requestUpdate()
  }

  clear = () => {
    this.selection.clear()
    this.draft = {}
    this.#appeals.clear()
    this.close()
  }

  change(draft: BulkDraft) {
    this.draft = draft
    this.errors = {}
    this.#keys.clear()
    this.desk.host.requestUpdate()
  }

  /** Afterwards `done` and `refused` tell what came of each; or `errors`, and nothing was sent. */
  async send(): Promise<void> {
    const { say, host } = this.desk
    const { draft } = this
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
    await this.#each([...this.selection.numbers], (number) => this.#take(number, step))
    this.isSending = false
    if (!this.refused.size) this.draft = {}
    if (this.done.length) this.onDone(this.done)
    host.requestUpdate()
  }

  async #take(number: number, step: CommonStep | undefined) {
    const idempotencyKey = this.#keys.get(number) ?? newKey()
    this.#keys.set(number, idempotencyKey)
    const client = this.desk.client()
    try {
      if (step) {
        const ifMatch = `"${this.#appeals.get(number)?.version}"`
        await createTransition(client, number, stepOf(step, this.draft as StepDraft), { idempotencyKey, ifMatch })
      } else await setAssignee(client, number, 'me', { idempotencyKey })
      this.done.push(number)
      this.selection.numbers.delete(number)
      this.#appeals.delete(number)
      this.#keys.delete(number)
    } catch (error) {
      this.refused.set(number, error instanceof ProblemError ? error.detail : this.desk.say('kept'))
      if (error instanceof ProblemError && error.status < 500) {
        this.#keys.delete(number)
        this.#appeals.delete(number)
        await this.#readOne(number)
      }
    }
    this.desk.host.requestUpdate()
  }

  get #selected(): StaffAppeal[] {
    return [...this.selection.numbers].flatMap((number) => this.#appeals.get(number) ?? [])
  }

  async #read() {
    const unread = [...this.selection.numbers].filter((number) => !this.#appeals.has(number))
    await this.#each(unread, (number) => this.#readOne(number))
    this.desk.host.requestUpdate()
  }

  /** One that cannot be read is told of, and is not among them any more. */
  async #readOne(number: number) {
    try {
      const appeal = await getAppeal(this.desk.client(), number)
      if (appeal.view === 'staff') this.#appeals.set(number, appeal)
    } catch (error) {
      this.refused.set(number, error instanceof ProblemError ? error.detail : this.desk.say('kept'))
      this.selection.numbers.delete(number)
    }
  }

  async #each(numbers: number[], act: (number: number) => Promise<void>) {
    const left = [...numbers]
    const work = async () => {
      for (let number = left.shift(); number !== undefined; number = left.shift()) await act(number)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
}
