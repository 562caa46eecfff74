import { html, type TemplateResult } from 'lit'
import type { QueuedComment } from '../../sdk/moderation.js'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import { type Deciding, decisionFor, type Wish } from './deciding.js'

const reasons = ['spam', 'insult', 'personal', 'illegal', 'off-topic'] as const

/** What can be decided on these: of several, what is possible for at least one. */
export function actsView(
  items: readonly QueuedComment[],
  deciding: Deciding,
  { say, mayDecide, isBulk = false }: { say: Say<'moderation'>; mayDecide: boolean; isBulk?: boolean },
): TemplateResult | '' {
  if (!mayDecide) return html`<p class="muted">${say('may_not')}</p>`
  const can = (wish: Wish) => items.some((item) => decisionFor(item, wish))
  // Another person than who decided it.
  const isOwn = !isBulk && items.some(({ reasons, isOwnDecision }) => reasons.includes('contested') && isOwnDecision)
  if (isOwn) return html`<p class="notice" role="note">${say('second_person')}</p>`
  const [first] = items
  const isWaiting = items.every(({ legal }) => legal.includes('refuse'))
  const button = (wish: Wish, label: string, act: () => void, kind = '') =>
    can(wish)
      ? html`<button
          type="button"
          part="button"
          class="${wish} ${kind}"
          aria-disabled=${deciding.isSending}
          @click=${act}
        >
          ${label}
        </button>`
      : ''
  return html`<div class="acts">
    ${button('keep', say('keep'), () => deciding.decide('keep'), 'primary')}
    ${button('publish', say(isWaiting || isBulk ? 'publish' : 'show_again'), () => deciding.decide('publish'), can('keep') ? '' : 'primary')}
    ${button('reject', say(isBulk ? 'reject' : first?.legal.includes('refuse') ? 'refuse' : 'hide'), () => deciding.open('reject'))}
    ${button('uphold', say('uphold'), () => deciding.open('uphold'))}
    ${
      isBulk
        ? ''
        : html`<button type="button" part="button" class="block quiet" @click=${() => deciding.open('block')}>
            ${say('block')}
          </button>`
    }
  </div>`
}

/** The words that a decision needs; the usual ones at hand. */
export function wordsView(deciding: Deciding, isWaiting: boolean, say: Say<'moderation'>): TemplateResult | '' {
  const { form, isSending } = deciding
  if (!form) return ''
  const submit = (event: Event) => {
    event.preventDefault()
    if (!isSending) void deciding.send()
  }
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      deciding.close()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
  }
  const hint =
    form === 'block'
      ? say('block_hint')
      : form === 'uphold'
        ? say('uphold_hint')
        : say(isWaiting ? 'refuse_hint' : 'hide_hint')
  const opens = form === 'block' ? say('block') : form === 'uphold' ? say('uphold') : say(isWaiting ? 'refuse' : 'hide')
  // What opened this form ends in dots; what sends it does it.
  const act = opens.replace('…', '')
  return html`<form class="words" novalidate @submit=${submit} @keydown=${byKey}>
    ${textField({
      name: 'reason',
      label: say('reason'),
      hint,
      error: deciding.error,
      value: deciding.reason,
      isTall: true,
      isRequired: true,
      maximum: form === 'block' ? 300 : 500,
      onInput: (value) => deciding.write(value),
    })}
    ${
      form === 'reject'
        ? html`<div class="usual" role="group" aria-label=${say('usual_reasons')}>
            ${reasons.map(
              (reason) =>
                html`<button
                  type="button"
                  part="button"
                  @click=${({ target }: Event) => {
                    deciding.write(say(reason))
                    const field = (target as Element).closest('form')?.querySelector('textarea')
                    if (!field) return
                    field.value = say(reason)
                    field.focus()
                  }}
                >
                  ${say(reason)}
                </button>`,
            )}
          </div>`
        : ''
    }
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending}>${isSending ? say('sending') : act}</button>
      <button type="button" part="button" @click=${deciding.close}>${say('cancel')}</button>
    </p>
  </form>`
}
