import { counted } from './count/published.js'
import type { PollGroups } from './groups-contract.js'
import type { Answers, QuestionDefinition, QuestionOf } from './questions.js'
import type { QuestionResults } from './results-contract.js'
import { createTally } from './tally.js'

/** What is told by group: of the other types a group's answers would be nearer to a person's. */
const told = new Set<QuestionDefinition['type']>(['single', 'multiple', 'scale'])

/**
 * Which groups may be told. None of fewer than the minimum; and as the whole is known, those that are not told, together
 * with whoever is in no group, are as many or none: else what is told, taken from the whole, would tell of them. To that
 * end the smallest of the others are not told either.
 */
export function toldGroups(
  groups: readonly { id: string; count: number }[],
  { rest, minimum }: { rest: number; minimum: number },
): ReadonlySet<string> {
  const visible = groups.filter(({ count }) => count >= minimum).sort((one, other) => one.count - other.count)
  let hidden = groups.reduce((sum, { count }) => sum + (count < minimum ? count : 0), rest)
  while (hidden > 0 && hidden < minimum) {
    const smallest = visible.shift()
    if (!smallest) break
    hidden += smallest.count
  }
  return new Set(visible.map(({ id }) => id))
}

/**
 * Shares of answers as they would be if the groups had voted in the proportions of the population (post-stratification):
 * of each answer `Σ W(g) · n(g, answer) / n(g)`, where `W(g)` is the group's part of all shares.
 * @param groups each with its share in the population, in whatever unit, and how many of it answered what.
 */
export function weighted(
  groups: readonly { share: number; answered: number; counts: readonly { id: string; count: number }[] }[],
): { id: string; share: number }[] {
  const all = groups.reduce((sum, { share }) => sum + share, 0)
  const shares = new Map<string, number>()
  for (const { share, answered, counts } of groups)
    for (const { id, count } of counts) shares.set(id, (shares.get(id) ?? 0) + ((share / all) * count) / answered)
  return Array.from(shares, ([id, share]) => ({ id, share }))
}

/** Counts ballots by what voters say of themselves, where a question asks that. */
export async function countGroups(questions: readonly QuestionDefinition[]) {
  const asked = questions.filter(({ type }) => told.has(type))
  const about = questions.filter(
    (question): question is QuestionOf<'single'> => 'groups' in question && !!question.groups,
  )
  const others = (of: QuestionOf<'single'>) => asked.filter(({ id }) => id !== of.id)
  const tallies = new Map<string, Awaited<ReturnType<typeof createTally>>>()
  for (const question of about)
    for (const { id } of question.options) tallies.set(`${question.id} ${id}`, await createTally(others(question)))
  const whole = await createTally(asked)
  return {
    add(answers: Answers): void {
      const said = Object.fromEntries(counted(asked, answers).map(({ question, answer }) => [question, answer]))
      whole.add(said)
      for (const { id } of about) tallies.get(`${id} ${said[id]}`)?.add(said)
    },
    result(): PollGroups['items'] {
      const total = new Map(whole.result().questions.map((result) => [result.id, result.answered]))
      return about.map((question) => {
        const minimum = question.groups?.minimum ?? 0
        const found = question.options.map(({ id, share }) => {
          const results = tallies.get(`${question.id} ${id}`)?.result().questions ?? []
          return { id, share, results: new Map(results.map((result) => [result.id, result])) }
        })
        return { question: question.id, minimum, results: others(question).map(({ id }) => byGroup(id, minimum)) }

        function byGroup(id: string, minimum: number): PollGroups['items'][number]['results'][number] {
          const groups = found.flatMap((group) => {
            const result = group.results.get(id)
            return result ? [{ ...group, result, count: result.answered }] : []
          })
          const rest = (total.get(id) ?? 0) - groups.reduce((sum, { count }) => sum + count, 0)
          const visible = toldGroups(groups, { rest, minimum })
          const shown = groups.filter((group) => visible.has(group.id))
          const shares = groups.flatMap(({ share, ...group }) => (share === undefined ? [] : [{ ...group, share }]))
          const isWhole = shares.length > 1 && shares.every((group) => visible.has(group.id))
          return {
            question: id,
            groups: shown.map((group) => ({ id: group.id, result: group.result })),
            notTold: (total.get(id) ?? 0) - shown.reduce((sum, { count }) => sum + count, 0),
            weighted: isWhole
              ? weighted(
                  shares.map(({ share, result }) => ({ share, answered: result.answered, counts: countsOf(result) })),
                )
              : null,
          }
        }
      })
    },
  }
}

const countsOf = (result: QuestionResults): { id: string; count: number }[] => {
  if (result.type === 'scale') return result.values.map(({ value, count }) => ({ id: `${value}`, count }))
  if (result.type !== 'single' && result.type !== 'multiple') return []
  return [...result.options, ...(result.other === undefined ? [] : [{ id: 'other', count: result.other }])]
}
