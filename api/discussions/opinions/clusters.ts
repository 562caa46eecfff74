type Point = readonly [x: number, y: number]
/** Several voters who stand together. */
interface Spot {
  at: Point
  voters: number
}

/** Voters are first put together into so many spots, so that what follows costs the same for any number of them. */
const SPOTS = 100
/** Groups at most, and so many voters are wanted for each beyond two. */
const MOST_GROUPS = 5
const VOTERS_A_GROUP = 12
const MOST_ROUNDS = 40
/** Spots need not be the best ones. */
const FEW_ROUNDS = 8

/**
 * To which group each voter belongs: k-means of two to five groups, of which the number is taken that parts them best by
 * their silhouette (Rousseeuw 1987). All in one, where no number of groups leaves each large enough.
 */
export async function clusterBy(
  points: readonly Point[],
  smallest: number,
  pause: () => Promise<void>,
): Promise<number[]> {
  const everyone = points.map(() => 0)
  const weights = points.map(() => 1)
  const spotOf = await cluster(points, weights, await farApart(points, SPOTS, pause), pause, FEW_ROUNDS)
  const spots = spotsOf(points, spotOf)
  const places = spots.map(({ at }) => at)
  const voters = spots.map((spot) => spot.voters)
  const most = Math.min(MOST_GROUPS, 2 + Math.floor(points.length / VOTERS_A_GROUP), spots.length)
  let best = { silhouette: 0, groupOf: [] as number[] }
  for (let count = 2; count <= most; count++) {
    for (const begin of [await farApart(places, count, pause), inOrder(places, voters, count)]) {
      const groupOf = await cluster(places, voters, begin, pause)
      const sizes = sizesOf(groupOf, voters)
      if (sizes.length < count || Math.min(...sizes) < smallest) continue
      const silhouette = silhouetteOf(places, voters, groupOf)
      if (silhouette > best.silhouette + 1e-9) best = { silhouette, groupOf }
      await pause()
    }
  }
  if (best.groupOf.length === 0) return everyone
  const order = bySize(best.groupOf, voters)
  return spotOf.map((spot) => order[best.groupOf[spot] as number] as number)
}

/** Lloyd's k-means with weights: the nearest middle of each, until nobody changes. Middles that nobody is near are gone. */
async function cluster(
  points: readonly Point[],
  weights: readonly number[],
  begin: readonly Point[],
  pause: () => Promise<void>,
  rounds = MOST_ROUNDS,
): Promise<number[]> {
  let middles = begin
  let nearest: number[] = []
  for (let round = 0; round < rounds; round++) {
    const next = points.map((point) => nearestOf(point, middles))
    const isSame = next.every((middle, index) => middle === nearest[index])
    nearest = next
    if (isSame) break
    const sums = middles.map(() => [0, 0, 0] as [number, number, number])
    for (const [index, [x, y]] of points.entries()) {
      const sum = sums[nearest[index] as number] as [number, number, number]
      const weight = weights[index] as number
      sum[0] += x * weight
      sum[1] += y * weight
      sum[2] += weight
    }
    middles = sums.map(([x, y, weight], index) => (weight > 0 ? [x / weight, y / weight] : (middles[index] as Point)))
    await pause()
  }
  const used = [...new Set(nearest)].sort((one, other) => one - other)
  const numbers = new Map(used.map((middle, index) => [middle, index]))
  return nearest.map((middle) => numbers.get(middle) as number)
}

function nearestOf([x, y]: Point, middles: readonly Point[]): number {
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < middles.length; index++) {
    const middle = middles[index] as Point
    const distance = (middle[0] - x) ** 2 + (middle[1] - y) ** 2
    if (distance < least) {
      least = distance
      nearest = index
    }
  }
  return nearest
}

/** So many of the points, each as far as can be from those before: the same each time, unlike ones drawn by chance. */
async function farApart(points: readonly Point[], count: number, pause: () => Promise<void>): Promise<Point[]> {
  const chosen: Point[] = []
  // Squares, which order alike and cost less. The one farthest from the middle is the first.
  let distances = Float64Array.from(points, ([x, y]) => x * x + y * y)
  for (let next = indexOfMost(distances); chosen.length < count && points[next]; next = indexOfMost(distances)) {
    const [atX, atY] = points[next] as Point
    if (chosen.length > 0 && (distances[next] as number) < 1e-18) break
    if (chosen.length === 0) distances = distances.fill(Number.POSITIVE_INFINITY)
    chosen.push([atX, atY])
    for (let index = 0; index < points.length; index++) {
      const [x, y] = points[index] as Point
      const distance = (x - atX) ** 2 + (y - atY) ** 2
      if (distance < (distances[index] as number)) distances[index] = distance
    }
    await pause()
  }
  return chosen
}

function indexOfMost(values: Float64Array): number {
  let most = 0
  for (let index = 1; index < values.length; index++)
    if ((values[index] as number) > (values[most] as number)) most = index
  return most
}

/** Middles of parts alike in number along the first component: a start that no single voter far outside draws away. */
function inOrder(points: readonly Point[], weights: readonly number[], count: number): Point[] {
  const order = points
    .map((_, index) => index)
    .sort((one, other) => (points[one] as Point)[0] - (points[other] as Point)[0])
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const chosen: Point[] = []
  let passed = 0
  for (const index of order) {
    passed += weights[index] as number
    if (passed >= ((chosen.length + 0.5) / count) * total && chosen.length < count) chosen.push(points[index] as Point)
  }
  return chosen
}

function spotsOf(points: readonly Point[], spotOf: readonly number[]): Spot[] {
  const sums: [number, number, number][] = []
  for (const [index, [x, y]] of points.entries()) {
    const spot = spotOf[index] as number
    const sum = sums[spot] ?? [0, 0, 0]
    sums[spot] = [sum[0] + x, sum[1] + y, sum[2] + 1]
  }
  return sums.map(([x, y, voters]) => ({ at: [x / voters, y / voters], voters }))
}

function sizesOf(groupOf: readonly number[], weights: readonly number[]): number[] {
  const sizes: number[] = []
  for (const [index, group] of groupOf.entries()) sizes[group] = (sizes[group] ?? 0) + (weights[index] as number)
  return sizes
}

/** The largest is the first. */
function bySize(groupOf: readonly number[], weights: readonly number[]): number[] {
  const sizes = sizesOf(groupOf, weights)
  const order = sizes.map((_, group) => group).sort((one, other) => (sizes[other] as number) - (sizes[one] as number))
  return sizes.map((_, group) => order.indexOf(group))
}

/** How much nearer voters stand to their own group than to the next one, -1 to 1: the mean over all of them. */
function silhouetteOf(points: readonly Point[], weights: readonly number[], groupOf: readonly number[]): number {
  const sizes = sizesOf(groupOf, weights)
  let sum = 0
  let all = 0
  for (const [index, [x, y]] of points.entries()) {
    const own = groupOf[index] as number
    const weight = weights[index] as number
    const distances = sizes.map(() => 0)
    for (const [other, point] of points.entries()) {
      const group = groupOf[other] as number
      distances[group] =
        (distances[group] as number) + Math.hypot(point[0] - x, point[1] - y) * (weights[other] as number)
    }
    const inside = (distances[own] as number) / Math.max(1, (sizes[own] as number) - 1)
    const outside = Math.min(
      ...distances.flatMap((distance, group) => (group === own ? [] : distance / (sizes[group] as number))),
    )
    const widest = Math.max(inside, outside)
    sum += widest > 0 ? (weight * (outside - inside)) / widest : 0
    all += weight
  }
  return all > 0 ? sum / all : 0
}
