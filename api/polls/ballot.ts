import { askedOf } from '../platform/conditions.js'
import type { FieldError } from '../platform/problems.js'
import { checkAnswer } from './answer.js'
import type { Answer, Answers, QuestionDefinition } from './questions.js'

/**
 * Reads a ballot: what is wrong with it, field by field, and the ballot as it is kept, which counts when nothing is.
 *
 * Kept are the questions in the poll's order, and chosen options too (a ranking has an order of its own), empty answers
 * left out: how a voter clicked through the poll is nobody's business, and equal ballots are counted as one. What a
 * question that was not asked was answered is not kept, and not wrong either: who changes an answer leaves it behind.
 */
export function readBallot(
  questions: readonly QuestionDefinition[],
  answers: Answers,
): { errors: FieldError[]; ballot: Answers } {
  // A map, since an id such as `constructor` is on every object.
  const said = new Map(Object.entries(answers))
  const known = new Set(questions.map(({ id }) => id))
  const errors = [...said.keys()]
    .filter((id) => !known.has(id))
    .map((id) => ({ pointer: pointer(id), code: 'unknown' }))
  const kept: [string, Answer][] = []
  for (const question of askedOf(questions, (id) => said.get(id))) {
    const { id, required } = question
    const given = said.get(id)
    if (given === undefined || isEmpty(given)) {
      if (required) errors.push({ pointer: pointer(id), code: 'required' })
      continue
    }
    const read = checkAnswer(question, given)
    if ('answer' in read) kept.push([id, read.answer])
    else errors.push({ pointer: pointer(id, ...(read.at ?? [])), code: read.code })
  }
  return { errors, ballot: Object.fromEntries(kept) }
}

const isEmpty = (given: Answer): boolean =>
  typeof given === 'object' ? Object.keys(given).length === 0 : typeof given === 'string' && given.trim() === ''

const pointer = (...path: string[]) =>
  ['/answers', ...path.map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1'))].join('/')
