import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import { keyOrganization } from './session.js'

interface SignIn {
  value: string
  error: string | undefined
  onInput: (key: string) => void
  onSubmit: (key: string, isKey: boolean) => void
  /** Where people sign in, on the API's own pages. */
  account: string | undefined
}

/** Staff sign in by their account or, elsewhere than on the API's own pages, by a key. */
export const signInView = ({ value, error, onInput, onSubmit, account }: SignIn, say: Say<'desk'>): TemplateResult => {
  const submit = (event: Event) => {
    event.preventDefault()
    const key = value.trim()
    onSubmit(key, keyOrganization(key) !== undefined)
  }
  return html`<form class="sign-in" novalidate @submit=${submit}>
    <h2 part="title" tabindex="-1">${say('signIn')}</h2>
    ${
      account
        ? html`<p class="actions"><a class="account" part="account" href=${account}>${say('signInAsPerson')}</a></p>
            <h3>${say('orKey')}</h3>`
        : ''
    }
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
