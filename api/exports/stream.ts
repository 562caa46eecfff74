import type { Format } from './formats.js'

/**
 * A file, page by page, as fast as it is read: no more than one page is ever held.
 * @param read the page after a cursor, and the next cursor; undefined after the last.
 */
export function streamed<Item>(
  { head, row, tail }: Format<Item>,
  read: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | undefined }>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cursor: string | undefined
  let isFirst = true
  let hasBegun = false
  return new ReadableStream(
    {
      async pull(controller) {
        if (!hasBegun) {
          hasBegun = true
          if (head) controller.enqueue(encoder.encode(head))
        }
        const { items, next } = await read(cursor)
        let text = ''
        for (const item of items) {
          const line = row(item, isFirst)
          if (line === undefined) continue
          text += line
          isFirst = false
        }
        if (next === undefined) text += tail
        if (text) controller.enqueue(encoder.encode(text))
        if (next === undefined) controller.close()
        else cursor = next
      },
    },
    { highWaterMark: 1 },
  )
}
