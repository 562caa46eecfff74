/** A place on the map, in pixels. */
export interface Spot {
  x: number
  y: number
}
export interface Group<Item> extends Spot {
  items: Item[]
}

/**
 * What would lie upon each other, together: the first of a group is its middle, and whatever is nearer to it than
 * `distance` pixels joins it. What is at one point always stays together.
 */
export function groupNear<Item>(items: readonly Item[], spotOf: (item: Item) => Spot, distance: number): Group<Item>[] {
  const groups: Group<Item>[] = []
  // Looked for only in the squares around, so that thousands stay quick.
  const squares = new Map<string, Group<Item>[]>()
  const squareOf = (x: number, y: number) => `${x} ${y}`
  for (const item of items) {
    const { x, y } = spotOf(item)
    const [column, row] = [Math.floor(x / distance), Math.floor(y / distance)]
    const near = [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].flatMap((down) => squares.get(squareOf(column + right, row + down)) ?? []),
    )
    const group = near.find((other) => Math.hypot(other.x - x, other.y - y) < distance)
    if (group) {
      group.items.push(item)
      continue
    }
    const begun = { x, y, items: [item] }
    groups.push(begun)
    const square = squareOf(column, row)
    squares.set(square, [...(squares.get(square) ?? []), begun])
  }
  return groups
}
