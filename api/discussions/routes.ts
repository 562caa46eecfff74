import { z } from 'zod'
import { noteSender } from '../abuse/senders.js'
import { admit } from '../identity/admission.js'
import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
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
import { hostOf } from './host.js'
import { moderateComment, selectByStatus, selectFlagged, selectFlags } from './moderate.js'
import { keepPace } from './pace.js'
import { authorOf } from './person.js'
import { publishComment } from './publish.js'
import {
  type CommentRow,
  type DiscussionRow,
  findBareDiscussion,
  findDiscussion,
  selectDiscussions,
  selectPinned,
  selectReplies,
  selectThreads,
  type ThreadCursor,
} from './queries.js'
import type { Recount } from './recount.js'
import { toPublicComment, toPublicDiscussion, toPublicThread } from './view.js'

/** Reads are always asked for again (and answered with 304 when nothing is new): who comments wants to see it there. */
const FRESH = 0

export function discussionRoutes(services: Services, recount: Recount) {
  const { now } = services
  const view = (c: AppContext, row: DiscussionRow) =>
    toPublicDiscussion(row, c.get('language'), c.get('organization').settings.languages, now())
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
      const row = await findDiscussion(c.get('database'), key)
      const pinned = await selectPinned(c.get('database'), key)
      publicCache(c, FRESH)
      return c.json({ ...view(c, row), pinned: pinned.map((comment) => toPublicComment(comment, hostOf(c))) }, 200)
    })
    .openapi(listComments, async (c) => {
      const { limit, cursor, sort, thread } = c.req.valid('query')
      const key = { organizationId: c.get('organization').id, discussionId: c.req.valid('param').discussion }
      const isKeyed = !thread && (sort === 'best' || sort === 'discussed')
      const rows = thread
        ? (await selectReplies(c.get('database'), { ...key, limit, thread, after: cursor && readCursor(cursor) })).map(
            (comment) => ({
              comment,
              replies: [],
              replyCount: 0,
            }),
          )
        : await selectThreads(c.get('database'), {
            ...key,
            limit,
            sort,
            after: cursor ? readThreadCursor(cursor, isKeyed) : undefined,
          })
      // Most requests find comments, and need not ask whether there is such a discussion.
      if (rows.length === 0) await findBareDiscussion(c.get('database'), key)
      const host = hostOf(c)
      // The same address shows more to staff.
      c.header('vary', 'Authorization', { append: true })
      if (c.get('staff')) privateCache(c)
      else publicCache(c, FRESH)
      return c.json(
        toPage(
          rows,
          limit,
          (row) => toPublicThread(row, host),
          ({ comment: { id, score, replyCount } }) =>
            isKeyed ? toCursor(id, sort === 'best' ? score : replyCount) : toCursor(id),
        ),
        200,
      )
    })
    .openapi(createComment, async (c) => {
      const { discussion: discussionId } = c.req.valid('param')
      const admission = await admit(c, services, 'discussions')
      const isOfficial = admission.way === 'staff'
      const author = await authorOf(c, services, admission.resident)
      const input = { ...c.req.valid('json'), discussionId, isOfficial, author, residentId: admission.resident?.id }
      let root: string | null = null
      const answer = await once(c, services, async (transaction) => {
        await admission.spend(transaction)
        const pace = (seconds: number) => keepPace(transaction, c, services, { discussionId, seconds })
        const comment = await publishComment(transaction, c.get('organization'), { ...input, pace }, now())
        root = comment.rootId
        const about = `comments/${comment.id}`
        c.set('about', about)
        const texts = [discussionId, input.text]
        if (!isOfficial) await noteSender(transaction, c, services, 'discussions', { about, texts })
        return c.json(toPublicComment(comment, hostOf(c)), 201)
      })
      if (root) await recount({ organizationId: c.get('organization').id, discussionId }, root)
      services.events.nudge()
      return answer
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
      const { actor } = requireStaff(c, 'moderator', 'administrator')
      const { discussion: discussionId, comment: id } = c.req.valid('param')
      const input = { ...c.req.valid('json'), discussionId, id }
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const comment = await moderateComment(transaction, c.get('organization'), input, { actor, at: now() })
        c.set('about', `comments/${id}`)
        return c.json(toModerated(c, comment), 201)
      })
      services.events.nudge()
      return answer
    })
}

function readCursor(cursor: string): string {
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
