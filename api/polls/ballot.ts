import type { FieldError } from '../platform/problems.js'
import type { Answers, QuestionDefinition } from './questions.js'

/**
 * What is wrong with a ballot, field by field: `unknown` question or option, `required`, `invalid_type` (one option
 * where several are asked for, or the reverse), `duplicate`, `too_small` and `too_big` (how many options). Empty when
 * it counts.
 */
export function ballotErrors(questions: readonly QuestionDefinition[], answers: Answers): FieldError[] {
  const known = new Set(questions.map(({ id }) => id))
  const strangers = Object.keys(answers).filter((id) => !known.has(id))
  return [
    ...strangers.map((id) => ({ pointer: pointerTo(id), code: 'unknown' })),
    ...questions.flatMap((question) => {
      const code = answerError(question, answerTo(question, answers))
      return code ? [{ pointer: pointerTo(question.id), code }] : []
    }),
  ]
}

/**
 * A ballot that counts, as it is kept: questions and options in the poll's order, empty answers left out. How a voter
 * clicked through the poll is nobody's business, and equal ballots are counted as one group.
 */
export function orderedBallot(questions: readonly QuestionDefinition[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap((question): [string, string | string[]][] => {
      const answer = answerTo(question, answers)
      if (answer === undefined || answer.length === 0) return []
      if (typeof answer === 'string') return [[question.id, answer]]
      return [[question.id, question.options.map(({ id }) => id).filter((id) => answer.includes(id))]]
    }),
  )
}

/** The own member only: a question may be called `constructor`. */
export const answerTo = ({ id }: QuestionDefinition, answers: Answers) =>
  Object.hasOwn(answers, id) ? answers[id] : undefined

function answerError(question: QuestionDefinition, answer: string | string[] | undefined): string | undefined {
  if (answer === undefined || answer.length === 0) return question.required ? 'required' : undefined
  if (Array.isArray(answer) !== (question.type === 'multiple')) return 'invalid_type'
  const chosen = typeof answer === 'string' ? [answer] : answer
  if (chosen.some((id) => !question.options.some((option) => option.id === id))) return 'unknown'
  if (new Set(chosen).size < chosen.length) return 'duplicate'
  if (question.type === 'single') return undefined
  if (chosen.length < (question.minimum ?? 1)) return 'too_small'
  return chosen.length > (question.maximum ?? question.options.length) ? 'too_big' : undefined
}

const pointerTo = (question: string) => `/answers/${question.replace(/~/g, '~0').replace(/\//g, '~1')}`
