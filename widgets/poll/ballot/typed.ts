import type { TemplateResult } from 'lit'
import { textField } from '../../shared/field.js'
import type { Say } from '../../shared/texts.js'
import { rangeOf } from './answers.js'
import type { Asked } from './asked.js'
import { sums } from './budget.js'
import { type Question, type QuestionOf, typedIn } from './draft.js'

/** Texts, numbers and days: what is typed. */
export function typedView(asked: Asked<QuestionOf<'text' | 'number' | 'date'>>): TemplateResult {
  const { question, draft, errors, legend, hint, onDraft } = asked
  const { id, type, required } = question
  return textField({
    name: id,
    label: legend,
    hint,
    error: errors[id],
    value: typedIn(draft),
    isRequired: required,
    onInput: onDraft,
    ...(type === 'text' && { isTall: !!question.isLong, maximum: lengthOf(question) }),
    ...(type === 'number' && { inputmode: 'decimal' }),
    ...(type === 'date' && { type: 'date' }),
  })
}

/** What a question takes, in words. */
export function ruleOf(question: Question, say: Say<'ballot' | 'place'>, language: string): string {
  switch (question.type) {
    case 'multiple': {
      const { minimum, maximum, isAny } = rangeOf(question)
      return isAny ? '' : say('count', { minimum, maximum })
    }
    case 'ranking': {
      const { minimum, maximum, isAny } = rangeOf(question)
      return isAny ? say('rank') : say('rankCount', { minimum, maximum })
    }
    case 'text':
      // Of a short one the field takes no more.
      return question.isLong ? say('characters', { count: lengthOf(question) }) : ''
    case 'number': {
      const { minimum, maximum, decimals } = question
      const digits = decimals ? say('decimals', { count: decimals }) : say('whole')
      return `${limits(say, minimum?.toLocaleString(language), maximum?.toLocaleString(language))} ${digits}`.trim()
    }
    case 'date': {
      const day = (iso: string | undefined) =>
        iso && new Date(iso).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
      return limits(say, day(question.earliest), day(question.latest))
    }
    case 'place':
      return say('placeHint')
    case 'budget':
      return say('budget', { sum: sums(language, question.currency)(question.budget) })
    default:
      return ''
  }
}

const lengthOf = ({ isLong, maximum = isLong ? 2000 : 200 }: QuestionOf<'text'>): number => maximum

const limits = (say: Say<'ballot' | 'place'>, least = '', most = ''): string =>
  least && most ? say('between', { least, most }) : least ? say('least', { least }) : most ? say('most', { most }) : ''
