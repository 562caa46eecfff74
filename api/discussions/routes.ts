import { z } from 'zod'
import { noteSender } from '../abuse/senders.js'
import { admit } from '../identity/admission.js'
import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { maskingOf, unmasked } from '../privacy/masking.js'
import {
  createComment,
  getDiscussion,
  listComments,
  listDiscussions,
  listModeration,
  type ModeratedComment,
  moderateComment as moderateRoute,
} from './contract.js'
import { moderateComment, selectByStatus } from './moderate.js'
import { keepPace } from './pace.js'
import { publishComment } from './publish.js'
import {
  type CommentRow,
  type DiscussionRow,
  findBareDiscussion,
  findDiscussion,
  selectDiscussions,
  selectReplies,
  selectThreads,
} from './queries.js'
import { type Host, toPublicComment, toPublicDiscussion, toPublicThread } from './view.js'

/** Reads are always asked for again (and answered with 304 when nothing is new): who comments wants to see it there. */
const FRESH = 0

export function discussionRoutes(services: Services) {
  const { now } = services
  const view = (c: AppContext, row: DiscussionRow) =>
    toPublicDiscussion(row, c.get('language'), c.get('organization').settings.languages, now())
  const hostOf = (c: AppContext): Host => {
    const { names, settings } = c.get('organization')
    return {
      name: localize(names, c.get('language'), settings.languages),
      masking: c.get('staff') ? unmasked : maskingOf(settings),
    }
  }

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
      const row = await findDiscussion(c.get('database'), { organizationId: c.get('organization').id, discussionId })
      publicCache(c, FRESH)
      return c.json(view(c, row), 200)
    })
    .openapi(listComments, async (c) => {
      const { limit, cursor, sort, thread } = c.req.valid('query')
      const key = { organizationId: c.get('organization').id, discussionId: c.req.valid('param').discussion }
      const page = { ...key, limit, after: cursor && readCursor(cursor) }
      const rows = thread
        ? (await selectReplies(c.get('database'), { ...page, thread })).map((comment) => ({
            comment,
            replies: [],
            replyCount: 0,
          }))
        : await selectThreads(c.get('database'), { ...page, sort })
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
          ({ comment }) => toCursor(comment.id),
        ),
        200,
      )
    })
    .openapi(createComment, async (c) => {
      const { discussion: discussionId } = c.req.valid('param')
      const admission = await admit(c, services, 'discussions')
      const isOfficial = admission.way === 'staff'
      const input = { ...c.req.valid('json'), discussionId, isOfficial, residentId: admission.resident?.id }
      const answer = await once(c, services, async (transaction) => {
        await admission.spend(transaction)
        const pace = (seconds: number) => keepPace(transaction, c, services, { discussionId, seconds })
        const comment = await publishComment(transaction, c.get('organization'), { ...input, pace }, now())
        const about = `comments/${comment.id}`
        c.set('about', about)
        const texts = [discussionId, input.text]
        if (!isOfficial) await noteSender(transaction, c, services, 'discussions', { about, texts })
        return c.json(toPublicComment(comment, hostOf(c)), 201)
      })
      services.events.nudge()
      return answer
    })
    .openapi(listModeration, async (c) => {
      requireStaff(c, 'moderator', 'administrator')
      const { limit, cursor, status } = c.req.valid('query')
      privateCache(c)
      const after = cursor && readCursor(cursor)
      const rows = await selectByStatus(c.get('database'), {
        organizationId: c.get('organization').id,
        status,
        after,
        limit,
      })
      return c.json(
        toPage(
          rows,
          limit,
          (row) => toModerated(c, row),
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
