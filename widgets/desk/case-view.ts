import { html, type TemplateResult } from 'lit'
import type { Colleague, StaffAppeal } from '../../sdk/appeals.js'
import type { Attachment } from '../../sdk/attachments.js'
import type { Classifier } from '../../sdk/organization.js'
import type { Attachments } from '../appeal-view/attachments.js'
import { answersOf, fact, sentView } from '../appeal-view/sent.js'
import { filesOfAnswer, openButton, timeline } from '../appeal-view/timeline.js'
import { textField } from '../shared/field.js'
import type { Say } from '../shared/texts.js'
import { dueOf } from './due.js'
import type { OpenCase } from './open-case.js'
import { dueView } from './queue-list.js'
import { isDone } from './statuses.js'

interface Shown {
  classifier: Classifier | undefined
  timeZone: string | undefined
  language: string
  attachments: Attachments
  say: Say<'appeal-view' | 'desk'>
  sayDay: (instant: string) => string
  sayMoment: (instant: string) => string
  /** Has it in hand, or leaves a note. */
  open: Pick<
    OpenCase,
    | 'note'
    | 'noteError'
    | 'isSending'
    | 'changeNote'
    | 'addNote'
    | 'take'
    | 'colleagues'
    | 'chosen'
    | 'choose'
    | 'handOver'
    | 'called'
    | 'call'
    | 'see'
    | 'desk'
  >
  /** Another appeal of the desk, by its number. */
  onOpen: (number: number) => void
  /** A part of it became one of its own. */
  onSplit: () => void
  /** What is to be done next, between what is asked and what happened. */
  step: unknown
}

/** Everything an officer is to know of an appeal. */
export function caseView(appeal: StaffAppeal, shown: Shown): TemplateResult {
  const { classifier, timeZone, language, attachments, say, sayDay, sayMoment, onOpen, step } = shown
  const { number, category, status, responsible, draft, answer, ratingScore, contact, isReworked } = appeal
  const due = dueOf(appeal, timeZone)
  const files = (given: readonly Attachment[]) => attachments.view(given, say, language)
  return html`
    <h2 part="title" tabindex="-1">№ ${number} · <bdi>${category.name}</bdi></h2>
    <p class="standing">
      <b>${say(status)}</b> ${dueView(appeal, due, say, sayDay)}
      ${responsible ? html`<span>${say('responsible')}: <bdi>${responsible}</bdi></span>` : ''}
      ${isReworked ? html`<span>${say('reworked')}</span>` : ''}
      ${ratingScore ? html`<span>${say('score', { score: ratingScore })}</span>` : ''}
    </p>
    ${relatedView(appeal, shown)} ${callView(appeal, shown)} ${handsView(appeal, shown)} ${sentView(appeal, answersOf(appeal, classifier, language), say)}
    ${files(appeal.attachments)} ${contactView(contact, say)}
    ${
      answer
        ? html`<h3>${say(status === 'declined' ? 'reason' : 'answer')}</h3>
          <p class="text answer" part="answer" dir="auto">${answer}</p>
          ${files(filesOfAnswer(appeal))}`
        : ''
    }
    ${draft ? html`<h3>${say('draft')}</h3><p class="text answer" dir="auto">${draft}</p>` : ''}
    ${step} ${noteForm(shown)} ${splitForm(appeal, shown)}
    <h3>${say('history')}</h3>
    ${timeline(appeal, say, sayMoment, files, onOpen)} ${attachments.dialog(say)}
  `
}

/** What it has to do with others. */
function relatedView({ mergedInto, parent, parts, merged }: StaffAppeal, { onOpen, say }: Shown) {
  const given = (
    [
      ['joinedTo', mergedInto ? [mergedInto] : []],
      ['partOf', parent ? [parent] : []],
      ['parts', parts],
      ['joined', merged],
    ] as const
  ).filter(([, numbers]) => numbers.length)
  return given.map(
    ([key, numbers]) => html`<p class="hands">${say(key)}: ${numbers.map((number) => openButton(number, onOpen))}</p>`,
  )
}

