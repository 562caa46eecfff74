import { and, eq, gt, lt } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { recordAudit } from '../audit/record.js'
import type { Role } from '../identity/roles.js'
import { sha256 } from '../platform/crypto.js'
import { type Database, inOrganization, type Queryable } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import { INVITATION_GOOD_FOR, invitationOrganization, makeInvitationSecret } from './links.js'
import { staffAccounts, staffInvitations, staffRoles } from './tables.js'

export type InvitationRow = typeof staffInvitations.$inferSelect

interface By {
  /** `command`, or `staff:` and an id. */
  actor: string
  at: Date
}

/**
 * Invites a person; who was invited to the same before is given another link, and the former is over.
 * @throws {Problem} `invalid-input` for who is that already.
 */
export async function inviteStaff(
  database: Database,
  { organizationId, email, role }: { organizationId: string; email: string; role: Role },
  { actor, at }: By,
): Promise<{ invitation: InvitationRow; secret: string }> {
  const [known] = await database
    .select({ id: staffAccounts.id })
    .from(staffAccounts)
    .innerJoin(
      staffRoles,
      and(
        eq(staffRoles.organizationId, organizationId),
        eq(staffRoles.accountId, staffAccounts.id),
        eq(staffRoles.role, role),
      ),
    )
    .where(eq(staffAccounts.email, email))
  if (known) throw invalid('/role', 'has-role')
  const secret = makeInvitationSecret(organizationId)
  const hash = await sha256(secret)
  const times = { createdAt: at, expiresAt: new Date(at.getTime() + INVITATION_GOOD_FOR) }
  const invitation = await inOrganization(database, organizationId, async (transaction) => {
    const [row] = await transaction
      .insert(staffInvitations)
      .values({ organizationId, id: uuid(), email, role, hash, ...times })
      .onConflictDoUpdate({
        target: [staffInvitations.organizationId, staffInvitations.email, staffInvitations.role],
        set: { hash, ...times },
      })
      .returning()
    if (!row) throw new Error('the invitation just written is gone')
    const entry = { action: 'staff.invited', subject: `invitations/${row.id}`, details: { role } }
    await recordAudit(transaction, { organizationId, actor, at, ...entry })
    return row
  })
  return { invitation, secret }
}

/** @returns whether there was one. */
export function withdrawInvitation(
  database: Database,
  { organizationId, id }: { organizationId: string; id: string },
  { actor, at }: By,
): Promise<boolean> {
  return inOrganization(database, organizationId, async (transaction) => {
    const [gone] = await transaction
      .delete(staffInvitations)
      .where(and(eq(staffInvitations.organizationId, organizationId), eq(staffInvitations.id, id)))
      .returning()
    if (!gone) return false
    const entry = { action: 'staff.invitation-withdrawn', subject: `invitations/${id}`, details: { role: gone.role } }
    await recordAudit(transaction, { organizationId, actor, at, ...entry })
    return true
  })
}

const isGood = async (secret: string, organizationId: string, now: Date) =>
  and(
    eq(staffInvitations.organizationId, organizationId),
    eq(staffInvitations.hash, await sha256(secret)),
    gt(staffInvitations.expiresAt, now),
  )

/** What a link leads to. @throws {Problem} `link-over` */
export async function findInvitation(database: Queryable, secret: string, now: Date): Promise<InvitationRow> {
  const organizationId = invitationOrganization(secret)
  if (!organizationId) throw new Problem('link-over')
  const [found] = await database
    .select()
    .from(staffInvitations)
    .where(await isGood(secret, organizationId, now))
  if (!found) throw new Problem('link-over')
  return found
}

/**
 * Makes of an invitation a role, once; and of a person who has no account one, if told what it needs.
 * @param who the holder of the account there is, or what makes one.
 * @throws {Problem} `link-over`; `staff-only` when there is an account, whose holder must be signed in.
 */
export async function acceptInvitation(
  database: Database,
  secret: string,
  who: { accountId: string } | { name: string; passwordHash: string | null },
  at: Date,
): Promise<{ accountId: string }> {
  const organizationId = invitationOrganization(secret)
  if (!organizationId) throw new Problem('link-over')
  const good = await isGood(secret, organizationId, at)
  // As the owner of the database: accounts are of no organization.
  return database.transaction(async (transaction) => {
    const [accepted] = await transaction.delete(staffInvitations).where(good).returning()
    if (!accepted) throw new Problem('link-over')
    const { email, role } = accepted
    const account =
      'accountId' in who
        ? who
        : await transaction
            .insert(staffAccounts)
            .values({ id: uuid(), email, ...who, createdAt: at })
            .onConflictDoNothing()
            .returning({ accountId: staffAccounts.id })
            .then(([added]) => added)
    if (!account) throw new Problem('staff-only')
    const { accountId } = account
    await transaction
      .insert(staffRoles)
      .values({ organizationId, accountId, role, createdAt: at })
      .onConflictDoNothing()
    const entry = { action: 'staff.joined', subject: `staff/${accountId}`, details: { role } }
    await recordAudit(transaction, { organizationId, actor: `staff:${accountId}`, at, ...entry })
    return { accountId }
  })
}

export const forgetInvitations = (database: Database) => ({
  name: 'invitations of staff',
  run: (now: Date) => database.delete(staffInvitations).where(lt(staffInvitations.expiresAt, now)),
})
