import { z } from 'zod'
import { latitude, longitude, text } from '../platform/fields.js'
import type { Answer, QuestionDefinition, QuestionOf, QuestionType } from './questions.js'

/** The answer as it is kept; or what is wrong with it, and within it where. */
export type CheckedAnswer = { answer: Answer } | { code: string; at?: string[] }

/** Whether an answer that is not empty is one that the question takes. */
export const checkAnswer = <Type extends QuestionType>(question: QuestionOf<Type>, given: Answer): CheckedAnswer =>
  (checks[question.type] as (question: QuestionDefinition, given: Answer) => CheckedAnswer)(
    question as QuestionDefinition,
    given,
  )

const checks: { [Type in QuestionType]: (question: QuestionOf<Type>, given: Answer) => CheckedAnswer } = {
  single: ({ options, hasOther }, given) => {
    if (typeof given === 'string') return has(options, given) ? { answer: given } : { code: 'unknown' }
    return isOther(given) ? checkOther(hasOther, given) : { code: 'invalid_type' }
  },

  multiple: ({ options, hasOther, minimum = 1, maximum = options.length + 1 }, given) => {
    if (!Array.isArray(given)) return { code: 'invalid_type' }
    const ids = given.filter((each) => typeof each === 'string')
    const others = given.filter((each) => typeof each !== 'string')
    if (ids.some((id) => !has(options, id))) return { code: 'unknown' }
    if (new Set(ids).size < ids.length || others.length > 1) return { code: 'duplicate' }
    if (given.length < minimum) return { code: 'too_small' }
    if (given.length > maximum) return { code: 'too_big' }
    const [written] = others
    const answer = inOrder(options, ids)
    if (!written) return { answer }
    const checked = checkOther(hasOther, written)
    return 'answer' in checked ? { answer: [...answer, checked.answer as { other: string }] } : checked
  },

  ranking: ({ options, minimum = 1, maximum = options.length }, given) => {
    const ids = idsIn(given)
    if (!ids) return { code: 'invalid_type' }
    return checkIds(options, ids) ?? checkCount(ids, minimum, maximum) ?? { answer: ids }
  },

  scale: ({ from, to }, given) => {
    if (typeof given !== 'number' || !Number.isInteger(given)) return { code: 'invalid_type' }
    return checkRange(given, from, to) ?? { answer: given }
  },

  matrix: ({ rows, options, required }, given) => {
    if (typeof given !== 'object' || Array.isArray(given)) return { code: 'invalid_type' }
    const said = new Map(Object.entries(given))
    for (const [row, option] of said) {
      // A number would name an option that is called so, and be counted for none.
      if (typeof option !== 'string') return { code: 'invalid_type', at: [row] }
      if (!has(rows, row) || !has(options, option)) return { code: 'unknown', at: [row] }
    }
    const missing = required && rows.find(({ id }) => !said.has(id))
    if (missing) return { code: 'required', at: [missing.id] }
    return { answer: Object.fromEntries(rows.flatMap(({ id }) => (said.has(id) ? [[id, said.get(id) ?? '']] : []))) }
  },

  text: ({ isLong, maximum = isLong ? 2000 : 200 }, given) => checkText(given, maximum),

  number: ({ minimum = -Infinity, maximum = Infinity, decimals }, given) => {
    if (typeof given !== 'number' || !Number.isFinite(given)) return { code: 'invalid_type' }
    // What was meant by 0.1 is not what a computer makes of it: so digits are compared.
    if (Number(given.toFixed(decimals)) !== given) return { code: 'not_multiple_of' }
    return checkRange(given, Math.max(minimum, -MOST), Math.min(maximum, MOST)) ?? { answer: given }
  },

  date: ({ earliest = '', latest = '9999' }, given) => {
    if (!z.iso.date().safeParse(given).success) return { code: 'invalid_format' }
    const day = String(given)
    return day < earliest
      ? { code: 'too_small' }
      : day > latest && latest !== '9999'
        ? { code: 'too_big' }
        : { answer: day }
  },

  place: (_, given) => {
    const read = z.strictObject({ latitude, longitude }).safeParse(given)
    if (read.success) return { answer: read.data }
    const [issue] = read.error.issues
    return { code: issue?.code ?? 'invalid_type', at: issue?.path.map(String) ?? [] }
  },

  budget: ({ projects, budget }, given) => {
    const ids = idsIn(given)
    if (!ids) return { code: 'invalid_type' }
    const wrong = checkIds(projects, ids)
    if (wrong) return wrong
    const cost = projects.reduce((sum, { id, price }) => (ids.includes(id) ? sum + price : sum), 0)
    return cost > budget ? { code: 'over-budget' } : { answer: inOrder(projects, ids) }
  },
}

/** What lies beyond is no answer: all of a great many can be added up. */
const MOST = 1e12

type Named = readonly { id: string }[]

const has = (options: Named, wanted: string) => options.some(({ id }) => id === wanted)
const inOrder = (options: Named, ids: readonly string[]) => options.map(({ id }) => id).filter((id) => ids.includes(id))

const idsIn = (given: Answer): string[] | undefined =>
  Array.isArray(given) && given.every((each) => typeof each === 'string') ? given : undefined

function checkIds(options: Named, ids: readonly string[]): CheckedAnswer | undefined {
  if (ids.some((id) => !has(options, id))) return { code: 'unknown' }
  return new Set(ids).size < ids.length ? { code: 'duplicate' } : undefined
}

const checkCount = (ids: readonly string[], minimum: number, maximum: number) =>
  checkRange(ids.length, minimum, maximum)

function checkRange(value: number, minimum: number, maximum: number): CheckedAnswer | undefined {
  return value < minimum ? { code: 'too_small' } : value > maximum ? { code: 'too_big' } : undefined
}

/** Something else than the options, in the voter's words. */
export const isOther = (given: unknown): given is { other: string } =>
  typeof given === 'object' &&
  given !== null &&
  Object.keys(given).join() === 'other' &&
  'other' in given &&
  typeof given.other === 'string'

function checkOther(hasOther: boolean | undefined, given: { other: string }): CheckedAnswer {
  if (!hasOther) return { code: 'unknown' }
  const checked = checkText(given.other, 200)
  return 'answer' in checked ? { answer: { other: String(checked.answer) } } : { ...checked, at: ['other'] }
}

function checkText(given: Answer, maximum: number): CheckedAnswer {
  if (typeof given !== 'string') return { code: 'invalid_type' }
  const read = text(maximum).safeParse(given)
  if (read.success) return { answer: read.data }
  const [issue] = read.error.issues
  return {
    code:
      issue && 'params' in issue && issue.params?.code ? String(issue.params.code) : (issue?.code ?? 'invalid_type'),
  }
}
