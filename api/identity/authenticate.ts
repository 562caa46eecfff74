import { and, eq } from 'drizzle-orm'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { sha256 } from '../platform/crypto.js'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { keyOrganization } from './keys.js'
import type { Role } from './roles.js'
import { apiKeys } from './tables.js'

export interface Grant {
  role: Role
  /** Of which they are staff: there, and in everything below it. */
  organizationId: string
}

export interface Staff {
  /** As the history names them: `staff:` and the id of the key or account. */
  actor: string
  name: string
  /** Whether a person is signed in; whose a key is, and how many keys they have, is not known. */
  isPerson: boolean
  /** What they are here: a key one thing, a person perhaps several. The highest in the tree comes first. */
  grants: readonly Grant[]
}

/** Milliseconds between two notes of a key's use: one write a minute, not one a request. */
const USE_NOTED_EVERY = 60_000

/** Whoever may send what residents report without being asked for a proof, and nothing else. */
export interface Intake {
  /** The key's id, and what it is for. */
  id: string
  name: string
}

/**
 * The staff an API key stands for, or the app that has a key for sending alone.
 * @throws {Problem} `staff-only` for a key that is unknown, expired or revoked; `forbidden` for one of another branch of the tree.
 */
export async function authenticate(
  { database, now }: Services,
  organization: ResolvedOrganization,
  apiKey: string,
): Promise<{ staff: Staff } | { intake: Intake }> {
  const organizationId = keyOrganization(apiKey)
  const mine = and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.hash, await sha256(apiKey)))
  const [key] = await database.select().from(apiKeys).where(mine)
  const time = now()
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= time)) throw new Problem('staff-only')
  if (!organization.path.includes(organizationId)) throw new Problem('forbidden')
  if (!key.lastUsedAt || time.getTime() - key.lastUsedAt.getTime() > USE_NOTED_EVERY) {
    await database.update(apiKeys).set({ lastUsedAt: time }).where(mine)
  }
  const { id, name, role } = key
  if (role === 'intake') return { intake: { id, name } }
  return { staff: { actor: `staff:${id}`, name, isPerson: false, grants: [{ role, organizationId }] } }
}

/**
 * Who asks, and by which of what they are they may.
 * @throws {Problem} `staff-only` for nobody, `forbidden` for another role.
 */
export function requireStaff(c: AppContext, ...allowed: Role[]): Staff & Grant {
  const staff = c.get('staff')
  if (!staff) throw new Problem('staff-only')
  const grant = staff.grants.find(({ role }) => allowed.length === 0 || allowed.includes(role))
  if (!grant) throw new Problem('forbidden')
  return { ...staff, ...grant }
}

/** Whether they deal with appeals: a moderator reads texts, and not who sent them. */
export const readsContacts = (staff: Staff): boolean => rolesOf(staff).some((role) => role !== 'moderator')

/** All that they are here, without repetition. */
export const rolesOf = ({ grants }: Staff): Role[] => [...new Set(grants.map(({ role }) => role))]
