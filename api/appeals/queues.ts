import { and, count, eq, inArray, isNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { endOf, localDate } from './deadlines.js'
import { type QueueName, queues } from './queue-names.js'
import { appealMentions, appeals, dueAt } from './tables.js'
import { openStatuses, type Status } from './transitions.js'

/** Who looks, and when. */
export interface Looker {
  actor: string
  now: Date
  timeZone: string
}

/** A rating that says the answer did not solve it. */
const BAD = 2

const isOpen = inArray(appeals.status, openStatuses)
const at = (status: Status) => eq(appeals.status, status)
/** While the resident is asked, nothing is due. */
export const isRunning = and(isOpen, ne(appeals.status, 'waiting'))

/** The condition of each queue, in SQL. */
export function queueOf(name: QueueName, { actor, now, timeZone }: Looker): SQL | undefined {
  const moment = sql`${now.toISOString()}::timestamptz`
  switch (name) {
    case 'mine':
      return and(isOpen, eq(appeals.assignee, actor))
    case 'mentioned':
      return sql`exists (select from appeal_mentions m where m.organization_id = appeals.organization_id and m.actor = ${actor} and m.appeal_id = appeals.id)`
    case 'unassigned':
      return and(isOpen, isNull(appeals.assignee))
    case 'today':
      return and(
        isRunning,
        sql`${dueAt} >= ${moment}`,
        sql`${dueAt} <= ${endOf(localDate(now, timeZone), timeZone).toISOString()}::timestamptz`,
      )
    case 'overdue':
      return and(isRunning, sql`${dueAt} < ${moment}`)
    case 'waiting':
      return at('waiting')
    case 'moderation':
      return at('moderation')
    case 'drafts':
      return at('drafted')
    case 'disputed':
      return at('disputed')
    case 'badly-rated':
      return and(
        lte(appeals.ratingScore, BAD),
        inArray(appeals.status, ['answered', 'closed']),
        isNull(appeals.erasedAt),
      )
  }
}

/** All that was ever answered badly is long to count, and nobody needs to know it to the last. */
export const MOST_COUNTED = 1000

/** How many there are in each queue; of those answered badly at most `MOST_COUNTED`. */
export async function countQueues(
  database: Queryable,
  { organizationId, ...looker }: Looker & { organizationId: string },
): Promise<Record<QueueName, number>> {
  const isMine = eq(appeals.organizationId, organizationId)
  const ofOpen = queues.filter((name) => name !== 'badly-rated' && name !== 'mentioned')
  const filters = Object.fromEntries(
    ofOpen.map((name) => [name, sql<number>`count(*) filter (where ${queueOf(name, looker)})`.mapWith(Number)]),
  )
  const [[open], [badly], mentioned] = await Promise.all([
    database.select(filters).from(appeals).where(and(isMine, isOpen)),
    database.select({ count: count() }).from(
      database
        .select({ id: appeals.id })
        .from(appeals)
        .where(and(isMine, queueOf('badly-rated', looker)))
        .limit(MOST_COUNTED)
        .as('badly'),
    ),
    database.$count(
      appealMentions,
      and(eq(appealMentions.organizationId, organizationId), eq(appealMentions.actor, looker.actor)),
    ),
  ])
  return { ...open, mentioned, 'badly-rated': badly?.count ?? 0 } as Record<QueueName, number>
}
