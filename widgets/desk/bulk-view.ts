import { html, type TemplateResult } from 'lit'
import { choiceGroup } from '../shared/choice.js'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import type { Bulk, BulkDraft } from './bulk.js'
import { MOST } from './selection.js'

type DeskSay = Say<'appeal-view' | 'desk'>

/** How many are selected, and the way to what can be done with them. */
export function selectedView({ selection, isOpen }: Bulk, say: DeskSay, onAct: () => void, onClear: () => void) {
  const count = selection.numbers.size
  if (!count) return ''
  return html`<p class="selected">
    <b>${say('selected', { count })}</b> ${count === MOST ? say('most', { count: MOST }) : ''}
    <button type="button" class="act" part="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${onAct}>
      ${say('act')}
    </button>
    <button type="button" class="quiet" part="button" @click=${onClear}>${say('unselect')}</button>
  </p>`
}

/** One step for all that are selected, and what came of each. */
export function bulkView(bulk: Bulk, say: DeskSay, onSubmit: (event: Event) => void): TemplateResult {
  const count = bulk.selection.numbers.size
  return html`<h2 part="title" tabindex="-1">${count ? say('selected', { count }) : say('bulkAllDone')}</h2>
    ${outcomeView(bulk, say)}
    ${count ? (bulk.isRead ? formView(bulk, say, onSubmit) : html`<p class="muted" aria-busy="true">${say('loading')}</p>`) : ''}`
}

function outcomeView({ done, refused }: Bulk, say: DeskSay) {
  return html`<div class="outcome" role="status">
    ${done.length ? html`<p>${say('bulkDone', { count: done.length })}</p>` : ''}
    ${
      refused.size
        ? html`<p class="error">${say('bulkRefused', { count: refused.size })}</p>
            <ul>
              ${[...refused].map(([number, reason]) => html`<li><b>№ ${number}</b>: ${reason}</li>`)}
            </ul>`
        : ''
    }
  </div>`
}

function formView(bulk: Bulk, say: DeskSay, onSubmit: (event: Event) => void) {
  const { draft, errors, steps, isSending } = bulk
  const step = steps.find(({ to }) => to === draft.to)
  const set = (members: BulkDraft) => bulk.change({ ...draft, ...members })
  const field = (name: 'responsible' | 'until', type: 'text' | 'date') =>
    step?.requires.includes(name)
      ? textField({
          name: `bulk-${name}`,
          type,
          label: say(name),
          hint: say('told'),
          error: errors[name],
          value: draft[name] ?? '',
          onInput: (value) => set({ [name]: value }),
          maximum: 200,
          isRequired: true,
        })
      : ''
  const isAsked = step?.requires.includes('text') ?? false
  return html`<form class="step" novalidate @submit=${onSubmit}>
    ${choiceGroup({
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
    ${field('responsible', 'text')} ${field('until', 'date')}
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
            isLong: true,
            maximum: 8000,
            isRequired: isAsked,
          })
        : ''
    }
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending}>
        ${say(isSending ? 'sending' : 'bulkSend', { count: bulk.selection.numbers.size })}
      </button>
    </p>
  </form>`
}
