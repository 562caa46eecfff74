import { answerTo } from './ballot.js'
import type { PollResults } from './contract.js'
import type { Answers, QuestionDefinition } from './questions.js'

/** So many ballots with the same answers. */
export interface BallotGroup {
  answers: Answers
  count: number
}

/** Counts each option of each question. Every option is listed, in the poll's order; what the poll does not ask is not counted. */
export function tally(
  questions: readonly QuestionDefinition[],
  groups: readonly BallotGroup[],
): Omit<PollResults, 'poll'> {
  return {
    ballots: groups.reduce((sum, { count }) => sum + count, 0),
    questions: questions.map((question) => {
      const counts = new Map(question.options.map(({ id }) => [id, 0]))
      let answered = 0
      for (const { answers, count } of groups) {
        const answer = answerTo(question, answers)
        if (answer === undefined) continue
        answered += count
        for (const option of typeof answer === 'string' ? [answer] : answer) {
          const before = counts.get(option)
          if (before !== undefined) counts.set(option, before + count)
        }
      }
      return { id: question.id, answered, options: Array.from(counts, ([id, count]) => ({ id, count })) }
    }),
  }
}
