import type { Ballot } from './groups.js'

/** A statement that a group, or all of them, agree or disagree with. */
export interface Said {
  /** Its index. */
  statement: number
  says: 'agree' | 'disagree'
  /** How many do, of how many who voted on it. */
  voters: number
  of: number
}

/** Of one group and statement. */
interface Tally {
  agree: number
  disagree: number
  /** Also who is unsure. */
  voted: number
}
/** By group, then by statement. */
type Tallies = Tally[][]

/** Of the normal distribution: to be 90 % sure, from one side. */
const SURE = 1.2816
/** Of a group, who must have voted on a statement for it to be told: of fewer, how one voted could be known. */
const FEWEST = 5
/** Of a group, and of what all share. */
const MOST = 5

export function tallyBy(
  ballots: readonly Ballot[],
  statements: number,
  groupOf: readonly number[],
  groups: number,
): Tallies {
  const tallies = Array.from({ length: groups }, () =>
    Array.from({ length: statements }, (): Tally => ({ agree: 0, disagree: 0, voted: 0 })),
  )
  for (const [voter, { statements: ids, values }] of ballots.entries()) {
    const own = tallies[groupOf[voter] ?? 0] as Tally[]
    for (let index = 0; index < ids.length; index++) {
      const tally = own[ids[index] as number] as Tally
      tally.voted++
      if (values[index] === 1) tally.agree++
      if (values[index] === -1) tally.disagree++
    }
  }
  return tallies
}

/**
 * What tells a group from all others: where one can be 90 % sure that most of it agree (or disagree), and that more of
 * them do than of the others; by how clear both are. Where there is no such, what comes nearest.
 */
export function sayingsOf(tallies: Tallies, group: number): Said[] {
  const own = tallies[group] as Tally[]
  const found = own.flatMap((tally, statement) => {
    if (tally.voted < FEWEST) return []
    const others = sum(tallies.filter((_, other) => other !== group).map((all) => all[statement] as Tally))
    const [agree, disagree] = (['agree', 'disagree'] as const).map((says) => {
      const share = (tally[says] + 1) / (tally.voted + 2)
      const ratio = share / ((others[says] + 1) / (others.voted + 2))
      const most = ofHalf(tally[says], tally.voted)
      const more = ofTwo(tally[says], tally.voted, others[says], others.voted)
      return { says, isSure: most > SURE && more > SURE, more, weight: ratio * more * share * most }
    }) as [Finding, Finding]
    const clearer = agree.more >= disagree.more ? agree : disagree
    return [{ ...clearer, said: toSaid(statement, clearer.says, tally) }]
  })
  const sure = found.filter(({ isSure }) => isSure)
  const nearest = found
    .filter(({ said }) => said.voters > 0)
    .toSorted((one, other) => other.more - one.more)
    .slice(0, 1)
  return (sure.length > 0 ? sure.toSorted((one, other) => other.weight - one.weight).slice(0, MOST) : nearest).map(
    ({ said }) => said,
  )
}

interface Finding {
  says: 'agree' | 'disagree'
  isSure: boolean
  more: number
  weight: number
}

/**
 * What most of every group agree (or disagree) with, by the product of the shares (group-informed consensus): a large
 * group alone does not make it, and one that is against it breaks it.
 */
export function consensusOf(tallies: Tallies): Said[] {
  const found = (tallies[0] ?? []).flatMap((_, statement) => {
    const each = tallies.map((all) => all[statement] as Tally)
    const whole = sum(each)
    return (['agree', 'disagree'] as const).flatMap((says) => {
      const shares = each.map((tally) => (tally[says] + 1) / (tally.voted + 2))
      const isSure =
        whole.voted >= FEWEST && ofHalf(whole[says], whole.voted) > SURE && shares.every((share) => share > 0.5)
      const weight = shares.reduce((product, share) => product * share, 1)
      return isSure ? [{ weight, said: toSaid(statement, says, whole) }] : []
    })
  })
  return found
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, MOST)
    .map(({ said }) => said)
}

const toSaid = (statement: number, says: Said['says'], tally: Tally): Said => ({
  statement,
  says,
  voters: tally[says],
  of: tally.voted,
})

const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (all, { agree, disagree, voted }) => ({
      agree: all.agree + agree,
      disagree: all.disagree + disagree,
      voted: all.voted + voted,
    }),
    { agree: 0, disagree: 0, voted: 0 },
  )

/** z of a proportion against one half; one is added to each count, as Polis does, so that few say little. */
const ofHalf = (count: number, of: number) => 2 * Math.sqrt(of + 1) * ((count + 1) / (of + 1) - 0.5)

/** z of two proportions against each other. */
function ofTwo(count: number, of: number, otherCount: number, otherOf: number): number {
  const [one, all, other, rest] = [count + 1, of + 1, otherCount + 1, otherOf + 1]
  const together = (one + other) / (all + rest)
  if (together >= 1) return 0
  return (one / all - other / rest) / Math.sqrt(together * (1 - together) * (1 / all + 1 / rest))
}
