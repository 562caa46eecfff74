import { html, type TemplateResult } from 'lit'
import { announcement } from '../shared/announcement.js'
import { choiceGroup } from '../shared/choice.js'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import type { Bulk, BulkDraft } from './bulk.js'
import { MOST } from './selection.js'

type DeskSay = Say<'appeal-view' | 'desk'>

/** How many are selected, and the way to what can be done with them. */
export function selectedView(
  { selection, isOpen, isSending }: Bulk,
  say: DeskSay,
  onAct: () => void,
  onClear: () => void,
) {
  const count = selection.numbers.size
  const said = announcement(count ? say('selected', { count }) : '')
  if (!count) return html`${said}`
  return html`${said}<p class="selected">
    <b>${say('selected', { count })}</b> ${count === MOST ? say('most', { count: MOST }) : ''}
    <button type="button" class="act" part="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${onAct}>
      ${say('act')}
    </button>
    <button type="button" class="quiet" part="button" aria-disabled=${isSending} @click=${onClear}>${say('unselect')}</button>
  </p>`
}

/** One step for all that are selected, and what came of each. */
export function bulkView(bulk: Bulk, say: DeskSay, onSubmit: (event: Event) => void): TemplateResult {
  const count = bulk.selection.numbers.size
  return html`<h2 part="title" tabindex="-1">${count || bulk.refused.size ? say('selected', { count }) : say('bulkAllDone')}</h2>
    ${outcomeView(bulk, say)}
    ${count ? (bulk.isRead ? formView(bulk, say, onSubmit) : unreadView(bulk, say)) : ''}`
}

/** Not all are read yet, or can be. */
function unreadView({ isReading, isSending, read }: Bulk, say: DeskSay) {
  if (isReading || isSending) return html`<p class="muted" aria-busy="true">${say('loading')}</p>`
  return html`<p class="actions">
    <button type="button" class="again" part="button" @click=${read}>${say('retry')}</button>
  </p>`
}

function outcomeView({ done, refused, unread, selection }: Bulk, say: DeskSay) {
  const stay = [...refused].filter(([number]) => selection.has(number))
  const gone = [...refused].filter(([number]) => !selection.has(number))
  return html`<div class="outcome" role="status">
    ${done.length ? html`<p>${say('bulkDone', { count: done.length })}</p>` : ''}
    ${reasonsView(say('bulkRefused', { count: stay.length }), stay)} ${reasonsView(say('bulkGone'), gone)}
    ${reasonsView(
      say('bulkUnread'),
      [...unread].filter(([number]) => !refused.has(number)),
    )}
  </div>`
}

const reasonsView = (title: string, reasons: readonly [number, string][]) =>
  reasons.length
    ? html`<p class="error">${title}</p>
        <ul>
          ${reasons.map(([number, reason]) => html`<li><b>№ ${number}</b>: ${reason}</li>`)}
        </ul>`
    : ''

function formView(bulk: Bulk, say: DeskSay, onSubmit: (event: Event) => void) {
  const { draft, errors, steps, isSending } = bulk
  const step = steps.find(({ to }) => to === draft.to)
  const set = (members: BulkDraft) => bulk.change({ ...draft, ...members })
  const field = (name: 'responsible' | 'until' | 'into', type: 'text' | 'date') =>
    step?.requires.includes(name)
      ? textField({
          name: `bulk-${name}`,
          type,
          label: say(name),
          ...(name === 'into' && { inputmode: 'numeric' }),
          hint: say('told'),
          error: errors[name],
          value: draft[name] ?? '',
          onInput: (value) => set({ [name]: name === 'into' ? value.replace(/\D/g, '') : value }),
          maximum: 200,
          isRequired: true,
        })
      : ''
  const isAsked = step?.requires.includes('text') ?? false
  return html`<form class="step" novalidate @submit=${onSubmit}>
    <div ?inert=${isSending}>${choiceGroup({
      name: 'bulk-to',
      legend: say('nextStep'),
      hint: steps.length ? undefined : say('bulkNone'),
      error: errors.to,
      options: [
        { id: 'hand', title: say('takeIt') },
        ...steps.flatMap(({ to }) =>
          to === 'received' || to === 'disputed' ? [] : { id: to, title: say(`to_${to}`) },
        ),
      ],
      chosen: draft.to ? [draft.to] : [],
      onChange: ([to]) => set({ to: to as NonNullable<BulkDraft['to']> }),
    })}
    ${field('responsible', 'text')} ${field('until', 'date')} ${field('into', 'text')}
    ${
      step
        ? textField({
            name: 'bulk-text',
            label: say(step.to === 'answered' ? 'answerText' : isAsked ? 'reasonText' : 'noteText'),
            note: isAsked ? undefined : say('optional'),
            hint: say(step.to === 'drafted' || step.to === 'approved' ? 'toldNot' : 'bulkTold'),
            error: errors.text,
            value: draft.text ?? '',
            onInput: (text) => set({ text }),
            isTall: true,
            maximum: 8000,
            isRequired: isAsked,
          })
        : ''
    }</div>
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending}>
        ${say(isSending ? 'sending' : 'bulkSend', { count: bulk.selection.numbers.size })}
      </button>
    </p>
  </form>`
}