const callView = ({ isMentioned }: StaffAppeal, { open, say }: Shown) =>
  isMentioned
    ? html`<p class="notice">
        ${say('calls')}
        <button type="button" class="quiet seen" part="button" @click=${() => open.see()}>${say('seen')}</button>
      </p>`
    : ''

function splitForm(appeal: StaffAppeal, { open, classifier, onSplit, say }: Shown) {
  if (!appeal.canSplit) return ''
  const load = ({ target }: Event) => {
    if ((target as HTMLDetailsElement).open) void import('../related/define.js')
  }
  return html`<details class="note" @toggle=${load}>
    <summary>${say('splitOff')}</summary>
    <vmeste-related
      .organization=${open.desk.host.organization}
      .mode=${'split'}
      .appeal=${appeal}
      .classifier=${classifier}
      .transport=${open.desk.client}
      @vmeste-split=${onSplit}
    ></vmeste-related>
  </details>`
}

function handsView({ assignee, isMine, canHandOver, status }: StaffAppeal, { open, say }: Shown) {
  const colleagues = canHandOver ? open.colleagues.value : undefined
  const isSettled = isDone(status)
  if (isSettled && !assignee) return ''
  return html`<p class="hands">
    ${isMine ? say('mineNow') : assignee ? html`<bdi>${say('assignee', { name: assignee })}</bdi>` : ''}
    ${
      isSettled
        ? ''
        : html`<button type="button" class="quiet take" part="button" @click=${() => open.take(!isMine)}>
              ${say(isMine ? 'giveBack' : 'takeIt')}
            </button>
            ${colleagues?.length ? handOver(colleagues, open, say) : ''}`
    }
  </p>`
}

/** By a button of its own: a choice alone, made with the arrow keys, would hand it to everyone in between. */
const handOver = (colleagues: readonly Colleague[], { chosen, choose, handOver }: Shown['open'], say: Shown['say']) =>
  html`<select
      part="input"
      aria-label=${say('handTo')}
      .value=${chosen}
      @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}
    >
      <option value="" .selected=${!chosen}>${say('colleague')}</option>
      ${colleagues.map(({ id, name }) => html`<option value=${id} .selected=${id === chosen}>${name}</option>`)}
    </select>
    <button type="button" class="quiet hand" part="button" ?disabled=${!chosen} @click=${() => handOver()}>
      ${say('hand')}
    </button>`

function noteForm({ open, say }: Shown) {
  const submit = (event: Event) => {
    event.preventDefault()
    void open.addNote()
  }
  return html`<details class="note" .open=${!!open.note || !!open.noteError}>
    <summary>${say('note')}</summary>
    <form novalidate @submit=${submit}>
      ${textField({
        name: 'note',
        label: say('note'),
        hint: say('toldNot'),
        error: open.noteError,
        value: open.note,
        onInput: open.changeNote,
        isTall: true,
        maximum: 4000,
        isRequired: true,
      })}
      ${open.colleagues.value?.length ? callField(open.colleagues.value, open, say) : ''}
      <p class="actions"><button part="button" aria-disabled=${open.isSending}>${say('addNote')}</button></p>
    </form>
  </details>`
}

const callField = (colleagues: readonly Colleague[], { called, call }: Shown['open'], say: Shown['say']) =>
  html`<div class="field" part="field">
    <label for="call">${say('call')}</label>
    <select id="call" part="input" @change=${({ target }: Event) => call((target as HTMLSelectElement).value)}>
      <option value="" .selected=${!called}>${say('nobody')}</option>
      ${colleagues.map(({ id, name }) => html`<option value=${id} .selected=${id === called}>${name}</option>`)}
    </select>
  </div>`

function contactView({ name, email, phone }: StaffAppeal['contact'], say: Shown['say']): TemplateResult {
  if (!name && !email && !phone) return html`<p class="muted text">${say('anonymous')}</p>`
  return html`<dl>
    ${name ? fact(say('name'), name) : ''}
    ${email ? fact(say('email'), html`<a href="mailto:${email}">${email}</a>`) : ''}
    ${phone ? fact(say('phone'), html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`) : ''}
  </dl>`
}
