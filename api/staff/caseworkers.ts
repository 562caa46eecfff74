import { and, asc, eq, inArray } from 'drizzle-orm'
import { caseworkers } from '../identity/roles.js'
import type { Database, Queryable } from '../platform/database.js'
import { staffAccounts, staffRoles } from './tables.js'

/** Whether a person deals with appeals in this organization itself: a request sees that without learning who it is. */
export async function isCaseworker(
  database: Queryable,
  { organizationId, accountId }: { organizationId: string; accountId: string },
): Promise<boolean> {
  const [found] = await database
    .select({ role: staffRoles.role })
    .from(staffRoles)
    .where(
      and(
        eq(staffRoles.organizationId, organizationId),
        eq(staffRoles.accountId, accountId),
        inArray(staffRoles.role, [...caseworkers]),
      ),
    )
    .limit(1)
  return found !== undefined
}

/** The names of those of these people who deal with appeals in the organization itself. As the owner of the database. */
export async function caseworkersAmong(
  database: Database,
  { organizationId, accountIds }: { organizationId: string; accountIds: readonly string[] },
): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await database
    .selectDistinct({ id: staffAccounts.id, name: staffAccounts.name })
    .from(staffRoles)
    .innerJoin(staffAccounts, eq(staffAccounts.id, staffRoles.accountId))
    .where(
      and(
        eq(staffRoles.organizationId, organizationId),
        inArray(staffRoles.accountId, [...accountIds]),
        inArray(staffRoles.role, [...caseworkers]),
      ),
    )
    .orderBy(asc(staffAccounts.id))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
