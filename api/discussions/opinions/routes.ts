import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type AppContext, createRouter, publicCache } from '../../platform/http.js'
import { maskingOf } from '../../privacy/masking.js'
import { findBareDiscussion } from '../queries.js'
import { comments, discussionOpinions } from '../tables.js'
import { getOpinions } from './contract.js'
import { type DiscussionKey, FEWEST_VOTERS, type FoundOpinions, type SaidOf } from './find.js'

/** Seconds: they are found anew no more often. */
const FRESH = 60

export const opinionRoutes = () =>
  createRouter().openapi(getOpinions, async (c) => {
    const key = { organizationId: c.get('organization').id, discussionId: c.req.valid('param').discussion }
    await findBareDiscussion(c.get('database'), key)
    const [kept] = await c
      .get('database')
      .select({ at: discussionOpinions.at, voters: discussionOpinions.voters, found: discussionOpinions.found })
      .from(discussionOpinions)
      .where(
        and(
          eq(discussionOpinions.organizationId, key.organizationId),
          eq(discussionOpinions.discussionId, key.discussionId),
        ),
      )
    const { groups, shared } = kept?.found ?? { groups: [], shared: [] }
    const texts = await textsOf(c, key, [...groups.flatMap(({ says }) => says), ...shared])
    // What was hidden or erased since is not told any more.
    const told = (said: readonly SaidOf[]) =>
      said.flatMap((one) => {
        const text = texts.get(one.comment)
        return text === undefined ? [] : [{ ...one, text }]
      })
    publicCache(c, FRESH)
    return c.json(
      {
        at: kept?.at.toISOString() ?? null,
        voters: kept?.voters ?? 0,
        minimum: FEWEST_VOTERS,
        groups: groups.map((group, index) => ({ ...group, id: letters[index] ?? '', says: told(group.says) })),
        shared: told(shared),
      },
      200,
    )
  })

/** What groups are called. */
export const letters = 'ABCDE'

async function textsOf(c: AppContext, { organizationId, discussionId }: DiscussionKey, said: FoundOpinions['shared']) {
  if (said.length === 0) return new Map<string, string>()
  const rows = await c
    .get('database')
    .select({ id: comments.id, text: comments.text, isOfficial: comments.isOfficial })
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, organizationId),
        eq(comments.discussionId, discussionId),
        inArray(
          comments.id,
          said.map(({ comment }) => comment),
        ),
        eq(comments.status, 'published'),
        isNull(comments.erasedAt),
      ),
    )
  const masking = maskingOf(c.get('organization').settings)
  return new Map(rows.map(({ id, text, isOfficial }) => [id, isOfficial ? text : masking.text(text)]))
}
