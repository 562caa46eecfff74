import { html, type TemplateResult } from 'lit'
import type { StaffAppeal } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import type { Classifier } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import { createTemplate, listTemplates, removeTemplate, setTemplate, type Template } from '../../sdk/templates.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import type { DeskContext } from './context.js'
import { fillTemplate, firstGap, type Known, templatesFor } from './fill-template.js'
import { templateDialog } from './template-dialog.js'

export interface TemplateDraft {
  /** Undefined: it is new. */
  id?: string
  name: string
  text: string
  category: string | null
}

/** Texts that answers begin with: put into the answer, and looked after by whoever may. */
export class Templates {
  /** The one being written; undefined: the list is shown. */
  draft: TemplateDraft | undefined
  errors: FieldErrors = {}
  notice = ''
  isSending = false
  readonly load: Load<Template[]>
  /** The Idempotency-Key of what was sent and may have arrived. */
  #key: string | undefined

  constructor(
    readonly desk: DeskContext,
    readonly root: () => ParentNode,
  ) {
    this.load = new Load(desk.host, desk.session, (signal) => listTemplates(desk.client(), { signal }))
  }

  /** Those that fit, to be put into the answer at the cursor. */
  pickView({ category, transitions }: StaffAppeal, onInsert: (text: string) => void, mayManage: boolean) {
    const { say } = this.desk
    const fitting = templatesFor(this.load.value ?? [], category.code)
    if (!transitions.length || (!fitting.length && !mayManage)) return ''
    const insert = (event: Event) => {
      event.preventDefault()
      const chosen = this.root().querySelector<HTMLSelectElement>('#template')?.value
      const template = fitting.find(({ id }) => id === chosen)
      if (template) onInsert(template.text)
    }
    // In a list that is closed, Enter does nothing by itself.
    const byKey = (event: KeyboardEvent) => event.key === 'Enter' && insert(event)
    return html`<form class="templates" @submit=${insert}>
      ${
        fitting.length
          ? html`<label for="template">${say('template')}</label>
              <select id="template" part="input" @keydown=${byKey}>
                ${fitting.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
              </select>
              <button part="button">${say('insert')}</button>`
          : ''
      }
      ${
        mayManage
          ? html`<button type="button" class="quiet manage" part="button" @click=${this.#open}>
              ${say('templates')}
            </button>`
          : ''
      }
    </form>`
  }

  dialogView(classifier: Classifier | undefined): TemplateResult {
    return templateDialog(this, classifier)
  }

  /** Undefined: back to the list. */
  begin = (draft: TemplateDraft | undefined) => {
    this.#set(draft)
    this.#focusOn(draft ? '#template-name' : '#templates-title')
  }

  /** Nothing of it stays. */
  leave() {
    this.#set(undefined)
  }

  #set(draft: TemplateDraft | undefined) {
    this.draft = draft
    this.errors = {}
    this.notice = ''
    this.#key = undefined
    this.desk.host.requestUpdate()
  }

  change(members: Partial<TemplateDraft>) {
    if (this.draft) this.#set({ ...this.draft, ...members })
  }

  async save(): Promise<void> {
    const { draft } = this
    const { say, client } = this.desk
    if (!draft) return
    const { id, ...given } = draft
    this.errors = Object.fromEntries(
      (['name', 'text'] as const).flatMap((field) => (given[field].trim() ? [] : [[field, say('fillIn')]])),
    )
    if (Object.keys(this.errors).length) return this.#focusOn('[aria-invalid=true]')
    this.#key ??= newKey()
    const options = { idempotencyKey: this.#key }
    await this.#write(() => (id ? setTemplate(client(), id, given, options) : createTemplate(client(), given, options)))
  }

  remove = (id: string) => this.#write(() => removeTemplate(this.desk.client(), id))

  async #write(write: () => Promise<unknown>) {
    if (this.isSending) return
    this.isSending = true
    this.notice = ''
    this.desk.host.requestUpdate()
    try {
      await write()
      this.draft = undefined
      await this.load.reload()
    } catch (error) {
      if (error instanceof ProblemError) this.#key = undefined
      this.errors = error instanceof ProblemError ? fieldErrors(error) : {}
      if (!Object.keys(this.errors).length)
        this.notice = error instanceof ProblemError ? error.detail : this.desk.say('kept')
    }
    this.isSending = false
    // What stands in the way of all is told by itself.
    if (this.notice) this.desk.host.requestUpdate()
    else this.#focusOn(Object.keys(this.errors).length ? '[aria-invalid=true]' : '#templates-title')
  }

  /** What was being written when it was shut is there again. */
  #open = () => {
    this.notice = ''
    this.root().querySelector<HTMLDialogElement>('.manage-templates')?.showModal()
    this.#focusOn(this.draft ? '#template-name' : '#templates-title')
  }

  async #focusOn(selector: string): Promise<void> {
    this.desk.host.requestUpdate()
    await this.desk.host.updateComplete
    this.root().querySelector<HTMLElement>(`.manage-templates ${selector}`)?.focus()
  }
}

/** Puts a filled text where the cursor is; what is still to be filled in is selected. */
export function insertAtCursor(area: HTMLTextAreaElement, text: string, known: Known) {
  const filled = fillTemplate(text, known)
  const { selectionStart: start, selectionEnd: end } = area
  area.setRangeText(filled, start, end, 'end')
  const gap = firstGap(filled)
  if (gap) area.setSelectionRange(start + gap[0], start + gap[1])
  area.dispatchEvent(new Event('input'))
}
