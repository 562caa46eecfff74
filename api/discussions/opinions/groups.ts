import { clusterBy } from './clusters.js'
import { type Projection, project } from './components.js'
import { consensusOf, type Said, sayingsOf, tallyBy } from './sayings.js'

/**
 * Groups of opinion, found from who agrees and disagrees with what, as Polis finds them: votes make a matrix; its two
 * principal components make a map; who stands near each other there is a group; and what tells a group from the others,
 * and what all of them share, is found by tests of proportions.
 *
 * Small, Björkegren, Erkkilä, Shaw, Megill: Polis: Scaling deliberation by mapping high dimensional opinion spaces.
 * Recerca 26 (2), 2021. In detail as its source does it (github.com/compdemocracy/polis, math/src/polismath).
 */
export interface Ballot {
  /** Indices of statements, and what this voter thinks of each: 1 agrees, -1 disagrees, 0 is unsure. */
  statements: ArrayLike<number>
  values: ArrayLike<number>
}

export interface Opinions {
  /** Who voted often enough to be placed. */
  voters: number
  /** None where opinions do not part. */
  groups: OpinionGroup[]
  /** What most agree, or disagree with, in every group; surest first. */
  shared: Said[]
  /** By what anyone's votes are placed on it. */
  map: Pick<Projection, 'means' | 'components'> & { scale: number }
}

export interface OpinionGroup {
  voters: number
  /** Where it stands on the map, and how far it spreads; the map's own measure, -1 to 1. */
  x: number
  y: number
  radius: number
  /** What tells it from the others, clearest first. */
  says: Said[]
  /** Where on the map how many of it stand, in squares; only of those where too many stand to know one by. */
  squares: { x: number; y: number; voters: number }[]
}

/** Votes that place a voter; all, where there are fewer statements. */
export const ENOUGH_VOTES = 7
/** Of less nothing is told, for someone could be known by it. */
export const SMALLEST_GROUP = 5
/** Squares of the map from one side to the other. */
export const SQUARES = 24

/** Milliseconds of work after which others get their turn. */
const SLICE = 5

/** @param others lets whoever waits go first. */
export async function findOpinions(
  ballots: readonly Ballot[],
  statements: number,
  others: () => Promise<void> = async () => {},
): Promise<Opinions> {
  let begun = performance.now()
  const pause = async () => {
    if (performance.now() - begun < SLICE) return
    await others()
    begun = performance.now()
  }
  const enough = Math.min(ENOUGH_VOTES, statements)
  const placed = ballots.filter((ballot) => ballot.statements.length >= enough)
  const { points, means, components } = await project(placed, statements, pause)
  const groupOf = await clusterBy(points, SMALLEST_GROUP, pause)
  // One by one: as arguments, those of a large discussion are more than the stack holds.
  let count = 0
  for (const group of groupOf) count = Math.max(count, group + 1)
  const tallies = tallyBy(placed, statements, groupOf, Math.max(1, count))
  let scale = 1e-9
  for (const [x, y] of points) scale = Math.max(scale, Math.abs(x), Math.abs(y))
  const groups = Array.from({ length: count > 1 ? count : 0 }, (_, group) => {
    const own = points.filter((_, voter) => groupOf[voter] === group).map(([x, y]) => [x / scale, y / scale] as const)
    return { ...extentOf(own), voters: own.length, says: sayingsOf(tallies, group), squares: squaresOf(own) }
  })
  return { voters: placed.length, groups, shared: consensusOf(tallies), map: { means, components, scale } }
}

type Point = readonly [x: number, y: number]

/** Its middle, and the root of the mean square from there. */
function extentOf(points: readonly Point[]) {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const x = mean(([x]) => x)
  const y = mean(([, y]) => y)
  const radius = Math.sqrt(mean((point) => (point[0] - x) ** 2 + (point[1] - y) ** 2))
  return { x: round(x), y: round(y), radius: round(radius) }
}

function squaresOf(points: readonly Point[]) {
  const counts = new Map<number, number>()
  const cell = (at: number) => Math.min(SQUARES - 1, Math.max(0, Math.floor(((at + 1) / 2) * SQUARES)))
  for (const [x, y] of points) {
    const square = cell(y) * SQUARES + cell(x)
    counts.set(square, (counts.get(square) ?? 0) + 1)
  }
  const middle = (index: number) => round(((index + 0.5) / SQUARES) * 2 - 1)
  return [...counts]
    .filter(([, voters]) => voters >= SMALLEST_GROUP)
    .map(([square, voters]) => ({ x: middle(square % SQUARES), y: middle(Math.floor(square / SQUARES)), voters }))
}

const round = (value: number) => Math.round(value * 1000) / 1000
