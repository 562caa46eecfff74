import { html, type TemplateResult } from 'lit'
import { conditionView } from './condition-view.js'
import {
  beginsPage,
  changeType,
  freeId,
  inserted,
  moved,
  newQuestion,
  type Question,
  type QuestionType,
  questionTypes,
  withBeginning,
  without,
} from './definition.js'
import { type Asking, checkField, localizedField, selectField, type Writing } from './fields.js'
import { typeView } from './type-view.js'

/** How many questions the API takes. */
const MOST = 50

/** Two sheets: the sign for it is in few fonts. */
const copySign = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">
  <path d="M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3" />
</svg>`

/** All questions, each with what it takes, and what adds one. */
export function questionsView(
  writing: Writing,
  type: QuestionType,
  onType: (type: QuestionType) => void,
): TemplateResult {
  const { definition, say, change, errors } = writing
  const { questions } = definition
  return html`<h3 id="questions" tabindex="-1">${say('questions')}</h3>
    <p class="error">${errors.questions}</p>
    ${questions.map((question, index) => questionView(writing, question, index))}
    <div class="add">
      ${selectField(writing, {
        name: 'new-type',
        label: say('newQuestion'),
        value: type,
        options: questionTypes.map((each) => [each, say(`type_${each}`)] as const),
        onChange: onType,
      })}
      <button
        type="button"
        part="button"
        id="add-question"
        ?disabled=${questions.length >= MOST}
        @click=${() => {
          const made = newQuestion(type, freeId(questions, 'q'))
          change({ questions: inserted(questions, questions.length, made) })
          writing.tell(say('added', { place: questions.length + 1 }))
          writing.focusOn(`#questions-${questions.length}-title`)
        }}
      >
        ${say('addQuestion')}
      </button>
    </div>`
}

function questionView(writing: Writing, question: Question, index: number): TemplateResult {
  const { definition, say, change, tell, focusOn, errors, isLocked } = writing
  const { questions } = definition
  const name = `questions-${index}`
  const asking: Asking = {
    ...writing,
    question,
    index,
    set: (given) =>
      change({
        questions: questions.map((each, place) =>
          place === index ? (JSON.parse(JSON.stringify({ ...each, ...given })) as Question) : each,
        ),
      }),
  }
  const move = (by: -1 | 1, focus: string) => {
    const to = index + by
    if (to < 0 || to >= questions.length || isLocked) return
    change({ questions: moved(questions, index, to) })
    tell(say('moved', { place: to + 1, count: questions.length }))
    focusOn(`#questions-${to}-${focus}`)
  }
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    const { id, type } = event.target as HTMLInputElement
    // There it opens what is chosen from.
    if (type === 'select-one' || type === 'date') return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1, id.startsWith(`${name}-`) ? id.slice(name.length + 1) : 'title')
  }
  const button = (does: 'up' | 'down' | 'copy' | 'remove', sign: unknown, isOff: boolean, act: () => void) =>
    html`<button
      type="button"
      part="button"
      class="small"
      id="${name}-${does}"
      aria-label="${say(does === 'copy' ? 'duplicate' : does)}: ${say('question', { place: index + 1 })}"
      title=${say(does === 'copy' ? 'duplicate' : does)}
      ?disabled=${isOff}
      @click=${act}
    >
      ${sign}
    </button>`
  const isWrongWithin = Object.keys(errors).some((each) =>
    ['hint', 'required', 'page', 'when'].some((member) => each.startsWith(`${name}-${member}`)),
  )
  return html`${beginsPage(questions, index) ? html`<p class="page" aria-hidden="true">${say('page', { page: question.page ?? 1 })}</p>` : ''}
    <section class="question" aria-labelledby="${name}-head" @keydown=${press}>
      <div class="head">
        <h4 id="${name}-head" tabindex="-1">${say('question', { place: index + 1 })}</h4>
        <div class="movers">
          ${button('up', '↑', index === 0, () => move(-1, index === 1 ? 'down' : 'up'))}
          ${button('down', '↓', index === questions.length - 1, () => move(1, index === questions.length - 2 ? 'up' : 'down'))}
          ${button('copy', copySign, questions.length >= MOST, () => {
            change({ questions: inserted(questions, index + 1, { ...question, id: freeId(questions, 'q') }) })
            tell(say('added', { place: index + 2 }))
            focusOn(`#questions-${index + 1}-title`)
          })}
          ${button('remove', '×', false, () => {
            change({ questions: without(questions, index) })
            writing.former.delete(question.id)
            tell(say('removed'))
            focusOn(index > 0 ? `#questions-${index - 1}-head` : '#questions')
          })}
        </div>
      </div>
      <p class="error">${errors[name] ?? errors[`${name}-id`]}</p>
      ${localizedField(writing, {
        name: `${name}-title`,
        label: say('ask'),
        value: question.title,
        maximum: 500,
        isRequired: true,
        onChange: (title) => asking.set({ title }),
      })}
      ${selectField(writing, {
        name: `${name}-type`,
        label: say('answerBy'),
        value: question.type,
        options: questionTypes.map((each) => [each, say(`type_${each}`)] as const),
        onChange: (type) =>
          change({
            questions: questions.map((each, place) =>
              place === index ? changeType(each, type, writing.former) : each,
            ),
          }),
      })}
      ${typeView(asking)}
      <details .open=${isWrongWithin}>
        <summary>${say('furtherSettings')}</summary>
        ${localizedField(writing, {
          name: `${name}-hint`,
          label: say('hint'),
          value: question.hint ?? {},
          maximum: 1000,
          onChange: (hint) => asking.set({ hint: Object.keys(hint).length ? hint : undefined }),
        })}
        ${checkField(writing, {
          name: `${name}-required`,
          label: say('mustBeAnswered'),
          value: question.required ?? true,
          onChange: (required) => asking.set({ required }),
        })}
        ${
          index > 0
            ? html`${checkField(writing, {
                name: `${name}-page`,
                label: say('beginsPage'),
                value: beginsPage(questions, index),
                onChange: (isBeginning) => change({ questions: withBeginning(questions, index, isBeginning) }),
              })}
              ${conditionView(asking)}`
            : ''
        }
      </details>
    </section>`
}
