/**
 * A count under way. Ballots are added one after another, alike ones together, in whatever order they come, and are
 * not kept as they are: so many can be counted as there are.
 */
export interface Count<Ballot, Result> {
  add(ballot: Ballot, count?: number): void
  /** The result so far. It may be asked for more than once. */
  result(): Result
}

/** What every rule that puts options in an order tells. */
export interface Ranked {
  /** Null where nobody has voted. */
  winner: string | null
  /** All options, the best first. */
  ranking: string[]
  /** Options that were alike to the rule where their order mattered: the poll's rule for ties decided among them. */
  ties: string[][]
}

/** Options by their place in the order of ties: what a rule computes with. */
export interface Places {
  readonly options: readonly string[]
  readonly placeOf: ReadonlyMap<string, number>
}

export const toPlaces = (tieOrder: readonly string[]): Places => ({
  options: tieOrder,
  placeOf: new Map(tieOrder.map((id, place) => [id, place])),
})

/** The places a ballot names, in its order, each once. What the poll does not offer is not counted. */
export function placesIn(named: readonly string[], { placeOf }: Places): number[] {
  const places: number[] = []
  for (const id of named) {
    const place = placeOf.get(id)
    if (place !== undefined && !places.includes(place)) places.push(place)
  }
  return places
}

/** The options at these places. */
export const optionsAt = (places: readonly number[], { options }: Places): string[] =>
  places.flatMap((place) => options[place] ?? [])
