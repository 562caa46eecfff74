import { and, asc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { endOf, localDate } from './deadlines.js'
import { isRunning } from './queues.js'
import { appeals, dueAt } from './tables.js'

/** What is to be done by the end of today, or should have been. */
export interface DueAppeal {
  number: number
  categoryNames: Localized
  /** Which of the staff has it in hand, as the history names them. */
  assignee: string | null
  /** It is to be registered; else answered, or decided. */
  isUnregistered: boolean
  dueAt: Date
}

/** The one due first comes first. While the resident is asked, nothing is due. */
export async function findDue(
  database: Queryable,
  { organizationId, now, timeZone }: { organizationId: string; now: Date; timeZone: string },
): Promise<DueAppeal[]> {
  const rows = await database
    .select({
      number: appeals.number,
      categoryNames: appeals.categoryNames,
      assignee: appeals.assignee,
      registerBy: appeals.registerBy,
      deadline: appeals.deadline,
    })
    .from(appeals)
    .where(
      and(
        eq(appeals.organizationId, organizationId),
        isRunning,
        sql`${dueAt} <= ${endOf(localDate(now, timeZone), timeZone).toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(dueAt), asc(appeals.number))
  return rows.map(({ registerBy, deadline, ...row }) => {
    const isUnregistered = registerBy !== null && (deadline === null || registerBy <= deadline)
    return { ...row, isUnregistered, dueAt: (isUnregistered ? registerBy : deadline) as Date }
  })
}
