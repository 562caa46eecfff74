import { and, asc, eq, isNull } from 'drizzle-orm'
import { organizations } from '../organizations/tables.js'
import type { Database } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { SignedIn, StaffSession } from './contract.js'
import type { Session, SessionRow } from './sessions.js'
import { staffPasskeys, staffRoles } from './tables.js'

/** Who is signed in, and what they are; of organizations that are retired they are nothing. */
export async function toSignedIn(
  database: Database,
  { account, session }: Session,
  language: string,
): Promise<SignedIn> {
  const { id, email, name, passwordHash, totp, recovery } = account
  const held = await database
    .select({ id: organizations.id, names: organizations.names, role: staffRoles.role })
    .from(staffRoles)
    .innerJoin(organizations, eq(organizations.id, staffRoles.organizationId))
    .where(and(eq(staffRoles.accountId, id), isNull(organizations.retiredAt)))
    .orderBy(asc(organizations.path), asc(staffRoles.role))
  const passkeys = await database.$count(staffPasskeys, eq(staffPasskeys.accountId, id))
  return {
    id,
    email,
    name,
    roles: held.map(({ id: organizationId, names, role }) => ({
      organization: { id: organizationId, name: localize(names, language, ['ru', 'en']) },
      role,
    })),
    hasPassword: passwordHash !== null,
    hasSecondFactor: totp !== null || passkeys > 0,
    hasApp: totp !== null,
    recoveryCodesLeft: recovery.length,
    session: {
      id: session.id,
      way: session.way,
      signedInAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    },
  }
}

export const toSession = (
  { id, hash, agent, way, createdAt, seenAt, expiresAt }: SessionRow,
  current: SessionRow,
): StaffSession => ({
  id,
  isThis: hash === current.hash,
  agent,
  way,
  signedInAt: createdAt.toISOString(),
  seenAt: seenAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})
