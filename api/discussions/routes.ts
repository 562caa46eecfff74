import { createSharedReads } from '../events/shared-reads.js'
import { requireStaff } from '../identity/authenticate.js'
import { sha256 } from '../platform/crypto.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { toCursor, toPage } from '../platform/paging.js'
import type { Services } from '../platform/services.js'
import {
  createComment,
  getDiscussion,
  listComments,
  listDiscussions,
  listModeration,
  type ModeratedComment,
  moderateComment as moderateRoute,
} from './contract.js'
import { toldByWhom } from './decided-by.js'
import { hostOf } from './host.js'
import { moderateComment, selectByStatus, selectFlagged, selectFlags } from './moderate.js'
import { poster } from './post.js'
import { type CommentRow, type DiscussionRow, findDiscussion, selectDiscussions, selectPinned } from './queries.js'
import { readComments, readCursor } from './read-comments.js'
import type { Recount } from './recount.js'
import { toPublicComment, toPublicDiscussion } from './view.js'

/** Reads are always asked for again (and answered with 304 when nothing is new): who comments wants to see it there. */
const FRESH = 0

export function discussionRoutes(services: Services, recount: Recount) {
  const { now } = services
  const shared = createSharedReads()
  const post = poster(services, recount)
  const view = (c: AppContext, row: DiscussionRow) =>
    toPublicDiscussion(row, c.get('language'), c.get('organization').settings.languages, {
      now: now(),
      isMailed: services.mail.isConfigured,
    })
  const toModerated = (c: AppContext, row: CommentRow): ModeratedComment => ({
    ...toPublicComment(row, hostOf(c)),
    discussion: row.discussionId,
  })

  return createRouter()
    .openapi(listDiscussions, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const organizationId = c.get('organization').id
      const { rows, cursorOf } = await selectDiscussions(c.get('database'), {
        organizationId,
        limit,
        cursor,
        now: now(),
      })
      publicCache(c, FRESH)
      return c.json(
        toPage(rows, limit, (row) => view(c, row), cursorOf),
        200,
      )
    })
    .openapi(getDiscussion, async (c) => {
      const { discussion: discussionId } = c.req.valid('param')
      const key = { organizationId: c.get('organization').id, discussionId }
      const load = async () => ({
        row: await findDiscussion(c.get('database'), key),
        pinned: await selectPinned(c.get('database'), key),
      })
      const { row, pinned } = await (c.get('staff') ? load() : shared.read(c, `discussions/${discussionId}`, load))
      publicCache(c, FRESH)
      return c.json({ ...view(c, row), pinned: pinned.map((comment) => toPublicComment(comment, hostOf(c))) }, 200)
    })
    .openapi(listComments, async (c) => {
      const asked = { ...c.req.valid('query'), discussion: c.req.valid('param').discussion }
      const { discussion, limit, cursor, sort, thread, paragraph } = asked
      // The same address shows more to staff.
      c.header('vary', 'Authorization', { append: true })
      if (c.get('staff')) privateCache(c)
      else publicCache(c, FRESH)
      // Where many begin to read. The order of `discussed` changes by counts that nobody is told of.
      if (!c.get('staff') && !cursor && !thread && paragraph === undefined && sort !== 'discussed') {
        const name = `discussions/${discussion}/comments ${sort} ${limit} ${c.get('language')}`
        const first = await shared.read(c, name, async () => written(await readComments(c, asked)))
        c.header('etag', first.etag)
        c.header('content-type', 'application/json')
        // Of the type that the contract says: it was made of it.
        return c.body(first.body, 200) as never
      }
      return c.json(await readComments(c, asked), 200)
    })
    .openapi(createComment, async (c) => {
      return (await post(c, { ...c.req.valid('json'), discussionId: c.req.valid('param').discussion })) as never
    })
    .openapi(listModeration, async (c) => {
      requireStaff(c, 'moderator', 'administrator')
      const { limit, cursor, status } = c.req.valid('query')
      privateCache(c)
      const after = cursor && readCursor(cursor)
      const page = { organizationId: c.get('organization').id, after, limit }
      const rows =
        status === 'flagged'
          ? await selectFlagged(c.get('database'), page)
          : await selectByStatus(c.get('database'), { ...page, status })
      const flags = await selectFlags(c.get('database'), rows)
      return c.json(
        toPage(
          rows,
          limit,
          (row) => ({ ...toModerated(c, row), flags: flags.get(row.id) ?? [] }),
          ({ id }) => toCursor(id),
        ),
        200,
      )
    })
    .openapi(moderateRoute, async (c) => {
      const { actor, isPerson } = requireStaff(c, 'moderator', 'administrator')
      const { discussion: discussionId, comment: id } = c.req.valid('param')
      const { decidedAt, editedAt, ...decision } = c.req.valid('json')
      const input = {
        ...decision,
        discussionId,
        id,
        seen: { decidedAt: asSeen(decidedAt), editedAt: asSeen(editedAt) },
      }
      privateCache(c)
      const answer = await toldByWhom(services, () =>
        once(c, services, async (transaction) => {
          const { comment, canUndo } = await moderateComment(transaction, c.get('organization'), input, {
            actor,
            isPerson,
            at: now(),
          })
          c.set('about', `comments/${id}`)
          return c.json({ ...toModerated(c, comment), canUndo }, 201)
        }),
      )
      services.events.nudge()
      return answer
    })
}

/** Null for never; undefined where it is not said. */
const asSeen = (instant: string | null | undefined) => (typeof instant === 'string' ? new Date(instant) : instant)

/** As it is sent: laid out and hashed once for all who ask. */
async function written(page: object): Promise<{ body: string; etag: string }> {
  const body = JSON.stringify(page)
  return { body, etag: `"${await sha256(body)}"` }
}
