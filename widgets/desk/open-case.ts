import {
  type AppealStatus,
  type Colleague,
  createNote,
  createTransition,
  getAppeal,
  listColleagues,
  type NewTransition,
  type StaffAppeal,
  setAssignee,
  settleMention,
} from '../../sdk/appeals.js'
import { uploadAttachment } from '../../sdk/attachments.js'
import { type ForwardingTarget, listForwardingTargets } from '../../sdk/forwarding.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import { type Enclosure, Enclosures } from '../appeal-view/enclosures.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import { keepInTab, recallInTab } from '../shared/tab-storage.js'
import type { DeskContext } from './context.js'

/** A step begun, kept in this tab until it is taken. */
export interface StepDraft {
  to?: AppealStatus
  text?: string
  responsible?: string
  /** The number of the appeal that it is merged into. */
  into?: string
  /** To which it is forwarded, by id. */
  organization?: string
  /** `YYYY-MM-DD`. */
  until?: string
  files?: Enclosure[]
  /** The Idempotency-Key of a step sent but not known to have arrived. */
  key?: string
}

/** The nearest come first: further ones are rather reached by those above. */
const MOST_TARGETS = 1000
/** More people than anyone looks through. */
const MOST_COLLEAGUES = 500

/** Whether files may go along with a step: what was approved goes out as it is. */
export const takesFiles = (from: AppealStatus, to: AppealStatus) =>
  ['waiting', 'postponed', 'drafted', 'answered', 'declined'].includes(to) && from !== 'approved'

/** The appeal open on the desk, and the step being taken with it. */
export class OpenCase {
  number: number | undefined
  draft: StepDraft = {}
  errors: FieldErrors = {}
  /** What stands in the way. */
  notice = ''
  /** A note begun, kept in this tab until it is left; what stands in its way. */
  note = ''
  noteError = ''
  /** The colleague whom the note calls, by id. */
  called = ''
  /** Where the step just taken led. */
  reached: AppealStatus | undefined
  isSending = false
  /** What goes along with the step. */
  readonly enclosures: Enclosures
  readonly load: Load<StaffAppeal>
  /** Who may have it in hand instead, or be called to it; asked for with the first appeal opened. */
  readonly colleagues: Load<Colleague[]>
  /** To which it can be forwarded; asked for when someone is about to. */
  readonly targets: Load<ForwardingTarget[]>
  /** The colleague chosen, by id. */
  chosen = ''

  constructor(
    readonly desk: DeskContext,
    /** A step was taken. */
    readonly onStep: (number: number) => void,
  ) {
    this.enclosures = new Enclosures({
      say: desk.say,
      upload: (file) => uploadAttachment(desk.client(), file),
      given: () => this.draft.files ?? [],
      change: (files) => {
        const { key: _, ...draft } = this.draft
        this.change({ ...draft, files })
      },
      requestUpdate: () => desk.host.requestUpdate(),
    })
    this.load = new Load(
      desk.host,
      () => (this.number && desk.session() ? `${desk.session()} ${this.number}` : undefined),
      async (signal) => {
        const appeal = await getAppeal(desk.client(), this.number ?? 0, { signal })
        if (appeal.view !== 'staff') throw new Error('not as staff')
        return appeal
      },
    )
    this.colleagues = new Load(
      desk.host,
      () => (this.load.value ? desk.session() : undefined),
      async (signal) => {
        const all: Colleague[] = []
        let cursor: string | undefined
        do {
          const { items, next } = await listColleagues(desk.client(), { limit: 100, cursor }, { signal })
          all.push(...items)
          cursor = next ?? undefined
        } while (cursor && all.length < MOST_COLLEAGUES)
        return all.filter(({ isMe }) => !isMe)
      },
    )
    this.targets = new Load(
      desk.host,
      () => (this.draft.to === 'forwarded' ? desk.session() : undefined),
      async (signal) => {
        const all: ForwardingTarget[] = []
        let cursor: string | undefined
        do {
          const { items, next } = await listForwardingTargets(desk.client(), { limit: 100, cursor }, { signal })
          all.push(...items)
          cursor = next ?? undefined
        } while (cursor && all.length < MOST_TARGETS)
        return all
      },
    )
  }

