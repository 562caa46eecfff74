import { html, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { FieldErrors } from '../shared/field-errors.js'
import type { Say } from '../shared/texts.js'
import { isSecret, readPrivateLink } from './private-link.js'

/** What is typed to open an appeal: its number and secret, or the private link in either field. */
export class Entry {
  number = ''
  secret = ''
  errors: FieldErrors = {}
  /** What to say of a link just pasted. */
  notice = ''

  constructor(
    readonly host: ReactiveControllerHost & { readonly organization: string },
    readonly say: Say<'status'>,
    /** The errors tell whether it can be opened. */
    readonly onSubmit: () => void,
  ) {}

  /** @param needs `number`: for any appeal, its secret optional; `secret`: for the one shown. */
  view(needs: 'number' | 'secret'): TemplateResult {
    const { say, errors } = this
    const isAny = needs === 'number'
    const number = textField({
      name: 'number',
      label: say('numberOrLink'),
      error: errors.number,
      value: this.number,
      onInput: this.#type('number'),
      autocomplete: 'off',
      isRequired: true,
    })
    const secret = textField({
      name: 'secret',
      label: say('secret'),
      note: isAny ? say('optional') : undefined,
      hint: say(isAny ? 'secretHint' : 'linkHint'),
      error: errors.secret,
      value: this.secret,
      onInput: this.#type('secret'),
      autocomplete: 'off',
      isRequired: !isAny,
    })
    return html`<form novalidate @submit=${(event: Event) => this.#submit(event, needs)}>
      ${isAny ? number : ''}${secret}
      <p class="muted taken" role="status">${this.notice}</p>
      <p class="actions"><button class="primary" part="button">${say(isAny ? 'show' : 'open')}</button></p>
    </form>`
  }

  #type = (field: 'number' | 'secret') => (value: string) => {
    this[field] = value
    delete this.errors[field]
    this.notice = ''
    const link = readPrivateLink(value)
    if (link && link.organization === this.host.organization) {
      Object.assign(this, { number: link.number, secret: link.secret, errors: {}, notice: this.say('taken') })
    } else if (link) this.errors[field] = this.say('otherLink')
    this.host.requestUpdate()
  }

  #submit(event: Event, needs: 'number' | 'secret') {
    event.preventDefault()
    const [number, secret] = [this.number.trim().replace(/^№\s*|^#/, ''), this.secret.trim()]
    this.errors = {
      ...(!/^\d{1,10}$/.test(number) && { number: this.errors.number || this.say('numberNeeded') }),
      ...((secret || needs === 'secret') && !isSecret(secret) && { secret: this.say('secretFormat') }),
    }
    Object.assign(this, { number, secret })
    this.onSubmit()
  }
}
