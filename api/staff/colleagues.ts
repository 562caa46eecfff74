import { and, asc, eq, exists, inArray, type SQL, sql } from 'drizzle-orm'
import { caseworkers } from '../identity/roles.js'
import type { Database } from '../platform/database.js'
import { staffAccounts, staffRoles } from './tables.js'

export interface NamedColleague {
  id: string
  name: string
}

/**
 * The people who may have an appeal of this organization in hand: who deals with appeals here or above, by name, with one
 * to spare. As the owner of the database: accounts are of no organization.
 *
 * @param path from the root of the tree down to the organization itself. @param after the id of the last one of the page before.
 */
export const listColleagues = (
  database: Database,
  {
    path,
    limit,
    after,
    q,
  }: { path: readonly string[]; limit: number; after?: string | undefined; q?: string | undefined },
): Promise<NamedColleague[]> =>
  select(
    database,
    path,
    and(
      // By the id alone: a cursor with a long name in it would be too long.
      after === undefined
        ? undefined
        : sql`(${staffAccounts.name}, ${staffAccounts.id}) > (select last.name, last.id from staff_accounts last where last.id = ${after}::uuid)`,
      // Not as a pattern: a name may hold what would be one.
      q === undefined ? undefined : sql`position(lower(${q}) in lower(${staffAccounts.name})) > 0`,
    ),
  ).limit(limit + 1)

export async function findColleague(
  database: Database,
  { path, accountId }: { path: readonly string[]; accountId: string },
): Promise<NamedColleague | undefined> {
  const [found] = await select(database, path, eq(staffAccounts.id, accountId))
  return found
}

const select = (database: Database, path: readonly string[], condition: SQL | undefined) =>
  database
    .select({ id: staffAccounts.id, name: staffAccounts.name })
    .from(staffAccounts)
    .where(
      and(
        exists(
          database
            .select({ role: staffRoles.role })
            .from(staffRoles)
            .where(
              and(
                eq(staffRoles.accountId, staffAccounts.id),
                inArray(staffRoles.organizationId, [...path]),
                inArray(staffRoles.role, [...caseworkers]),
              ),
            ),
        ),
        condition,
      ),
    )
    .orderBy(asc(staffAccounts.name), asc(staffAccounts.id))
