import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { FieldErrors } from '../shared/field-errors.js'
import type { Say } from '../shared/texts.js'

/** What is typed, and what is wrong with it. */
export interface Form {
  typed: Record<string, string>
  errors: FieldErrors
  /** What stands in the way of the whole. */
  notice: string
  isBusy: boolean
  /** Passwords are shown as they are typed. */
  isRevealed: boolean
  say: Say<'account'>
  /** Has it shown again. */
  update(): void
}

/** @param onSubmit what the form is for. */
export function formView(
  form: Form,
  {
    action,
    onSubmit,
    isQuiet,
    more = '',
  }: {
    action: string
    onSubmit: () => void
    /** Not the first thing one comes for. */
    isQuiet?: boolean
    more?: unknown
  },
  fields: unknown,
): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault()
    onSubmit()
  }
  return html`<form novalidate @submit=${submit}>
    ${fields}
    <p class="notice" part="error" role="alert" ?hidden=${!form.notice}>${form.notice}</p>
    <p class="actions">
      <button class=${isQuiet ? '' : 'primary'} part="button" aria-disabled=${form.isBusy}>${form.isBusy ? form.say('sending') : action}</button>
      ${more}
    </p>
  </form>`
}

const input = (form: Form, name: string) => ({
  name,
  error: form.errors[name],
  value: form.typed[name] ?? '',
  onInput: (value: string) => {
    form.typed[name] = value
  },
  isRequired: true,
})

export const emailField = (form: Form) =>
  textField({ ...input(form, 'email'), label: form.say('email'), type: 'email', autocomplete: 'username' })

export const nameField = (form: Form) =>
  textField({
    ...input(form, 'name'),
    label: form.say('name'),
    hint: form.say('nameHint'),
    autocomplete: 'name',
    maximum: 120,
  })

/** @param hasApp a code of an app is as good as a recovery code. */
export const codeField = (form: Form, hasApp = true) =>
  textField({
    ...input(form, 'code'),
    label: form.say('code'),
    hint: form.say(hasApp ? 'codeHint' : 'recoveryCodeHint'),
    autocomplete: 'one-time-code',
  })

const typeOf = ({ isRevealed }: Form) => (isRevealed ? 'text' : 'password')

/** @param name `password` to sign in with, `current` beside a new one. */
export const passwordField = (form: Form, name: 'password' | 'current') =>
  textField({
    ...input(form, name),
    label: form.say(name),
    type: typeOf(form),
    autocomplete: 'current-password',
    maximum: 256,
  })

export function newPasswordField(form: Form): TemplateResult {
  const reveal = ({ target }: Event) => {
    form.isRevealed = (target as HTMLInputElement).checked
    form.update()
  }
  return html`${textField({
    ...input(form, 'password'),
    label: form.say('newPassword'),
    hint: form.say('passwordHint'),
    type: typeOf(form),
    autocomplete: 'new-password',
    maximum: 256,
  })}
    <label class="reveal">
      <input type="checkbox" .checked=${form.isRevealed} @change=${reveal} /> ${form.say('showPassword')}
    </label>`
}
