/** A page of a list. `next` leads to the following one. */
export interface Page<Item> {
  items: Item[]
  next: string | null
}

/**
 * Walks a list to its end, fetching pages as they are needed.
 *
 * @example
 * for await (const appeal of walk((cursor) => client.appeals.list({ status: 'open', cursor }))) console.log(appeal.number)
 */
export async function* walk<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  let cursor: string | undefined
  do {
    const page = await fetchPage(cursor)
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

export interface PageQuery {
  /** Items on a page, 1–100. */
  limit?: number | undefined
  cursor?: string | undefined
}
