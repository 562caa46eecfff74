import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import { keyOrganization } from './session.js'

interface SignIn {
  value: string
  error: string | undefined
  onInput: (key: string) => void
  onSubmit: (key: string, isKey: boolean) => void
}

/** Staff sign in by their key. */
export const signInView = ({ value, error, onInput, onSubmit }: SignIn, say: Say<'desk'>): TemplateResult => {
  const submit = (event: Event) => {
    event.preventDefault()
    const key = value.trim()
    onSubmit(key, keyOrganization(key) !== undefined)
  }
  return html`<form class="sign-in" novalidate @submit=${submit}>
    <h2 part="title" tabindex="-1">${say('signIn')}</h2>
    ${textField({
      name: 'key',
      label: say('key'),
      hint: say('keyHint'),
      error,
      value,
      onInput,
      autocomplete: 'off',
      isRequired: true,
    })}
    <p class="actions"><button class="primary" part="button">${say('signIn')}</button></p>
  </form>`
}
