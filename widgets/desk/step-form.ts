import { html, type TemplateResult } from 'lit'
import type { AppealStatus, StaffAppeal } from '../../sdk/appeals.js'
import { choiceGroup } from '../shared/choice.js'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import type { OpenCase, StepDraft } from './open-case.js'

type DeskSay = Say<'appeal-view' | 'desk'>

/** The next step: which, and what must be given with it. */
export function stepForm(
  { transitions, status }: StaffAppeal,
  { draft, errors, notice, isSending, change }: Pick<OpenCase, 'draft' | 'errors' | 'notice' | 'isSending' | 'change'>,
  say: DeskSay,
  onSubmit: (event: Event) => void,
): TemplateResult {
  if (!transitions.length) return html`<p class="muted text">${say('noSteps')}</p>`
  const chosen = transitions.find(({ to }) => to === draft.to)
  const asks = (field: 'text' | 'responsible') => chosen?.requires.includes(field)
  const set = (members: StepDraft) => {
    const { key: _, ...typed } = draft
    change({ ...typed, ...members })
  }
  return html`<form class="step" novalidate @submit=${onSubmit} @keydown=${sendByKey}>
    ${choiceGroup({
      name: 'to',
      legend: say('nextStep'),
      error: errors.to,
      options: transitions.map(({ to }) => ({ id: to, title: say(verb(status, to)) })),
      chosen: chosen ? [chosen.to] : [],
      onChange: ([to]) => set({ to: to as AppealStatus }),
    })}
    ${
      asks('responsible')
        ? textField({
            name: 'responsible',
            label: say('responsible'),
            hint: say('told'),
            error: errors.responsible,
            value: draft.responsible ?? '',
            onInput: (responsible) => set({ responsible }),
            maximum: 200,
            isRequired: true,
          })
        : ''
    }
    ${textField({
      name: 'text',
      label: say(draft.to === 'answered' ? 'answerText' : asks('text') ? 'reasonText' : 'noteText'),
      note: asks('text') ? undefined : say('optional'),
      hint: say('told'),
      error: errors.text,
      value: draft.text ?? '',
      onInput: (text) => set({ text }),
      isLong: true,
      maximum: 8000,
      isRequired: asks('text') ?? false,
    })}
    <p class="notice" part="error" role="alert" tabindex="-1">${notice}</p>
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending} aria-keyshortcuts="Control+Enter">
        ${say(isSending ? 'sending' : chosen ? verb(status, chosen.to) : 'take')}
      </button>
    </p>
  </form>`
}

/** What the officer does, from where it stands. */
const verb = (from: AppealStatus, to: AppealStatus) => {
  if (to === 'in_progress' && ['answered', 'closed', 'declined'].includes(from)) return 'reopen'
  return to === 'received' ? 'take' : (`to_${to}` as const)
}

function sendByKey(event: KeyboardEvent) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  ;(event.currentTarget as HTMLFormElement).requestSubmit()
}