  open(number: number | undefined) {
    const isSame = number !== undefined && number === this.number
    this.number = number
    this.load.value = undefined
    this.errors = {}
    this.notice = ''
    this.chosen = ''
    this.called = ''
    this.reached = undefined
    this.draft = (number && recallInTab(this.#place)) || {}
    this.note = (number && recallInTab(this.#notePlace)) || ''
    this.noteError = ''
    // Another is read by itself.
    if (isSame) void this.load.reload()
    this.desk.host.requestUpdate()
  }

  change = (draft: StepDraft | undefined) => {
    this.draft = draft ?? {}
    this.errors = {}
    this.notice = ''
    keepInTab(this.#place, draft)
    this.desk.host.requestUpdate()
  }

  /** Reads it again; tells when a colleague acted meanwhile. */
  async refresh() {
    const before = this.load.value
    if (!before || this.isSending) return
    await this.load.reload()
    const after = this.load.value
    if (!after || before.number !== after.number) return
    // That it has arrived where it was forwarded to changes nothing here.
    const since = after.history.slice(before.history.length)
    if (before.version < after.version && !since.every(({ type }) => type === 'accepted')) this.#tellChange(after)
  }

  /** Takes the step; afterwards `errors`, `notice` or `reached` tell what came of it. */
  async send(): Promise<void> {
    const appeal = this.load.value
    if (!appeal || this.isSending) return
    const { say, client, host } = this.desk
    const { to, text, responsible, until, organization, into, key = newKey() } = this.draft
    const way = appeal.transitions.find((transition) => transition.to === to)
    const missing = way?.requires.filter((field) => !this.draft[field]?.trim()) ?? []
    this.notice = ''
    this.errors = way ? Object.fromEntries(missing.map((field) => [field, say('fillIn')])) : { to: say('chooseStep') }
    if (!way || missing.length) return host.requestUpdate()

    const step: NewTransition = {
      to: way.to,
      text,
      responsible: way.requires.includes('responsible') ? responsible : undefined,
      until: way.requires.includes('until') ? until : undefined,
      organization: way.requires.includes('organization') ? organization : undefined,
      into: way.requires.includes('into') ? Number(into) : undefined,
    }
    this.isSending = true
    if (!(await this.enclosures.settle())) {
      this.isSending = false
      return host.requestUpdate()
    }
    if (takesFiles(appeal.status, way.to) && this.draft.files?.length)
      step.attachments = this.draft.files.map(({ id }) => id)
    // Kept before it is sent: after a lost answer, another try is the same step.
    this.change({ ...this.draft, key })
    try {
      const options = { ifMatch: `"${appeal.version}"`, idempotencyKey: key }
      this.load.value = await createTransition(client(), appeal.number, step, options)
      this.change(undefined)
      this.reached = this.load.value.status
      this.onStep(appeal.number)
    } catch (error) {
      await this.#refused(error)
    }
    this.isSending = false
    host.requestUpdate()
  }

  changeNote = (note: string) => {
    this.note = note
    this.noteError = ''
    keepInTab(this.#notePlace, note || undefined)
    this.desk.host.requestUpdate()
  }

  /** Leaves the note with the appeal. */
  async addNote(): Promise<void> {
    if (!this.note.trim()) this.noteError = this.desk.say('fillIn')
    else {
      const options = this.called ? { mentions: [this.called] } : {}
      if (await this.#write((number) => createNote(this.desk.client(), number, this.note, options))) {
        this.called = ''
        this.changeNote('')
      }
    }
    this.desk.host.requestUpdate()
  }

  call = (colleague: string) => {
    this.called = colleague
    this.desk.host.requestUpdate()
  }

  /** Says that what called whoever is signed in has been seen. */
  async see(): Promise<void> {
    if (await this.#write((number) => settleMention(this.desk.client(), number))) this.onStep(this.number ?? 0)
    this.desk.host.requestUpdate()
  }

  /** Takes the appeal in hand, or gives it back. */
  async take(isMine: boolean): Promise<void> {
    const assignee = isMine ? 'me' : null
    if (await this.#write((number) => setAssignee(this.desk.client(), number, assignee))) this.onStep(this.number ?? 0)
    this.desk.host.requestUpdate()
  }

  choose = (colleague: string) => {
    this.chosen = colleague
    this.desk.host.requestUpdate()
  }

  /** Hands it to the colleague chosen. */
  handOver = async (): Promise<void> => {
    const { chosen } = this
    if (chosen && (await this.#write((number) => setAssignee(this.desk.client(), number, chosen)))) {
      this.chosen = ''
      this.onStep(this.number ?? 0)
    }
    this.desk.host.requestUpdate()
  }

  /** Whether it was written; else it is said what stands in the way. */
  async #write(write: (number: number) => Promise<StaffAppeal>): Promise<boolean> {
    const { number } = this
    if (!number || this.isSending) return false
    this.isSending = true
    try {
      const appeal = await write(number)
      if (this.number === number) this.load.value = appeal
      return true
    } catch (error) {
      this.noteError = error instanceof ProblemError ? error.detail : this.desk.say('kept')
      return false
    } finally {
      this.isSending = false
    }
  }

  async #refused(error: unknown) {
    if (!(error instanceof ProblemError) || error.status > 428) {
      this.notice = this.desk.say('kept')
      return
    }
    const { key: _, ...draft } = this.draft
    this.change(draft)
    if (error.status === 412 || error.status === 409) {
      await this.load.reload()
      if (this.load.value) this.#tellChange(this.load.value)
    } else this.notice = error.detail
    // The key may have expired: read again, that is told where the key is asked for.
    if (error.status === 401) await this.load.reload()
    this.errors = fieldErrors(error)
    const lost = Object.keys(this.errors).find((name) => name.startsWith('attachments-'))
    if (lost) this.enclosures.lose(this.errors[lost] ?? '')
  }

  #tellChange({ status, transitions }: StaffAppeal) {
    const { to, ...typed } = this.draft
    if (to && !transitions.some((transition) => transition.to === to)) this.change(typed)
    this.notice = this.desk.say('changed', { status: this.desk.say(status) })
    this.desk.host.requestUpdate()
  }

  get #notePlace() {
    return `note:${this.desk.host.organization}/${this.number}`
  }

  get #place() {
    return `desk:${this.desk.host.organization}/${this.number}`
  }
}
