import { z } from 'zod'
import type { AppContext } from '../platform/http.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import type { Sort } from './contract.js'
import { hostOf } from './host.js'
import { findBareDiscussion, selectReplies, selectThreads, type ThreadCursor } from './queries.js'
import { toPublicThread } from './view.js'

export interface CommentsPage {
  discussion: string
  limit: number
  sort: Sort
  cursor?: string | undefined
  /** The replies of one thread instead. */
  thread?: string | undefined
  /** Those on one paragraph of the draft alone. */
  paragraph?: string | undefined
}

/** A page of threads, or of the replies of one. @throws {Problem} `not-found`, `invalid-input` for a cursor. */
export async function readComments(
  c: AppContext,
  { discussion, limit, sort, cursor, thread, paragraph }: CommentsPage,
) {
  const key = { organizationId: c.get('organization').id, discussionId: discussion }
  const isKeyed = !thread && (sort === 'best' || sort === 'discussed')
  const database = c.get('database')
  const rows = thread
    ? (await selectReplies(database, { ...key, limit, thread, after: cursor && readCursor(cursor) })).map(
        (comment) => ({ comment, replies: [], replyCount: 0 }),
      )
    : await selectThreads(database, {
        ...key,
        limit,
        sort,
        paragraph,
        after: cursor ? readThreadCursor(cursor, isKeyed) : undefined,
      })
  // Most requests find comments, and need not ask whether there is such a discussion.
  if (rows.length === 0) await findBareDiscussion(database, key)
  const host = hostOf(c)
  return toPage(
    rows,
    limit,
    (row) => toPublicThread(row, host),
    ({ comment: { id, score, replyCount } }) =>
      isKeyed ? toCursor(id, sort === 'best' ? score : replyCount) : toCursor(id),
  )
}

/** @throws {Problem} `invalid-input` for what is no cursor of ids. */
export function readCursor(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}

function readThreadCursor(cursor: string, isKeyed: boolean): ThreadCursor {
  if (!isKeyed) return { id: readCursor(cursor) }
  const [id, key] = fromCursor(cursor, 'string', 'number')
  const read = z.object({ id: z.uuid(), key: z.number() }).safeParse({ id, key })
  if (!read.success) throw invalid('/cursor', 'cursor')
  return read.data
}
