/** A question that may be asked only when another was answered so. */
export interface Conditional {
  id: string
  when?: { question: string; equals: string | number } | undefined
}

/**
 * The questions that are asked, given what was answered. One whose condition is not met was not asked, nor was any that
 * depends on it. Where several may be chosen, one of them being it is enough.
 */
export function askedOf<Question extends Conditional>(
  questions: readonly Question[],
  said: (id: string) => unknown,
): Question[] {
  const byId = new Map(questions.map((question) => [question.id, question]))
  const isAsked = ({ when }: Conditional, seen: ReadonlySet<string> = new Set()): boolean => {
    if (!when) return true
    const condition = byId.get(when.question)
    // A circle of conditions asks nothing.
    if (!condition || seen.has(condition.id)) return false
    return isSaid(said(condition.id), when.equals) && isAsked(condition, new Set([...seen, condition.id]))
  }
  return questions.filter((question) => isAsked(question))
}

const isSaid = (said: unknown, wanted: string | number): boolean =>
  Array.isArray(said)
    ? said.some((each) => isSaid(each, wanted))
    : (typeof said === 'string' || typeof said === 'number') && String(said).trim() === String(wanted)
