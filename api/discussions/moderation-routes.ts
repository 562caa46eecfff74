import { z } from 'zod'
import { refuseBlocked } from '../abuse/blocks.js'
import { load } from '../abuse/standing.js'
import { requireStaff } from '../identity/authenticate.js'
import type { Queryable } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { unmasked } from '../privacy/masking.js'
import { findResident } from '../residents/known.js'
import { namesOf, toldByWhom } from './decided-by.js'
import { type FlagReason, legalDecisions } from './decisions.js'
import { hostOf } from './host.js'
import { selectDecisions, selectFlags, undoModeration } from './moderate.js'
import * as contract from './moderation-contract.js'
import { canObject, findOwn, object, toObjection } from './objections.js'
import { authorOf } from './person.js'
import { standingOf } from './policy.js'
import {
  countQueue,
  type Queued,
  selectAround,
  selectOfAuthor,
  selectQueue,
  selectQueued,
  selectVersions,
} from './queue.js'
import { recordOf } from './standing.js'
import { toPublicComment } from './view.js'

const DECISIONS = 20

const readers = ['moderator', 'coordinator', 'administrator'] as const
const deciders = ['moderator', 'administrator'] as const

/** What moderators look at, and what authors object to. */
export function moderationRoutes(services: Services) {
  const { now } = services
  const keyOf = (c: AppContext, { discussion, comment }: { discussion: string; comment: string }) => {
    c.set('about', `comments/${comment}`)
    return { organizationId: c.get('organization').id, discussionId: discussion, id: comment }
  }
  const queuedOne = async (c: AppContext, id: string, actor: string, database: Queryable = c.get('database')) => {
    const [queued] = await selectQueued(database, c.get('organization').id, [id])
    if (!queued || queued.comment.erasedAt) throw new Problem('not-found')
    const flags = await selectFlags(database, [queued.comment])
    return { queued, view: toQueued(c, queued, { flags: flags.get(id) ?? [], actor }) }
  }
  const told = (c: AppContext, own: Awaited<ReturnType<typeof findOwn>>): contract.OwnDecision => ({
    comment: toPublicComment(own.comment, { ...hostOf(c), masking: unmasked }),
    objection: own.objection && toObjection(own.objection),
    canObject: canObject(own),
  })

  return createRouter()
    .openapi(contract.getModerationQueue, async (c) => {
      const { actor } = requireStaff(c, ...readers)
      const { id: organizationId, settings } = c.get('organization')
      const { limit, cursor, discussion: discussionId, reason, sort } = c.req.valid('query')
      privateCache(c)
      const database = c.get('database')
      const after = cursor && idIn(cursor)
      const rows = await selectQueue(database, { organizationId, discussionId, reason, sort, after, limit })
      const [counted, flags] = await Promise.all([
        countQueue(database, organizationId),
        selectFlags(
          database,
          rows.map(({ comment }) => comment),
        ),
      ])
      const page = toPage(
        rows,
        limit,
        (row) => toQueued(c, row, { flags: flags.get(row.comment.id) ?? [], actor }),
        ({ comment }) => toCursor(comment.id),
      )
      const within = counted.discussions.map(({ titles, ...one }) => ({
        ...one,
        title: localize(titles, c.get('language'), settings.languages),
      }))
      return c.json({ ...page, counts: counted.counts, discussions: within }, 200)
    })

    .openapi(contract.getCommentContext, async (c) => {
      const { actor } = requireStaff(c, ...readers)
      const key = keyOf(c, c.req.valid('param'))
      privateCache(c)
      const database = c.get('database')
      const { queued, view } = await queuedOne(c, key.id, actor)
      const { comment } = queued
      if (comment.discussionId !== key.discussionId) throw new Problem('not-found')
      const { organizationId, author } = comment
      const [around, versions, decided, record, latest] = await Promise.all([
        selectAround(database, comment),
        selectVersions(database, key),
        selectDecisions(database, key, DECISIONS),
        recordOf(database, { organizationId, author, now: now() }),
        selectOfAuthor(database, comment),
      ])
      const nameOf = await namesOf(
        services,
        decided.map((one) => one.actor),
      )
      const host = hostOf(c)
      return c.json(
        {
          comment: view,
          thread: around.map((one) => toPublicComment(one, host)),
          versions: versions.map(({ at, text }) => ({ at: at.toISOString(), text })),
          decisions: decided.map(({ decision, reason, at, actor }) => ({
            decision,
            reason,
            at: at.toISOString(),
            by: nameOf(actor),
          })),
          author: {
            standing: standingOf(record, c.get('organization').settings.moderation.trustedAfter),
            published: record?.published ?? 0,
            against: record?.against ?? 0,
            latest: latest.map((one) => toPublicComment(one, host)),
          },
        },
        200,
      )
    })

    .openapi(contract.undoModeration, async (c) => {
      const { actor } = requireStaff(c, ...deciders)
      const key = keyOf(c, c.req.valid('param'))
      privateCache(c)
      const answer = await toldByWhom(services, () =>
        once(c, services, async (transaction) => {
          await undoModeration(transaction, c.get('organization'), key, { actor, at: now() })
          return c.json((await queuedOne(c, key.id, actor, transaction)).view, 200)
        }),
      )
      services.events.nudge()
      return answer
    })

    .openapi(contract.getObjection, async (c) => {
      const key = keyOf(c, c.req.valid('param'))
      privateCache(c)
      const author = await authorOf(c, services, await findResident(c, services))
      return c.json(told(c, await findOwn(c.get('database'), key, author)), 200)
    })

    .openapi(contract.createObjection, async (c) => {
      const key = keyOf(c, c.req.valid('param'))
      privateCache(c)
      const resident = await findResident(c, services)
      await refuseBlocked(c, services)
      load(c, services, 'discussions').count()
      const author = await authorOf(c, services, resident)
      const { text } = c.req.valid('json')
      const answer = await once(c, services, async (transaction) =>
        c.json(told(c, await object(transaction, key, { author, text, language: c.get('language'), at: now() })), 201),
      )
      services.events.nudge()
      return answer
    })
}

/** As a moderator sees it: the text whole, and the name as it was given. */
function toQueued(
  c: AppContext,
  { comment, titles, isFlagged, objection, decidedBy }: Queued,
  { flags, actor }: { flags: { reason: FlagReason; text: string; at: string }[]; actor: string },
): contract.QueuedComment {
  const isContested = objection !== null && objection.settledAt === null
  const circumstances = { isFlagged, isContested, isDecided: comment.decidedAt !== null }
  const { languages } = c.get('organization').settings
  return {
    ...toPublicComment(comment, hostOf(c)),
    discussion: comment.discussionId,
    title: localize(titles, c.get('language'), languages),
    flags,
    reasons: [
      ...(comment.status === 'waiting' ? (['waiting'] as const) : []),
      ...(isFlagged ? (['flagged'] as const) : []),
      ...(isContested ? (['contested'] as const) : []),
    ],
    decidedAt: comment.decidedAt?.toISOString() ?? null,
    findings: comment.findings,
    objection: objection && toObjection(objection),
    isOwnDecision: decidedBy === actor,
    legal: legalDecisions(comment.status, circumstances),
  }
}

export function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
