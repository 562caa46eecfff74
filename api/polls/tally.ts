import { isOther } from './answer.js'
import type { PollResults } from './contract.js'
import { approval } from './counting/approval.js'
import { borda } from './counting/borda.js'
import type { Count } from './counting/count.js'
import { equalShares } from './counting/equal-shares.js'
import { instantRunoff } from './counting/instant-runoff.js'
import { knapsack } from './counting/knapsack.js'
import type { Funded } from './counting/projects.js'
import { schulze } from './counting/schulze.js'
import { tieOrder } from './counting/ties.js'
import { countDistribution, sortedValues, summary } from './distribution.js'
import type { Answer, Answers, QuestionDefinition, QuestionOf, QuestionType } from './questions.js'
import type { QuestionResults } from './results-contract.js'

/**
 * The count of a poll, whoever asks for it: residents, staff, a download. Every option is listed, in the poll's order;
 * what the poll does not ask is not counted.
 */
export async function createTally(
  questions: readonly QuestionDefinition[],
): Promise<Count<Answers, Omit<PollResults, 'poll'>>> {
  const counts = await Promise.all(
    questions.map(async (question) => ({ id: question.id, count: await countOf(question) })),
  )
  let ballots = 0
  return {
    add(answers, times = 1) {
      ballots += times
      for (const { id, count } of counts) {
        // The own member only: a question may be called `constructor`.
        const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
        if (answer !== undefined) count.add(answer, times)
      }
    },
    result: () => ({ ballots, questions: counts.map(({ count }) => count.result()) }),
  }
}

/** Whether alike ballots are few, so that the database may count them together. */
export const isCountedInGroups = (questions: readonly QuestionDefinition[]): boolean =>
  questions.length <= 6 &&
  questions.every(
    (question) => /^(single|multiple|scale)$/.test(question.type) && !('hasOther' in question && question.hasOther),
  )

type AnswerCount = Count<Answer, QuestionResults>
/** Of a union, what is told of a type. */
type ResultsOf<Type, Results = QuestionResults> = Results extends { type: infer Types }
  ? Type extends Types
    ? Results
    : never
  : never
type Result<Type extends QuestionType> = Omit<ResultsOf<Type>, 'id' | 'type' | 'answered'>
type Counter<Type extends QuestionType> = (
  question: QuestionOf<Type>,
) => Promise<Count<Answer, Result<Type>>> | Count<Answer, Result<Type>>

async function countOf(question: QuestionDefinition): Promise<AnswerCount> {
  const counter = counters[question.type] as Counter<QuestionType>
  const count = await counter(question)
  let answered = 0
  return {
    add(answer, times = 1) {
      answered += times
      count.add(answer, times)
    },
    result: () => ({ id: question.id, type: question.type, answered, ...count.result() }) as QuestionResults,
  }
}

