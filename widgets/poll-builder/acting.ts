import { html, type TemplateResult } from 'lit'
import { ProblemError } from '../../sdk/problems.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import type { BuilderContext } from './context.js'

/** Does one thing at a time by the API, and says what went wrong, at the fields where it is. */
export class Acting {
  isBusy = false
  errors: FieldErrors = {}
  /** What stands at no field. */
  faults: string[] = []
  notice = ''
  isConflict = false

  constructor(
    readonly context: BuilderContext,
    /** Whether the poll is on no server yet. */
    readonly isNew: () => boolean,
    /** Whether it is on screen. */
    readonly has: (selector: string) => boolean,
  ) {}

  notify(notice: string) {
    this.notice = notice
    this.faults = []
    this.isConflict = false
  }

  /** What was wrong with a field is over with the next letter. */
  forgive(id: string, languages: readonly string[]) {
    for (const name of [id, ...languages.map((language) => `${id}-${language}`)]) delete this.errors[name]
  }

  /** Something is wrong with one field, found here. */
  refuse(name: string, error: string) {
    this.errors = { [name]: error }
    this.notify(this.context.say('check'))
    this.context.host.requestUpdate()
    this.context.focusOn(`#${name}`)
  }

  /** Undefined when it failed, which has been said. */
  async act<Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.isBusy) return undefined
    const { host, say, stays, tell, leftFor } = this.context
    const isHere = stays()
    this.isBusy = true
    this.errors = {}
    this.notify('')
    host.requestUpdate()
    try {
      return await act()
    } catch (error) {
      if (!isHere()) tell(error instanceof ProblemError ? error.detail : say('unsent'))
      else if (!leftFor(error)) await this.#show(error)
      return undefined
    } finally {
      this.isBusy = false
      host.requestUpdate()
    }
  }

  async #show(error: unknown) {
    const { host, say, focusOn } = this.context
    if (!(error instanceof ProblemError)) this.notice = say('unsent')
    else if (error.code === 'changed-meanwhile' && this.isNew()) {
      this.errors = { id: say('nameTaken') }
      this.notice = say('check')
    } else if (error.code === 'changed-meanwhile') {
      this.isConflict = true
      this.notice = say('conflict')
    } else if (error.errors.length) {
      this.errors = fieldErrors(error)
      this.notice = say('check')
      host.requestUpdate()
      await host.updateComplete
      this.faults = error.errors.flatMap(({ pointer, detail }) => {
        const name = pointer.slice(1).replaceAll('/', '-')
        const isSaid = [name, name.replace(/-[a-z]{2,3}$/, '')].some((each) => each && this.has(`[id="${each}"]`))
        return isSaid ? [] : [`${pointer}: ${detail}`]
      })
    } else this.notice = error.detail
    host.requestUpdate()
    await host.updateComplete
    const wrong = 'form [aria-invalid=true]'
    focusOn(this.has(wrong) ? wrong : '#notice')
  }
}

interface Ways {
  say: BuilderContext['say']
  onTheirs: () => void
  onMine: () => void
}

/** What went wrong, and the ways on. */
export const noticeView = (
  { notice, faults, isConflict }: Acting,
  { say, onTheirs, onMine }: Ways,
): TemplateResult => html`<div role="alert" id="notice" tabindex="-1" class=${notice ? 'notice' : ''} part="error">
  ${notice ? html`<p>${notice}</p>` : ''}
  ${faults.length ? html`<ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul>` : ''}
  ${
    isConflict
      ? html`<button type="button" part="button" id="theirs" @click=${onTheirs}>${say('takeTheirs')}</button>
          <button type="button" part="button" id="mine" @click=${onMine}>${say('keepMine')}</button>`
      : ''
  }
</div>`
