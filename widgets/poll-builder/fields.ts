import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { FieldErrors } from '../shared/field-errors.js'
import type { Say } from '../shared/texts.js'
import type { Definition, Former, Localized, Question } from './definition.js'
import type { Photos } from './photos.js'

/** What the parts of the builder work with. Names of fields are those of the API's pointers: `questions-0-title`. */
export interface Writing {
  definition: Definition
  say: Say<'desk' | 'poll-builder'>
  /** The language in which texts are written at present. */
  language: string
  /** All that the organization speaks. */
  languages: readonly string[]
  /** In which the page itself is. */
  pageLanguage: string
  timeZone: string
  errors: FieldErrors
  isLocked: boolean
  /** What questions had before their type was changed. */
  former: Former
  photos: Photos
  change: (change: Partial<Definition>) => void
  /** Has a screen reader say it. */
  tell: (text: string) => void
  /** Once it is on screen. */
  focusOn: (selector: string) => void
}

/** Of one question. */
export interface Asking<Of extends Question = Question> extends Writing {
  question: Of
  index: number
  /** Members of the question; undefined ones are taken away. */
  set: (change: object) => void
}

interface Field<Value> {
  /** Its id, and the path of its errors. */
  name: string
  label: string
  hint?: string
  value: Value
  onChange: (value: Value) => void
}

/** Of a date or a number that is none yet the browser tells nothing; nothing is changed then, else the field is wiped. */
export const isHalfTyped = ({ value, validity }: HTMLInputElement) => value === '' && validity.badInput

/** What is wrong with a field, or with its text in a language. */
export function errorAt(
  { errors, languages }: Pick<Writing, 'errors' | 'languages'>,
  name: string,
): string | undefined {
  if (errors[name]) return errors[name]
  const spoken = languages.find((language) => errors[`${name}-${language}`])
  return spoken && `${spoken}: ${errors[`${name}-${spoken}`]}`
}

/** A text in the language that is written; those in other languages stay, and the first of them is in sight. */
export function localizedField(
  writing: Writing,
  {
    name,
    label,
    hint,
    value,
    onChange,
    ...more
  }: Field<Localized> & { isTall?: boolean; isRequired?: boolean; maximum: number },
): TemplateResult {
  const { language, languages, say } = writing
  const other = languages.find((each) => each !== language && value[each])
  return textField({
    name,
    label: languages.length > 1 ? html`${label} <small lang="en">${language}</small>` : label,
    hint: hint ?? (!value[language] && other ? say('elsewhere', { language: other, text: value[other] ?? '' }) : ''),
    error: errorAt(writing, name),
    value: value[language] ?? '',
    onInput: (typed) => {
      const { [language]: _, ...others } = value
      onChange(typed.trim() ? { ...value, [language]: typed } : others)
    },
    ...more,
  })
}

export function numberField(
  writing: Writing,
  { name, label, hint, value, onChange }: Field<number | undefined>,
): TemplateResult {
  return textField({
    name,
    label,
    hint: hint ?? '',
    error: errorAt(writing, name),
    value: value === undefined ? '' : `${value}`,
    type: 'number',
    onInput: (typed, field) => {
      if (!isHalfTyped(field)) onChange(typed === '' ? undefined : Number(typed))
    },
  })
}

export function checkField(
  { errors }: Writing,
  { name, label, hint, value, onChange }: Field<boolean>,
): TemplateResult {
  return html`<div class="check">
    <label
      ><input
        type="checkbox"
        id=${name}
        aria-describedby="${name}-hint"
        .checked=${value}
        @change=${({ target }: Event) => onChange((target as HTMLInputElement).checked)}
      /><span>${label}</span></label
    >
    <p class=${errors[name] ? 'error' : 'muted'} id="${name}-hint">${errors[name] ?? hint}</p>
  </div>`
}

export function selectField<Value extends string>(
  writing: Writing,
  {
    name,
    label,
    hint,
    value,
    options,
    onChange,
  }: Field<Value> & { options: readonly (readonly [value: Value, text: string])[] },
): TemplateResult {
  const error = errorAt(writing, name)
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <p class="muted" id="${name}-hint">${hint}</p>
    <select
      id=${name}
      part="input"
      aria-describedby="${name}-hint ${name}-error"
      aria-invalid=${error ? 'true' : 'false'}
      @change=${({ target }: Event) => onChange((target as HTMLSelectElement).value as Value)}
    >
      ${options.map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}
    </select>
    <p class="error" id="${name}-error">${error}</p>
  </div>`
}
