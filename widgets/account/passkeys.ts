import { html, type TemplateResult } from 'lit'
import type { Passkey } from '../../sdk/staff.js'
import { textField } from '../shared/field.js'
import { type Form, formView } from './form.js'

/** The keys that a person signs in with, and one more. */
export function passkeysView(
  form: Form,
  passkeys: readonly Passkey[],
  {
    sayDate,
    doomed,
    onAdd,
    onRemove,
  }: {
    sayDate: (instant: string) => string
    /** About to be removed: asked once more. */
    doomed: string
    onAdd: () => void
    onRemove: (id: string) => void
  },
): TemplateResult {
  const { say } = form
  return html`<h3>${say('passkeys')}</h3>
    <p class="muted">${say('passkeysHint')}</p>
    <ul>
      ${passkeys.map(({ id, name, createdAt, usedAt }) => {
        const action = say(doomed === id ? 'reallyRemove' : 'remove')
        return html`<li>
          <span>
            <b><bdi>${name}</bdi></b>
            <span class="muted">
              ${say('added', { date: sayDate(createdAt) })}${usedAt ? `, ${say('seen', { date: sayDate(usedAt) })}` : ''}
            </span>
          </span>
          <button
            type="button"
            class=${doomed === id ? '' : 'quiet'}
            part="button"
            aria-label="${action}: ${name}"
            aria-disabled=${form.isBusy}
            @click=${() => onRemove(id)}
          >
            ${action}
          </button>
        </li>`
      })}
    </ul>
    ${formView(
      form,
      { action: say('addPasskey'), onSubmit: onAdd, isQuiet: true },
      textField({
        name: 'name',
        label: say('passkeyName'),
        note: say('optional'),
        hint: say('passkeyNameHint'),
        error: form.errors.name,
        value: form.typed.name ?? '',
        onInput: (value) => {
          form.typed.name = value
        },
        autocomplete: 'off',
        maximum: 60,
      }),
    )}`
}
