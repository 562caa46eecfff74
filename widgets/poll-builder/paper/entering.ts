import { newKey } from '../../../sdk/key.js'
import { confirmPaperBallot, enterPaperBallot, type PaperBallot } from '../../../sdk/poll-writing.js'
import type { NewBallot } from '../../../sdk/polls.js'
import { ProblemError } from '../../../sdk/problems.js'
import type { Transport } from '../../../sdk/transport.js'
import type { Course, Draft } from '../../poll/ballot/draft.js'
import { type FieldErrors, fieldErrors } from '../../shared/field-errors.js'
import { keepInTab, recallInTab } from '../../shared/tab-storage.js'
import type { Say } from '../../shared/texts.js'
import { nextSheet } from './next-sheet.js'

/** `second`: of someone else's sheets, to confirm them. */
export type Mode = 'first' | 'second'

interface Kept {
  mode: Mode
  sheet: string
  answers: Draft
  course?: Course
  /** The Idempotency-Key of what was sent and not known to have arrived. */
  key?: string
}

interface Handlers {
  say: Say<'paper'>
  client: () => Transport
  organization: () => string
  poll: () => string
  leftFor: (error: unknown) => boolean
  requestUpdate: () => void
  /** A sheet stands otherwise than before. */
  onSheet: (sheet: PaperBallot) => void
  /** Read the sheets anew: somebody changed them meanwhile. */
  onStale: () => void
  /** The next that waits for a second person, beside these. */
  nextWaiting: (done: string) => string
  /** To the number, or to the first question. */
  focusOn: (what: 'sheet' | 'first' | 'wrong') => void
}

const EMPTY: Kept = { mode: 'first', sheet: '', answers: {} }

/** The sheet that is being entered. What is typed stays in this tab until it is taken, or the officer signs out. */
export class Entering {
  errors: FieldErrors = {}
  sheetError = ''
  notice = ''
  isSending = false
  /** What came of the last one. */
  told = ''
  /** How many since the page was opened. */
  count = 0
  /** The last that was entered here. */
  last: PaperBallot | undefined
  #kept: Kept = EMPTY

  constructor(readonly handlers: Handlers) {}

  get mode() {
    return this.#kept.mode
  }
  get sheet() {
    return this.#kept.sheet
  }
  get answers() {
    return this.#kept.answers
  }
  get course() {
    return this.#kept.course
  }

  get #place(): string {
    return `desk:paper:${this.handlers.organization()}/${this.handlers.poll()}`
  }

  /** Another poll is shown, or the page is opened anew. */
  open() {
    this.#kept = recallInTab<Kept>(this.#place) ?? EMPTY
    this.#forgive()
    this.told = ''
    this.count = 0
    this.last = undefined
  }

  #change(change: Partial<Kept>) {
    // Another sheet is another request, so the key one was sent by is forgotten.
    const { key: _, ...before } = this.#kept
    this.#kept = { ...before, ...change }
    keepInTab(this.#place, this.#kept)
    this.handlers.requestUpdate()
  }

  #forgive() {
    this.errors = {}
    this.sheetError = this.notice = ''
  }

  setMode(mode: Mode) {
    this.#forgive()
    this.#change({ mode, sheet: mode === 'second' ? this.handlers.nextWaiting('') : '', answers: {} })
    this.handlers.focusOn(this.sheet ? 'first' : 'sheet')
  }

  setSheet(sheet: string) {
    this.sheetError = ''
    this.#change({ sheet })
  }

  /** One of those that wait, chosen from the list. */
  take(sheet: string) {
    this.#forgive()
    this.#change({ mode: 'second', sheet, answers: {} })
    this.handlers.focusOn('first')
  }

  keep = (question: string, draft: { answers?: Draft; course: Course }) => {
    delete this.errors[question]
    this.notice = ''
    this.#change(draft)
  }

  fail = (errors: FieldErrors) => {
    this.errors = errors
    this.notice = this.handlers.say('check')
    this.handlers.requestUpdate()
  }

  cast = async (answers: NewBallot['answers']) => {
    const { say, client, poll, onSheet, nextWaiting, focusOn, requestUpdate } = this.handlers
    const sheet = this.sheet.trim()
    if (this.isSending) return
    this.#forgive()
    if (!sheet) {
      this.sheetError = say('sheetNeeded')
      requestUpdate()
      return focusOn('sheet')
    }
    const { key = newKey(), mode } = this.#kept
    const id = poll()
    this.#kept = { ...this.#kept, key }
    keepInTab(this.#place, this.#kept)
    this.isSending = true
    requestUpdate()
    try {
      const send = mode === 'second' ? confirmPaperBallot : enterPaperBallot
      const done = await send(client(), id, { sheet, answers }, { idempotencyKey: key })
      if (id !== poll()) return
      onSheet(done)
      this.last = done
      this.count++
      this.told = say(mode === 'second' ? 'confirmed' : done.status === 'waiting' ? 'waits' : 'entered', { sheet })
      const next = mode === 'second' ? nextWaiting(sheet) : nextSheet(sheet)
      this.#kept = { mode, sheet: next, answers: {} }
      keepInTab(this.#place, next ? this.#kept : undefined)
      focusOn(next ? 'first' : 'sheet')
    } catch (error) {
      if (id === poll()) this.#show(error)
    } finally {
      this.isSending = false
      requestUpdate()
    }
  }

  /** What was typed stays as it is. */
  #show(error: unknown) {
    const { say, leftFor, onStale, focusOn } = this.handlers
    if (leftFor(error)) return
    if (!(error instanceof ProblemError) || error.status > 499) {
      this.notice = error instanceof ProblemError ? error.detail : say('unsent')
      return
    }
    // What was refused is no longer on its way.
    this.#change({})
    const differs = error.errors.find(({ code }) => code === 'differs')
    if (differs) {
      this.notice = say('differs')
      onStale()
    } else if (error.errors.length) {
      this.errors = fieldErrors(error, '/answers/')
      this.sheetError = error.errors.find(({ pointer }) => pointer === '/sheet')?.detail ?? ''
      this.notice = say('check')
      focusOn(this.sheetError ? 'sheet' : 'wrong')
    } else if (OF_SHEET.has(error.code)) {
      this.sheetError = error.code === 'not-found' ? say('noSuchSheet') : error.detail
      onStale()
      focusOn('sheet')
    } else {
      this.notice = error.detail
      onStale()
    }
  }
}

/** What is wrong with the number, not with the answers. */
const OF_SHEET = new Set(['paper-entered', 'paper-not-waiting', 'second-person', 'not-found'])