const counters: { [Type in QuestionType]: Counter<Type> } = {
  single: choices,
  multiple: choices,

  ranking: async ({ options, counting, ties }) => {
    const order = await tieOrder(idsOf(options), ties)
    return { schulze: bySchulze, 'instant-runoff': byRunoff, borda: byBorda }[counting](order)
  },

  scale: ({ from, to, isRecommendation }) => {
    const { add, result: values } = countDistribution()
    return {
      add,
      result() {
        const found = values()
        const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
        const { mean, median } = summary(sortedValues(found))
        const total = (isIn: (value: number) => boolean) =>
          numbers.reduce((sum, value) => (isIn(value) ? sum + (found.get(value) ?? 0) : sum), 0)
        const all = total(() => true)
        const score = all > 0 ? (100 * (total((value) => value >= 9) - total((value) => value <= 6))) / all : null
        return {
          values: numbers.map((value) => ({ value, count: found.get(value) ?? 0 })),
          mean,
          median,
          ...(isRecommendation && { promoterScore: score }),
        }
      },
    }
  },

  matrix: ({ rows, options }) => {
    const counts = rows.map(({ id }) => ({ id, answered: 0, count: approval(idsOf(options)) }))
    return {
      add(answer, times = 1) {
        const said = new Map(Object.entries(answer))
        for (const row of counts) {
          const option = said.get(row.id)
          if (typeof option !== 'string') continue
          row.answered += times
          row.count.add([option], times)
        }
      },
      result: () => ({
        rows: counts.map(({ id, answered, count }) => ({ id, answered, options: votesIn(count.result()) })),
      }),
    }
  },

  text: () => ({ add: () => {}, result: () => ({}) }),

  number: () => {
    const { add, result: values } = countDistribution()
    return {
      add,
      result() {
        const all = sortedValues(values())
        // The mean of one answer is the answer.
        const sorted = all.reduce((sum, [, count]) => sum + count, 0) < LEAST_TOLD ? [] : all
        return { ...summary(sorted), least: sorted[0]?.[0] ?? null, most: sorted.at(-1)?.[0] ?? null }
      },
    }
  },

  date: () => {
    const days = new Map<string, number>()
    return {
      add: (answer, times = 1) => void days.set(String(answer), (days.get(String(answer)) ?? 0) + times),
      result() {
        const all = [...days].sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, count]) => ({ day, count }))
        const told = all.filter(({ count }) => count >= LEAST_TOLD)
        return {
          days: told,
          leftOut: all.reduce((sum, { count }) => sum + count, 0) - told.reduce((sum, { count }) => sum + count, 0),
        }
      },
    }
  },

  place: () => {
    const cells = new Map<string, { latitude: number; longitude: number; count: number }>()
    return {
      add(answer, times = 1) {
        // Left out of what is published where few others lie: see `recount/published.ts`.
        if (typeof answer !== 'object') return
        const { latitude, longitude } = answer as { latitude: number; longitude: number }
        const cell = { latitude: Math.round(latitude * 100) / 100, longitude: Math.round(longitude * 100) / 100 }
        const key = `${cell.latitude} ${cell.longitude}`
        cells.set(key, { ...cell, count: (cells.get(key)?.count ?? 0) + times })
      },
      result: () => ({
        cells: [...cells.values()]
          .filter(({ count }) => count >= LEAST_TOLD)
          .sort(
            (one, other) => other.count - one.count || one.latitude - other.latitude || one.longitude - other.longitude,
          ),
      }),
    }
  },

  budget: async ({ projects, budget, counting, ties }) => {
    const order = await tieOrder(idsOf(projects), ties)
    const ordered = order.flatMap((id) => projects.find((project) => project.id === id) ?? [])
    const count: Count<readonly string[], Funded & { fromRest?: string[] }> =
      counting === 'equal-shares' ? equalShares(ordered, budget) : knapsack(ordered, budget)
    return {
      add: (answer, times) => count.add(listed(answer), times),
      result() {
        const { votes, ...found } = count.result()
        const votesFor = new Map(votes.map(({ id, count }) => [id, count]))
        return {
          counting,
          budget,
          projects: projects.map(({ id }) => ({ id, count: votesFor.get(id) ?? 0 })),
          funded: found.funded,
          cost: found.cost,
          ...(found.fromRest && { fromRest: found.fromRest }),
        }
      },
    }
  },
}

/** Of fewer answers nothing is told: one who answers from home, or with a birthday, is not to be found by it. */
const LEAST_TOLD = 3

function choices({ options, hasOther }: QuestionOf<'single' | 'multiple'>) {
  const count = approval(idsOf(options))
  let other = 0
  return {
    add(answer: Answer, times = 1) {
      const chosen: unknown[] = Array.isArray(answer) ? answer : [answer]
      if (chosen.some(isOther)) other += times
      count.add(
        chosen.filter((each) => typeof each === 'string'),
        times,
      )
    },
    result: () => ({ options: votesIn(count.result()), ...(hasOther && { other }) }),
  }
}

function bySchulze(order: string[]): Count<Answer, Result<'ranking'>> {
  const count = schulze(order)
  return {
    add: (answer, times) => count.add(listed(answer), times),
    result() {
      const { options, matrix, strengths, ...ranked } = count.result()
      return { counting: 'schulze', ...ranked, pairwise: { options, matrix, strengths } }
    },
  }
}

function byRunoff(order: string[]): Count<Answer, Result<'ranking'>> {
  const count = instantRunoff(order)
  return {
    add: (answer, times) => count.add(listed(answer), times),
    result: () => ({ counting: 'instant-runoff', ...count.result() }),
  }
}

function byBorda(order: string[]): Count<Answer, Result<'ranking'>> {
  const count = borda(order)
  return {
    add: (answer, times) => count.add(listed(answer), times),
    result: () => ({ counting: 'borda', ...count.result() }),
  }
}

const idsOf = (named: readonly { id: string }[]) => named.map(({ id }) => id)
const listed = (answer: Answer): string[] =>
  Array.isArray(answer) ? answer.filter((each) => typeof each === 'string') : []
const votesIn = ({ scores }: { scores: readonly { id: string; score: number }[] }) =>
  scores.map(({ id, score }) => ({ id, count: score }))
