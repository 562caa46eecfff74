import { html, type TemplateResult } from 'lit'
import type { SignedIn } from '../../sdk/staff.js'
import { codeField, type Form, formView } from './form.js'

/** What is being done about the second step. */
export interface SecondStep {
  /** The app is to be told this secret. */
  enrolling?: { secret: string; qr: unknown }
  /** Told this once. */
  recoveryCodes?: readonly string[]
  isCopied?: boolean
}

export interface SecondStepActs {
  enrol(): void
  confirm(): void
  remove(): void
  copy(): void
  close(): void
}

export function secondStepView(
  form: Form,
  { hasApp, hasSecondFactor, recoveryCodesLeft }: SignedIn,
  { enrolling, recoveryCodes, isCopied }: SecondStep,
  acts: SecondStepActs,
): TemplateResult {
  const { say } = form
  const button = (text: string, act: () => void) =>
    html`<button type="button" part="button" aria-disabled=${form.isBusy} @click=${act}>${text}</button>`
  if (recoveryCodes) {
    return html`<h3 tabindex="-1" id="recovery">${say('recovery')}</h3>
      <p>${say('recoveryHint')}</p>
      <ol class="codes">
        ${recoveryCodes.map((code) => html`<li><code>${code}</code></li>`)}
      </ol>
      <p class="actions">${button(say(isCopied ? 'copied' : 'copy'), acts.copy)} ${button(say('kept'), acts.close)}</p>`
  }
  if (enrolling) {
    // In groups of four it is typed without losing the place.
    const secret = enrolling.secret.replace(/(.{4})(?=.)/g, '$1 ')
    const [before, after] = say('typeSecret', { secret: '|' }).split('|')
    return html`<h3 tabindex="-1" id="second-step">${say('secondStep')}</h3>
      <p>${say('scan')}</p>
      ${enrolling.qr}
      <p class="text">${before}<code dir="ltr">${secret}</code>${after}</p>
      ${formView(
        form,
        {
          action: say('confirm'),
          onSubmit: acts.confirm,
          more: html`<button type="button" class="quiet" part="button" @click=${acts.close}>${say('back')}</button>`,
        },
        codeField(form),
      )}`
  }
  return html`<h3>${say('secondStep')}</h3>
    <p class="muted">
      ${say(hasApp ? 'secondStepOn' : 'secondStepOff')}
      ${hasSecondFactor ? say('recoveryLeft', { count: recoveryCodesLeft }) : ''}
    </p>
    <p class="actions">
      ${hasApp ? button(say('turnOff'), acts.remove) : button(say('turnOn'), acts.enrol)}
    </p>`
}
