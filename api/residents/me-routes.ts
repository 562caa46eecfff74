import { load } from '../abuse/standing.js'
import { allAppealsOf, appealsOf } from '../appeals/mine.js'
import { particularsOf } from '../appeals/particulars.js'
import { supportsOf } from '../appeals/supporters.js'
import { type Reader, toResident as toResidentAppeal, toSummary } from '../appeals/view.js'
import { followedBy } from '../discussions/following/follow.js'
import { allCommentsOf, allObjectionsOf, commentsOf } from '../discussions/mine.js'
import { toObjection } from '../discussions/objections.js'
import type { CommentRow } from '../discussions/queries.js'
import { toPublicComment } from '../discussions/view.js'
import type { Queryable } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { hasKeptAnswer, once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { phaseAt } from '../platform/period.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { pollsOf } from '../polls/taken.js'
import { unmasked } from '../privacy/masking.js'
import { addressesOf } from './addresses.js'
import { tryCode } from './codes.js'
import { readContact } from './contact.js'
import {
  correctMe,
  endResidentSessions,
  eraseMe,
  exportMe,
  getMe,
  listMyAppeals,
  listMyComments,
  listMySupports,
  listMyVotes,
  type Me,
  type MyComment,
  type MySupport,
  type MyVote,
} from './contract.js'
import { correctResident } from './correct.js'
import { eraseResident } from './erase.js'
import { findResident, requireResident } from './known.js'
import { requestOf } from './request.js'
import { endSessions, sessionsOf } from './sessions.js'
import { subjectOf } from './subject.js'
import { toResident, toSession } from './view.js'
import { findResidentRow, type ResidentRow } from './welcome.js'

/** What is a resident's own: to see, correct, take along and erase, and where they are signed in. */
export function meRoutes(services: Services) {
  const { secret, sealing, now } = services

  const readerOf = (c: AppContext): Reader => ({
    organization: c.get('organization'),
    language: c.get('language'),
    now: now(),
  })
  const nameOf = (c: AppContext) => {
    const { names, settings } = c.get('organization')
    return localize(names, c.get('language'), settings.languages)
  }
  /** The row of the resident who was found to ask. @throws {Problem} `resident-only` */
  const rowOf = async (c: AppContext, database: Queryable): Promise<ResidentRow> => {
    const id = c.get('resident')?.id
    const row = id && (await findResidentRow(database, { organizationId: c.get('organization').id, id }))
    if (!row) throw new Problem('resident-only')
    return row
  }
  const toMe = async (c: AppContext, database: Queryable, row: ResidentRow): Promise<Me> => {
    const { organizationId, id: residentId } = row
    const sessions = await sessionsOf(database, { organizationId, residentId, now: now() })
    const current = c.get('resident')?.sessionHash ?? ''
    return {
      ...toResident(row, await readContact(sealing, row)),
      sessions: sessions.map((session) => toSession(session, current)),
    }
  }
  const toMyComment = (c: AppContext, row: CommentRow): MyComment => ({
    ...toPublicComment(row, { name: nameOf(c), masking: unmasked }),
    discussion: row.discussionId,
  })
  const votesOf = async (c: AppContext, database: Queryable, { organizationId, subject }: ResidentRow) => {
    const taken = await pollsOf(database, secret, { organizationId, subject })
    const { language, settings } = { language: c.get('language'), settings: c.get('organization').settings }
    return taken.map(
      (poll): MyVote => ({
        poll: poll.id,
        title: localize(poll.titles, language, settings.languages),
        status: phaseAt(poll, now()),
        closesAt: poll.closesAt.toISOString(),
      }),
    )
  }
  const mySupports = async (c: AppContext, { organizationId, id: residentId }: ResidentRow) => {
    const { settings } = c.get('organization')
    const rows = await supportsOf(c.get('database'), { organizationId, residentId })
    return rows.map(
      ({ number, status, categoryCode: code, categoryNames, at }): MySupport => ({
        number,
        status,
        category: { code, name: localize(categoryNames, c.get('language'), settings.languages) },
        supportedAt: at.toISOString(),
      }),
    )
  }
  const followingOf = async (c: AppContext, row: ResidentRow) => {
    const { languages } = c.get('organization').settings
    const subjects = await addressesOf(services, row)
    const rows = await followedBy(c.get('database'), { organizationId: row.organizationId, subjects })
    return rows.map(({ discussionId: discussion, titles, pace, createdAt, endedAt }) => ({
      discussion,
      title: localize(titles, c.get('language'), languages),
      isFollowing: endedAt === null,
      pace,
      since: createdAt.toISOString(),
    }))
  }
  return createRouter()
    .openapi(endResidentSessions, async (c) => {
      const { which } = c.req.valid('query')
      privateCache(c)
      // Asked before the transaction; without one, the answer may still be one that was given before.
      const resident = await findResident(c, services)
      return once(
        c,
        services,
        async (transaction) => {
          if (!resident) throw new Problem('resident-only')
          const { id: residentId, sessionHash: hash } = resident
          const key = { organizationId: c.get('organization').id, residentId, hash }
          return c.json({ ended: await endSessions(transaction, key, which) }, 200)
        },
        [...(await requestOf(c, secret)), which],
      )
    })

    .openapi(getMe, async (c) => {
      privateCache(c)
      await requireResident(c, services)
      return c.json(await toMe(c, c.get('database'), await rowOf(c, c.get('database'))), 200)
    })

    .openapi(correctMe, async (c) => {
      const { id: organizationId } = c.get('organization')
      const change = c.req.valid('json')
      privateCache(c)
      await requireResident(c, services)
      if (change.email && change.code && !(await hasKeptAnswer(c))) {
        load(c, services, 'signins').count()
        const subject = await subjectOf(secret, organizationId, { way: 'email', email: change.email })
        const tried = { code: change.code, now: now() }
        if (!(await tryCode(c.get('database'), secret, { organizationId, subject }, tried)))
          throw invalid('/code', 'wrong-code')
      }
      return once(
        c,
        services,
        async (transaction) => {
          const row = await rowOf(c, transaction)
          c.set('about', `residents/${row.id}`)
          return c.json(await toMe(c, transaction, await correctResident(transaction, services, row, change)), 200)
        },
        await requestOf(c, secret),
      )
    })

    .openapi(listMyAppeals, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const { id: residentId } = await requireResident(c, services)
      const owner = { organizationId: c.get('organization').id, residentId }
      const after = cursor === undefined ? undefined : Number(fromCursor(cursor, 'number')[0])
      const rows = await appealsOf(c.get('database'), owner, { limit, after })
      const reader = readerOf(c)
      privateCache(c)
      return c.json(
        toPage(
          rows,
          limit,
          (row) => toSummary(row, reader, 'all'),
          ({ number }) => toCursor(number),
        ),
        200,
      )
    })

    .openapi(listMyComments, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const { id: residentId } = await requireResident(c, services)
      const owner = { organizationId: c.get('organization').id, residentId }
      const after = cursor === undefined ? undefined : readId(cursor)
      const rows = await commentsOf(c.get('database'), owner, { limit, after })
      privateCache(c)
      return c.json(
        toPage(
          rows,
          limit,
          (row) => toMyComment(c, row),
          ({ id }) => toCursor(id),
        ),
        200,
      )
    })

    .openapi(listMyVotes, async (c) => {
      privateCache(c)
      await requireResident(c, services)
      return c.json({ items: await votesOf(c, c.get('database'), await rowOf(c, c.get('database'))) }, 200)
    })

    .openapi(listMySupports, async (c) => {
      privateCache(c)
      await requireResident(c, services)
      return c.json({ items: await mySupports(c, await rowOf(c, c.get('database'))) }, 200)
    })

    .openapi(exportMe, async (c) => {
      const database = c.get('database')
      await requireResident(c, services)
      const row = await rowOf(c, database)
      const { organizationId, id: residentId } = row
      const reader = readerOf(c)
      const [appeals, comments, objections, following, votes, supports] = await Promise.all([
        allAppealsOf(database, { organizationId, residentId }),
        allCommentsOf(database, { organizationId, residentId }),
        allObjectionsOf(database, { organizationId, residentId }),
        followingOf(c, row),
        votesOf(c, database, row),
        mySupports(c, row),
      ])
      privateCache(c)
      c.header('content-disposition', `attachment; filename="${organizationId}.json"`)
      return c.json(
        {
          exportedAt: reader.now.toISOString(),
          organization: { id: organizationId, name: nameOf(c) },
          resident: await toMe(c, database, row),
          appeals: await Promise.all(
            appeals.map(async (appeal) =>
              toResidentAppeal(appeal, await particularsOf(database, services, appeal), reader),
            ),
          ),
          comments: comments.map((comment) => toMyComment(c, comment)),
          objections: objections.map((objection) => ({
            ...toObjection(objection),
            discussion: objection.discussionId,
            comment: objection.commentId,
          })),
          following,
          votes,
          supports,
        },
        200,
      )
    })

    .openapi(eraseMe, async (c) => {
      privateCache(c)
      await findResident(c, services)
      const answer = await once(
        c,
        services,
        async (transaction) => {
          const row = await rowOf(c, transaction)
          const erasedAt = now()
          const counts = await eraseResident(transaction, services, row, erasedAt)
          return c.json({ erasedAt: erasedAt.toISOString(), ...counts }, 200)
        },
        await requestOf(c, secret),
      )
      services.events.nudge()
      return answer
    })
}

/** @throws {Problem} `invalid-input` for a cursor of another list. */
function readId(cursor: string): string {
  const [id] = fromCursor(cursor, 'string')
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(String(id))) throw invalid('/cursor', 'cursor')
  return String(id)
}
