import type { Ballot } from './groups.js'

/** Of power iteration; far more than it needs where components differ at all. */
const MOST_ROUNDS = 100
/** How little a direction may still turn to be taken as found: one less the cosine. */
const STILL = 1e-7

export interface Projection {
  points: (readonly [number, number])[]
  /** By statement: what was voted on the whole, and how much it draws along each component. */
  means: ArrayLike<number>
  components: readonly [ArrayLike<number>, ArrayLike<number>]
}

/**
 * Each voter on the map of the two principal components. What someone did not vote on is taken to be as the mean, so
 * that it moves nobody; and who voted on few is drawn out accordingly, lest they all stand in the middle.
 */
export async function project(
  ballots: readonly Ballot[],
  statements: number,
  pause: () => Promise<void>,
): Promise<Projection> {
  if (ballots.length === 0) return { points: [], means: [], components: [[], []] }
  const means = meansOf(ballots, statements)
  const scatter = await scatterOf(ballots, means, pause)
  const first = await findComponent(scatter, statements, [], pause)
  const second = await findComponent(scatter, statements, [first], pause)
  const points = ballots.map((ballot) => {
    const stretch = Math.sqrt(statements / ballot.statements.length)
    return [along(ballot, means, first) * stretch, along(ballot, means, second) * stretch] as const
  })
  return { points, means, components: [first, second] }
}

function meansOf(ballots: readonly Ballot[], statements: number): Float64Array {
  const sums = new Float64Array(statements)
  const counts = new Float64Array(statements)
  for (const { statements: ids, values } of ballots) {
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] as number
      sums[id] = (sums[id] as number) + (values[index] as number)
      counts[id] = (counts[id] as number) + 1
    }
  }
  return sums.map((sum, id) => sum / Math.max(1, counts[id] as number))
}

/** How far a voter stands in a direction: what they did not vote on is the mean, and adds nothing. */
function along({ statements, values }: Ballot, means: Float64Array, direction: Float64Array): number {
  let sum = 0
  for (let index = 0; index < statements.length; index++) {
    const id = statements[index] as number
    sum += ((values[index] as number) - (means[id] as number)) * (direction[id] as number)
  }
  return sum
}

/**
 * How each two statements go together, summed over the voters: from this, once, components are found without looking at
 * every vote in every round.
 */
async function scatterOf(
  ballots: readonly Ballot[],
  means: Float64Array,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const count = means.length
  const scatter = new Float64Array(count * count)
  const apart = new Float64Array(count)
  for (const { statements, values } of ballots) {
    const voted = statements.length
    for (let index = 0; index < voted; index++)
      apart[index] = (values[index] as number) - (means[statements[index] as number] as number)
    for (let one = 0; one < voted; one++) {
      const row = (statements[one] as number) * count
      const own = apart[one] as number
      for (let other = one; other < voted; other++) {
        const at = row + (statements[other] as number)
        scatter[at] = (scatter[at] as number) + own * (apart[other] as number)
      }
    }
    await pause()
  }
  // Each two were put down once, in whichever order the voter had them.
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < row; column++) {
      const [below, above] = [row * count + column, column * count + row]
      const both = (scatter[below] as number) + (scatter[above] as number)
      scatter[below] = both
      scatter[above] = both
    }
  }
  return scatter
}

/** The direction in which voters differ most, of those at right angles to the ones before: by power iteration. */
async function findComponent(
  scatter: Float64Array,
  count: number,
  before: readonly Float64Array[],
  pause: () => Promise<void>,
): Promise<Float64Array> {
  // Any that is at right angles to nothing; the same each time.
  let direction = normal(
    Float64Array.from({ length: count }, (_, id) => 1 + (((id + before.length) * 0.618034) % 1)),
    before,
  )
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = new Float64Array(count)
    for (let row = 0; row < count; row++) {
      let sum = 0
      for (let column = 0; column < count; column++)
        sum += (scatter[row * count + column] as number) * (direction[column] as number)
      next[row] = sum
    }
    const turned = normal(next, before)
    const cosine = turned.reduce((sum, value, id) => sum + value * (direction[id] as number), 0)
    direction = turned
    if (1 - Math.abs(cosine) < STILL) break
    await pause()
  }
  return direction
}

/** Of length one, at right angles to those before. All zeros where nothing is left. */
function normal(vector: Float64Array, before: readonly Float64Array[]): Float64Array {
  for (const other of before) {
    const common = vector.reduce((sum, value, id) => sum + value * (other[id] as number), 0)
    vector = vector.map((value, id) => value - common * (other[id] as number))
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length > 1e-12 ? vector.map((value) => value / length) : new Float64Array(vector.length)
}
