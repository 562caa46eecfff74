import { html, raw } from 'hono/html'
import type { ProblemDocument } from '../platform/own-api.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { PageTexts } from './texts.js'

/** What was typed and what is wrong with it, so that a form can be shown again as it was left. */
export interface FormState {
  /** The Idempotency-Key of what the form sends: sent twice, it is written once. */
  key: string
  values: Record<string, string[]>
  /** By the field's name: `contact.email`. */
  errors: Record<string, string>
  /** What is wrong with the whole. */
  notice?: string
  /** It is refused for want of knowing who sends it. */
  needsSignIn?: boolean
}

export const emptyForm = (): FormState => ({ key: crypto.randomUUID(), values: {}, errors: {} })

/** Headers of what a form sends: written once, and admitted by having been made here. */
export const sentBy = (form: FormState) => ({ 'idempotency-key': form.key, 'vmeste-form': firstValue(form, 'form') })

/** The form as it was sent, with a problem's errors at their fields. */
export function refusedForm(form: FormState, problem: ProblemDocument, texts: PageTexts): FormState {
  const errors = Object.fromEntries(
    (problem.errors ?? []).map(({ pointer, code, detail }) => [
      pointer.slice(1).replace(/\//g, '.'),
      say(code, texts) ?? detail,
    ]),
  )
  const isReused = problem.type === '/problems/idempotency-key-reused'
  return {
    ...form,
    // What was sent under the old key is written; this is something else.
    key: isReused ? crypto.randomUUID() : form.key,
    errors,
    notice: problem.errors ? undefined : problem.detail,
    needsSignIn: problem.type === '/problems/identity-required',
  }
}

const say = (code: string, texts: PageTexts): string | undefined =>
  new Map([
    ['required', texts.required],
    ['too_big', texts.tooLong],
    ['too_small', texts.tooShort],
    ['invalid_format', texts.wrongFormat],
    ['invalid_union', texts.wrongFormat],
    ['characters', texts.characters],
  ]).get(code)

export const firstValue = (form: FormState, name: string) => form.values[name]?.[0] ?? ''

interface FieldOptions {
  name: string
  label: string
  hint?: string
  isRequired?: boolean
}

/** A labelled control with its hint and error said to screen readers; the first wrong one takes the focus. */
export function field(
  page: Page,
  form: FormState,
  { name, label, hint, isRequired = false }: FieldOptions,
  control: (attributes: Html) => Html,
): Html {
  const error = form.errors[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  const attributes = html`id="${name}" name="${name}"${described ? html` aria-describedby="${described}"` : ''}${error ? raw(' aria-invalid="true"') : ''}${error && name === firstWrong(form) ? raw(' autofocus') : ''}${isRequired ? raw(' required') : ''}`
  return html`<div class="field${error ? ' wrong' : ''}">
<label for="${name}">${label}${isRequired ? '' : html` <small>(${page.texts.optional})</small>`}</label>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
${control(attributes)}
</div>`
}

export function textField(
  page: Page,
  form: FormState,
  options: FieldOptions & { type?: string; maximum?: number; autocomplete?: string; rows?: number },
): Html {
  const { type = 'text', maximum, autocomplete, rows } = options
  const value = firstValue(form, options.name)
  return field(page, form, options, (attributes) => {
    const limits = html`${maximum ? html` maxlength="${maximum}"` : ''}${autocomplete ? html` autocomplete="${autocomplete}"` : ''}`
    return rows
      ? html`<textarea ${attributes}${limits} rows="${rows}" dir="auto">
${value}</textarea>`
      : html`<input type="${type}" ${attributes}${limits} value="${value}"${type === 'text' ? raw(' dir="auto"') : ''}>`
  })
}

/** Radio buttons, or check boxes when several may be chosen. */
export function choiceField(
  form: FormState,
  {
    name,
    label,
    hint,
    isMultiple = false,
    isRequired = false,
    isRow = false,
    options,
  }: FieldOptions & {
    isMultiple?: boolean
    /** For options of a word or a number: side by side. */
    isRow?: boolean
    options: { id: string; title: string; photo?: { url: string; alt: string } | undefined }[]
  },
): Html {
  const error = form.errors[name]
  const chosen = form.values[name] ?? []
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return html`<fieldset class="field${isRow ? ' row' : ''}${error ? ' wrong' : ''}"${described ? html` aria-describedby="${described}"` : ''}>
<legend>${label}</legend>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
${options.map(
  ({ id, title, photo }, index) =>
    html`<label class="choice"><input type="${isMultiple ? 'checkbox' : 'radio'}" name="${name}" value="${id}"${index === 0 ? html` id="${name}"` : ''}${chosen.includes(id) ? raw(' checked') : ''}${index === 0 && error && name === firstWrong(form) ? raw(' autofocus') : ''}${isRequired && !isMultiple ? raw(' required') : ''}> <span>${photo ? html`<img src="${photo.url}" alt="${photo.alt}" loading="lazy">` : ''}${title}</span></label>`,
)}
</fieldset>`
}

/** What is wrong, above the form, each leading to its field. `labels` names the fields. */
export function errorSummary(page: Page, form: FormState, labels: Record<string, string>): Html | '' {
  const entries = Object.entries(form.errors)
  if (entries.length === 0 && !form.notice) return ''
  const { fix, keptTyped, signIn, newTab } = page.texts
  return html`<div class="summary" role="alert">
${form.notice ? html`<p>${form.notice}</p>` : html`<p><strong>${fix}</strong></p>`}
${entries.length > 0 ? html`<ul>${entries.map(([name, error]) => html`<li><a href="#${name}">${labels[name] ? `${labels[name]}: ` : ''}${error}</a></li>`)}</ul>` : ''}
${form.needsSignIn && isWayIn(page) ? html`<p><a href="${page.link('/sign-in')}" target="_blank" rel="noopener">${signIn} (${newTab})</a></p>` : ''}
<p>${keptTyped}</p>
</div>`
}

const isWayIn = ({ organization }: Page) => Object.values(organization.identity).some((ways) => ways.includes('email'))

export const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`

/** Errors come in the API's order; the fields of a form in their own. Both begin with what was refused first. */
const firstWrong = (form: FormState) => Object.keys(form.errors)[0]
