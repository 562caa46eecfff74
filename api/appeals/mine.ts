import { and, asc, desc, eq, lt } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { type AppealRow, appealColumns } from './find.js'
import { appeals } from './tables.js'

interface Owner {
  organizationId: string
  residentId: string
}

/** One page of what a resident sent, the latest first, with one row to spare. @param page.after the number of the last one of the page before. */
export const appealsOf = (
  database: Queryable,
  owner: Owner,
  { limit, after }: { limit: number; after: number | undefined },
): Promise<AppealRow[]> =>
  database
    .select(appealColumns)
    .from(appeals)
    .where(and(isOf(owner), after === undefined ? undefined : lt(appeals.number, after)))
    .orderBy(desc(appeals.number))
    .limit(limit + 1)

export const allAppealsOf = (database: Queryable, owner: Owner): Promise<AppealRow[]> =>
  database.select(appealColumns).from(appeals).where(isOf(owner)).orderBy(asc(appeals.number))

/** What a resident sent stays, and no longer leads to them. */
export const disownAppeals = (database: Queryable, owner: Owner) =>
  database.update(appeals).set({ residentId: null }).where(isOf(owner))

const isOf = ({ organizationId, residentId }: Owner) =>
  and(eq(appeals.organizationId, organizationId), eq(appeals.residentId, residentId))
