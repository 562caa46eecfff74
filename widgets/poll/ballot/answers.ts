import type { NewBallot } from '../../../sdk/polls.js'
import {
  chosenIn,
  type DraftAnswer,
  idsIn,
  otherIn,
  type Question,
  rowsIn,
  toNumber,
  toPoint,
  typedIn,
} from './draft.js'

export type Answer = NewBallot['answers'][string]

/** What is wrong with an answer, as the texts call it; and where, when it is in a part of the question. */
export interface Fault {
  code: 'choose' | 'required' | 'count' | 'rows' | 'number' | 'outside' | 'decimals' | 'point' | 'tooDear'
  /** A row of a matrix, or `other`. */
  part?: string
}

/** The answer as the API takes it, undefined where there is none; or what is wrong. The API judges the same once more. */
export function readAnswer(question: Question, draft: DraftAnswer | undefined): { answer?: Answer } | Fault {
  const missing = (code: 'choose' | 'required'): { answer?: Answer } | Fault => (question.required ? { code } : {})
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const chosen = chosenIn(draft).map((each) => (typeof each === 'string' ? each : { other: each.other.trim() }))
      if (!chosen.length) return missing('choose')
      if (otherIn(chosen) === '') return { code: 'required', part: 'other' }
      if (question.type === 'single') return { answer: chosen[0] as Answer }
      return isCount(question, chosen.length) ? { answer: chosen } : { code: 'count' }
    }
    case 'ranking': {
      const ids = idsIn(draft)
      if (!ids.length) return missing('required')
      return isCount(question, ids.length) ? { answer: ids } : { code: 'count' }
    }
    case 'scale': {
      const [value] = idsIn(draft)
      return value === undefined ? missing('choose') : { answer: Number(value) }
    }
    case 'matrix': {
      const said = rowsIn(draft)
      const open = question.rows.find(({ id }) => !(id in said))
      if (open && question.required) return { code: 'rows', part: open.id }
      return Object.keys(said).length ? { answer: said } : {}
    }
    case 'text':
    case 'date': {
      const typed = typedIn(draft).trim()
      if (!typed) return missing('required')
      const { earliest, latest } = question.type === 'date' ? question : {}
      return (earliest && typed < earliest) || (latest && typed > latest) ? { code: 'outside' } : { answer: typed }
    }
    case 'number': {
      if (!typedIn(draft).trim()) return missing('required')
      const number = toNumber(typedIn(draft))
      if (number === undefined) return { code: 'number' }
      const { minimum = -Infinity, maximum = Infinity, decimals } = question
      if (number < minimum || number > maximum) return { code: 'outside' }
      return Number(number.toFixed(decimals)) === number ? { answer: number } : { code: 'decimals' }
    }
    case 'place': {
      if (!typedIn(draft).trim()) return missing('required')
      const point = toPoint(typedIn(draft))
      return point ? { answer: point } : { code: 'point' }
    }
    case 'budget': {
      const ids = idsIn(draft)
      if (!ids.length) return missing('choose')
      return costOf(question.projects, ids) > question.budget ? { code: 'tooDear' } : { answer: ids }
    }
  }
}

export const costOf = (projects: readonly { id: string; price: number }[], ids: readonly string[]): number =>
  projects.reduce((sum, { id, price }) => (ids.includes(id) ? sum + price : sum), 0)

/** How many options are chosen or ranked. */
export function rangeOf(question: Extract<Question, { type: 'multiple' | 'ranking' }>) {
  const { minimum = 1, options } = question
  const all = options.length + ('hasOther' in question && question.hasOther ? 1 : 0)
  return { minimum, maximum: question.maximum ?? all, isAny: minimum === 1 && (question.maximum ?? all) === all }
}

function isCount(question: Extract<Question, { type: 'multiple' | 'ranking' }>, count: number): boolean {
  const { minimum, maximum } = rangeOf(question)
  return count >= minimum && count <= maximum
}
