import type { FieldErrors } from '../../shared/field-errors.js'
import type { Say } from '../../shared/texts.js'
import type { DraftAnswer, Question } from './draft.js'

/** A question as its view takes it. */
export interface Asked<Of extends Question = Question> {
  question: Of
  draft: DraftAnswer | undefined
  /** By question, and by `question-part`. */
  errors: FieldErrors
  say: Say<'ballot' | 'place'>
  /** In which numbers, sums and days are written. */
  language: string
  /** Where a photo is. */
  photo: (id: string) => string
  /** The title, and whether it may be left out. */
  legend: unknown
  hint: string
  onDraft: (draft: DraftAnswer) => void
  /** Has a screen reader say it. */
  tell: (text: string) => void
  /** Once the change is on screen: the first of these ids that is there and can be used. */
  focusOn: (...ids: string[]) => void
}

/** Options in the order in which this voter sees them. */
export const inOrder = <Option extends { id: string }>(
  options: readonly Option[],
  order: readonly string[] | undefined,
): Option[] =>
  order ? [...options].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id)) : [...options]
