import type { Poll } from '../../../sdk/polls.js'

export type Question = Poll['questions'][number]
export type QuestionOf<Type extends Question['type']> = Extract<Question, { type: Type }>

/** What was chosen, one alone as a list too: ids, and perhaps something else in the voter's words. */
export type Chosen = readonly (string | { other: string })[]
/** An answer as it was entered: what was chosen, what was typed, or, of a matrix, the options by row. */
export type DraftAnswer = Chosen | string | Record<string, string>
/** By question. */
export type Draft = Record<string, DraftAnswer>

/** Where the voter is, and what they were shown: a reload changes neither. */
export interface Course {
  /** The number of a page as the poll gives it. */
  page?: number
  /** The order in which options came, by question. */
  order?: Record<string, string[]>
}

export const chosenIn = (draft: DraftAnswer | undefined): Chosen => (Array.isArray(draft) ? draft : [])
export const idsIn = (draft: DraftAnswer | undefined): string[] =>
  chosenIn(draft).filter((each) => typeof each === 'string')
/** What was written in place of an option; undefined where that was not chosen. */
export const otherIn = (draft: DraftAnswer | undefined): string | undefined =>
  chosenIn(draft).find((each) => typeof each !== 'string')?.other
export const typedIn = (draft: DraftAnswer | undefined): string => (typeof draft === 'string' ? draft : '')
export const rowsIn = (draft: DraftAnswer | undefined): Record<string, string> =>
  typeof draft === 'object' && !Array.isArray(draft) ? (draft as Record<string, string>) : {}

/** The questions that are asked, given what was answered: see `api/platform/conditions.ts`. */
export function askedOf(questions: readonly Question[], draft: Draft): Question[] {
  const isAsked = ({ when }: Question, depth = 0): boolean => {
    if (!when) return true
    const condition = questions.find(({ id }) => id === when.question)
    // A circle of conditions asks nothing.
    if (!condition || depth > questions.length) return false
    const said = draft[condition.id]
    const isSaid =
      condition.type === 'number'
        ? toNumber(typedIn(said)) === Number(when.equals)
        : idsIn(said).includes(String(when.equals))
    return isSaid && isAsked(condition, depth + 1)
  }
  return questions.filter((question) => isAsked(question))
}

/** The pages on which something is asked, by their numbers. */
export const pagesOf = (asked: readonly Question[]): number[] => [...new Set(asked.map(pageOf))]
export const pageOf = ({ page = 1 }: Question): number => page

/** As a person writes it; undefined for what is no number. */
export const toNumber = (typed: string): number | undefined =>
  /^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : undefined

/** `61.0042, 69.0019`, with points or commas: latitude and longitude, in degrees WGS 84. */
export function toPoint(typed: string): { latitude: number; longitude: number } | undefined {
  const [, latitude, longitude] =
    /^\s*([+-]?\d{1,2}(?:[.,]\d+)?)(?:\s*[,;]\s*|\s+)([+-]?\d{1,3}(?:[.,]\d+)?)\s*$/.exec(typed) ?? []
  const point = { latitude: toNumber(latitude ?? ''), longitude: toNumber(longitude ?? '') }
  if (point.latitude === undefined || point.longitude === undefined) return undefined
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180
    ? { latitude: point.latitude, longitude: point.longitude }
    : undefined
}
