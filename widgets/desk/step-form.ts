import { html, nothing, type TemplateResult } from 'lit'
import type { AppealStatus, StaffAppeal } from '../../sdk/appeals.js'
import type { ForwardingTarget } from '../../sdk/forwarding.js'
import { choiceGroup } from '../shared/choice.js'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import { type OpenCase, type StepDraft, takesFiles } from './open-case.js'

type StepField = StaffAppeal['transitions'][number]['requires'][number]
type DeskSay = Say<'appeal-view' | 'desk'>

/** The next step: which, and what must be given with it. */
export function stepForm(
  appeal: StaffAppeal,
  {
    draft,
    errors,
    notice,
    isSending,
    change,
    enclosures,
    targets,
    desk: { client, host },
  }: Pick<OpenCase, 'draft' | 'errors' | 'notice' | 'isSending' | 'change' | 'enclosures' | 'targets' | 'desk'>,
  say: DeskSay,
  onSubmit: (event: Event) => void,
): TemplateResult {
  const { transitions, status, draft: written, responsible: known } = appeal
  if (!transitions.length) return html`<p class="muted text">${say('noSteps')}</p>`
  const chosen = transitions.find(({ to }) => to === draft.to)
  const asks = (field: StepField) => chosen?.requires.includes(field) ?? false
  const set = (members: StepDraft) => {
    const { key: _, ...typed } = draft
    change({ ...typed, ...members })
  }
  /** A draft is written on, or answered with, as it stands; who deals with it stays, unless another is named. */
  const begin = (to: AppealStatus) => {
    if (to === 'merged') void import('../related/define.js')
    set({
      to,
      ...(!draft.text && written && (to === 'drafted' || to === 'answered') && { text: written }),
      ...(!draft.responsible && known && to === 'assigned' && { responsible: known }),
    })
  }
  return html`<form class="step" novalidate @submit=${onSubmit} @keydown=${sendByKey}>
    ${choiceGroup({
      name: 'to',
      legend: say('nextStep'),
      error: errors.to,
      options: transitions.map(({ to }) => ({ id: to, title: say(verb(status, to)) })),
      chosen: chosen ? [chosen.to] : [],
      onChange: ([to]) => begin(to as AppealStatus),
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
    ${
      asks('until')
        ? textField({
            name: 'until',
            type: 'date',
            label: say('until'),
            hint: say('told'),
            error: errors.until,
            value: draft.until ?? '',
            onInput: (until) => set({ until }),
            isRequired: true,
          })
        : ''
    }
    ${
      asks('into')
        ? html`<vmeste-related
            .organization=${host.organization}
            .mode=${'merge'}
            .appeal=${appeal}
            .transport=${client}
            .into=${draft.into}
            .error=${errors.into}
            @vmeste-into=${({ detail }: CustomEvent<{ number: string }>) => set({ into: detail.number })}
          ></vmeste-related>`
        : ''
    }
    ${asks('organization') ? targetField(targets.value ?? [], draft.organization, errors.organization, set, say) : ''}
    ${textField({
      name: 'text',
      label: say(textLabel(chosen?.to, asks('text'))),
      note: asks('text') ? undefined : say('optional'),
      hint: say(isKept(status, chosen?.to) ? 'toldNot' : 'told'),
      error: errors.text,
      value: draft.text ?? '',
      onInput: (text) => set({ text }),
      isTall: true,
      maximum: 8000,
      isRequired: asks('text'),
    })}
    ${chosen && takesFiles(status, chosen.to) ? enclosures.view() : ''}
    <p class="notice" part="error" role="alert" tabindex="-1">${notice}</p>
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending} aria-keyshortcuts="Control+Enter">
        ${say(isSending ? 'sending' : chosen ? verb(status, chosen.to) : 'take')}
      </button>
    </p>
  </form>`
}

function targetField(
  targets: readonly ForwardingTarget[],
  chosen: string | undefined,
  error: string | undefined,
  set: (members: StepDraft) => void,
  say: DeskSay,
): TemplateResult {
  return html`<div class="field" part="field">
    <label for="organization">${say('toOrganization')}</label>
    <p class="muted" id="organization-hint">${say('told')}</p>
    <select
      id="organization"
      part="input"
      aria-describedby="organization-hint organization-error"
      aria-invalid=${error ? 'true' : nothing}
      aria-required="true"
      @change=${({ target }: Event) => set({ organization: (target as HTMLSelectElement).value })}
    >
      <option value="" .selected=${!chosen}>${say('chooseOrganization')}</option>
      ${targets.map(
        ({ id, name, above }) =>
          html`<option value=${id} .selected=${id === chosen}>${above ? `${name} (${above})` : name}</option>`,
      )}
    </select>
    <p class="error" id="organization-error">${error}</p>
  </div>`
}

/** What the officer does, from where it stands. */
const verb = (from: AppealStatus, to: AppealStatus) => {
  if (from === 'disputed') return to === 'closed' ? 'uphold' : 'rework'
  if (from === 'approved' && to === 'answered') return 'sendApproved'
  if (to === 'in_progress' && from === 'forwarded') return 'takeBack'
  if (to === 'in_progress' && from === 'merged') return 'separate'
  if (to === 'in_progress' && (from === 'drafted' || from === 'approved')) return 'returnDraft'
  if (to === 'in_progress' && ['answered', 'closed', 'declined'].includes(from)) return 'reopen'
  return to === 'received' || to === 'disputed' ? 'take' : (`to_${to}` as const)
}

/** What staff keep among themselves: the draft, its approval, and why it is returned. */
const isKept = (from: AppealStatus, to: AppealStatus | undefined) =>
  to === 'drafted' || to === 'approved' || (to === 'in_progress' && (from === 'drafted' || from === 'approved'))

function textLabel(to: AppealStatus | undefined, isAsked: boolean) {
  if (to === 'answered') return 'answerText'
  if (to === 'waiting') return 'questionText'
  if (to === 'postponed') return 'interimText'
  if (to === 'drafted') return 'draftText'
  return isAsked ? 'reasonText' : 'noteText'
}

function sendByKey(event: KeyboardEvent) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  ;(event.currentTarget as HTMLFormElement).requestSubmit()
}
