import { and, eq } from 'drizzle-orm'
import { type AppContext, createRouter, privateCache, publicCache } from '../../platform/http.js'
import { toCursor, toPage } from '../../platform/paging.js'
import type { Services } from '../../platform/services.js'
import { findResident } from '../../residents/known.js'
import { hostOf } from '../host.js'
import { placeIn } from '../opinions/place.js'
import { letters } from '../opinions/routes.js'
import { voterOf } from '../person.js'
import { poster } from '../post.js'
import { findBareDiscussion } from '../queries.js'
import { readCursor } from '../read-comments.js'
import type { Recount } from '../recount.js'
import { discussionOpinions } from '../tables.js'
import { toPublicComment } from '../view.js'
import { createStatement, getOwnOpinion, listStatements } from './contract.js'
import { countStatements, selectNext, selectStatements, selectVotes } from './queries.js'

/** Own votes that are told. */
const MOST_TOLD = 100
const values = { '1': 'agree', '0': 'unsure', '-1': 'disagree' } as const

/** Short statements, and what the caller thinks of them. */
export function statementRoutes(services: Services, recount: Recount) {
  const post = poster(services, recount)
  const keyOf = (c: AppContext, discussionId: string) => ({ organizationId: c.get('organization').id, discussionId })

  return createRouter()
    .openapi(listStatements, async (c) => {
      const key = keyOf(c, c.req.valid('param').discussion)
      const { limit, cursor } = c.req.valid('query')
      await findBareDiscussion(c.get('database'), key)
      const after = cursor && readCursor(cursor)
      const rows = await selectStatements(c.get('database'), { ...key, limit, after })
      const host = hostOf(c)
      // The same address shows more to staff.
      c.header('vary', 'Authorization', { append: true })
      if (c.get('staff')) privateCache(c)
      else publicCache(c, 0)
      return c.json(
        toPage(
          rows,
          limit,
          (row) => toPublicComment(row, host),
          ({ id }) => toCursor(id),
        ),
        200,
      )
    })

    .openapi(createStatement, async (c) => {
      const discussionId = c.req.valid('param').discussion
      return (await post(c, { text: c.req.valid('json').text, discussionId, isStatement: true })) as never
    })

    .openapi(getOwnOpinion, async (c) => {
      privateCache(c)
      const key = keyOf(c, c.req.valid('param').discussion)
      const database = c.get('database')
      await findBareDiscussion(database, key)
      const voter = await voterOf(c, services, { ...key, resident: await findResident(c, services) })
      const [next, statements, votes, [kept]] = await Promise.all([
        selectNext(database, key, voter, c.req.valid('query').not),
        countStatements(database, key),
        selectVotes(database, key, voter),
        database
          .select()
          .from(discussionOpinions)
          .where(
            and(
              eq(discussionOpinions.organizationId, key.organizationId),
              eq(discussionOpinions.discussionId, key.discussionId),
            ),
          ),
      ])
      const host = hostOf(c)
      const own = votes.filter(({ comment }) => comment.isStatement)
      const place =
        kept?.model &&
        placeIn(
          kept.model,
          kept.found.groups,
          votes.map(({ comment, value }) => ({ id: comment.id, value })),
        )
      return c.json(
        {
          next: next ? toPublicComment(next, host) : null,
          statements,
          voted: own.length,
          votes: own.slice(0, MOST_TOLD).map(({ comment, value }) => ({
            statement: comment.id,
            text: toPublicComment(comment, host).text,
            value: values[`${value as 1 | 0 | -1}`],
          })),
          position: place
            ? { x: place.x, y: place.y, group: place.group === null ? null : (letters[place.group] ?? null) }
            : null,
        },
        200,
      )
    })
}
