import { and, asc, eq, gt, inArray, ne, or, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import { type Role, roles } from '../identity/roles.js'
import type { Database, Transaction } from '../platform/database.js'
import { Problem } from '../platform/problems.js'
import type { StaffMember } from './administration.js'
import { endSessions } from './sessions.js'
import { staffAccounts, staffInvitations, staffPasskeys, staffRoles } from './tables.js'

/** Changes to who is staff come one after another: two administrators must not remove each other at once. */
const STAFF_LOCK = 872_463_031

interface Where {
  /** From the root of the tree down to the organization itself. */
  path: readonly string[]
  accountId: string
}

/**
 * Has a person be this here, and nothing else; of no role: nothing at all. They are signed out everywhere. As the owner
 * of the database: accounts and sessions are of no organization.
 *
 * @throws {Problem} `not-found` for who is not staff here; `last-administrator`
 */
export async function setStaffRoles(
  database: Database,
  { path, accountId }: Where,
  wanted: readonly Role[],
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  const organizationId = path.at(-1) ?? ''
  const mine = and(eq(staffRoles.organizationId, organizationId), eq(staffRoles.accountId, accountId))
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${STAFF_LOCK})`)
    const held = (await transaction.select().from(staffRoles).where(mine)).map(({ role }) => role)
    if (held.length === 0) throw new Problem('not-found')
    const before = inOrder(held)
    const after = inOrder(wanted)
    if (before.join() === after.join()) return
    const isNoMore = held.includes('administrator') && !wanted.includes('administrator')
    if (isNoMore && !(await isAdministeredByOthers(transaction, { path, accountId }))) {
      throw new Problem('last-administrator')
    }
    await transaction.delete(staffRoles).where(mine)
    if (after.length > 0) {
      await transaction
        .insert(staffRoles)
        .values(after.map((role) => ({ organizationId, accountId, role, createdAt: at })))
    }
    // Whoever is nobody here any more must not come back by an invitation of before.
    if (after.length === 0) {
      const [account] = await transaction.select().from(staffAccounts).where(eq(staffAccounts.id, accountId))
      await transaction
        .delete(staffInvitations)
        .where(
          and(eq(staffInvitations.organizationId, organizationId), eq(staffInvitations.email, account?.email ?? '')),
        )
    }
    await endSessions(transaction, accountId)
    const action = after.length === 0 ? 'staff.removed' : 'staff.changed'
    const details = { roles: { from: before, to: after } }
    await recordAudit(transaction, { organizationId, actor, at, action, subject: `staff/${accountId}`, details })
  })
}

const inOrder = (held: readonly Role[]) => roles.filter((role) => held.includes(role))

/** Here or above. */
async function isAdministeredByOthers(transaction: Transaction, { path, accountId }: Where): Promise<boolean> {
  const [other] = await transaction
    .select({ accountId: staffRoles.accountId })
    .from(staffRoles)
    .where(
      and(
        inArray(staffRoles.organizationId, [...path]),
        eq(staffRoles.role, 'administrator'),
        or(ne(staffRoles.accountId, accountId), ne(staffRoles.organizationId, path.at(-1) ?? '')),
      ),
    )
    .limit(1)
  return other !== undefined
}

/** Staff of one organization, with one to spare. @param after the account the page begins after. */
export async function listMembers(
  database: Database,
  { organizationId, limit, after }: { organizationId: string; limit: number; after?: string | undefined },
): Promise<StaffMember[]> {
  const rows = await database
    .select({
      account: staffAccounts,
      hasSecondFactor,
      roles: sql<string>`string_agg(${staffRoles.role}, ',')`,
    })
    .from(staffRoles)
    .innerJoin(staffAccounts, eq(staffAccounts.id, staffRoles.accountId))
    .where(
      and(
        eq(staffRoles.organizationId, organizationId),
        after === undefined ? undefined : gt(staffRoles.accountId, after),
      ),
    )
    .groupBy(staffAccounts.id)
    .orderBy(asc(staffAccounts.id))
    .limit(limit + 1)
  return rows.map(({ roles: held, ...row }) => toMember(row, held.split(',') as Role[]))
}

export async function findMember(database: Database, organizationId: string, accountId: string): Promise<StaffMember> {
  const rows = await database
    .select({ account: staffAccounts, hasSecondFactor, role: staffRoles.role })
    .from(staffRoles)
    .innerJoin(staffAccounts, eq(staffAccounts.id, staffRoles.accountId))
    .where(and(eq(staffRoles.organizationId, organizationId), eq(staffRoles.accountId, accountId)))
  const [first] = rows
  if (!first) throw new Problem('not-found')
  return toMember(
    first,
    rows.map(({ role }) => role),
  )
}

/** A password alone does not let them in. */
export const hasSecondFactor = sql<boolean>`${staffAccounts.totp} is not null or exists (select 1 from ${staffPasskeys} where ${staffPasskeys.accountId} = ${staffAccounts.id})`

const toMember = (
  { account, hasSecondFactor: isTwice }: { account: typeof staffAccounts.$inferSelect; hasSecondFactor: boolean },
  held: readonly Role[],
): StaffMember => ({
  id: account.id,
  name: account.name,
  email: account.email,
  roles: inOrder(held),
  hasSecondFactor: isTwice,
  signedInAt: account.signedInAt?.toISOString() ?? null,
})
