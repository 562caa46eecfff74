import { html } from 'hono/html'
import type { Question } from '../polls/questions.js'
import { shuffled } from '../polls/shuffle.js'
import { choiceField, type FormState, textField } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import { fieldOf } from './poll-answers.js'
import { fill } from './texts.js'

/** The fields of a question. Whether a condition holds is not known here: the API judges. */
export function renderQuestion(page: Page, form: FormState, question: Question, all: readonly Question[]): Html {
  const { texts } = page
  const common = {
    name: fieldOf(question),
    label: question.title,
    hint:
      [question.hint, conditionOf(page, question, all), ruleOf(page, question)].filter(Boolean).join(' ') || undefined,
    isRequired: question.required && !question.when,
  }
  switch (question.type) {
    case 'single':
    case 'multiple':
      return html`${choiceField(form, {
        ...common,
        isMultiple: question.type === 'multiple',
        // Something else may be written instead.
        isRequired: common.isRequired && !question.hasOther,
        options: inOrder(question, question.options, form).map(({ id, title, photo }) => ({
          id,
          title,
          photo: photo && { url: `/v1/organizations/${page.organization.id}/poll-photos/${photo.id}`, alt: photo.alt },
        })),
      })}${question.hasOther ? textField(page, form, { name: fieldOf(question, 'other'), label: `${question.title} — ${texts.somethingElse}`, maximum: 200 }) : ''}`
    case 'ranking':
      return group(form, common, inOrder(question, question.options, form), ({ id, title }) =>
        textField(page, form, { name: fieldOf(question, id), label: title, maximum: 3 }),
      )
    case 'scale': {
      const { from, to, low = '', high = '' } = question
      const options = Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
      return choiceField(form, {
        ...common,
        isRow: true,
        options: options.map((id) => ({
          id,
          title: id === String(from) ? `${id} ${low}` : id === String(to) ? `${id} ${high}` : id,
        })),
      })
    }
    case 'matrix':
      return group(form, common, question.rows, ({ id, title }) =>
        choiceField(form, {
          name: fieldOf(question, id),
          label: title,
          isRow: true,
          isRequired: common.isRequired,
          options: question.options,
        }),
      )
    case 'text': {
      const { isLong, maximum = isLong ? 2000 : 200 } = question
      return textField(page, form, { ...common, maximum, ...(isLong && { rows: 5 }) })
    }
    case 'number':
      return textField(page, form, common)
    case 'date':
      return textField(page, form, { ...common, type: 'date' })
    case 'place':
      return group(form, common, [{ id: 'latitude' }, { id: 'longitude' }] as const, ({ id }) =>
        textField(page, form, {
          name: fieldOf(question, id),
          label: texts[id],
          isRequired: common.isRequired,
          maximum: 20,
        }),
      )
    case 'budget': {
      const sum = sums(page, question.currency)
      const projects = inOrder(question, question.projects, form)
      return choiceField(form, {
        ...common,
        isMultiple: true,
        options: projects.map(({ id, title, description, price }) => ({
          id,
          title: `${title} — ${sum(price)}${description ? `. ${description}` : ''}`,
        })),
      })
    }
  }
}

export const sums = ({ language }: Page, currency: string) => {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 })
  return (sum: number) => format.format(sum)
}

/** Several fields under one question. */
function group<Part>(
  form: FormState,
  { name, label, hint }: { name: string; label: string; hint: string | undefined },
  parts: readonly Part[],
  field: (part: Part) => Html,
): Html {
  const error = form.errors[name]
  return html`<fieldset class="field${error ? ' wrong' : ''}" id="${name}" tabindex="-1"${hint ? html` aria-describedby="${name}-hint"` : ''}>
<legend>${label}</legend>
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
${parts.map(field)}
</fieldset>`
}

/** By the key of the form, which stays while it is corrected. */
const inOrder = <Option>(
  question: { id: string; isShuffled?: boolean | undefined },
  options: readonly Option[],
  form: FormState,
) => (question.isShuffled ? shuffled(options, `${form.key} ${question.id}`) : [...options])

function conditionOf({ texts }: Page, { when }: Question, all: readonly Question[]): string | undefined {
  const condition = when && all.find(({ id }) => id === when.question)
  if (!condition) return undefined
  const options = 'options' in condition ? condition.options : []
  const answer = options.find(({ id }) => id === when.equals)?.title ?? when.equals
  return fill(texts.onlyIf, { question: condition.title, answer: String(answer) })
}

function ruleOf(page: Page, question: Question): string | undefined {
  const { texts } = page
  switch (question.type) {
    case 'multiple': {
      const { minimum = 1, options, hasOther, maximum = options.length + (hasOther ? 1 : 0) } = question
      return fill(texts.optionsRange, { minimum, maximum })
    }
    case 'ranking': {
      const { minimum = 1, maximum = question.options.length } = question
      return fill(texts.rankHint, { minimum, maximum })
    }
    case 'number': {
      const { minimum, maximum } = question
      if (minimum === undefined || maximum === undefined) return undefined
      return fill(texts.numberRange, { minimum, maximum })
    }
    case 'place':
      return texts.placeHint
    case 'budget':
      return fill(texts.budgetHint, { sum: sums(page, question.currency)(question.budget) })
    default:
      return undefined
  }
}

/** What is wrong with an answer, by the API's code. */
export function sayWrong(page: Page, question: Question | undefined, code: string): string {
  const { texts } = page
  const isSome = question?.type === 'multiple' || question?.type === 'ranking'
  if (code === 'too_small') return isSome ? texts.tooFew : texts.outOfRange
  if (code === 'too_big') return isSome ? texts.tooMany : question?.type === 'text' ? texts.tooLong : texts.outOfRange
  if (code === 'duplicate') return texts.rankTwice
  if (code === 'over-budget') return texts.overBudget
  if (code === 'characters') return texts.characters
  if (code === 'required')
    return question && /single|multiple|scale/.test(question.type) ? texts.chooseOne : texts.required
  return question && /single|multiple|matrix|budget/.test(question.type) ? texts.chooseOne : texts.wrongFormat
}
