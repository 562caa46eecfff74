import { and, eq, inArray } from 'drizzle-orm'
import type { Grant, Staff } from '../identity/authenticate.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { requireSession } from './sessions.js'
import { staffRoles } from './tables.js'

/**
 * The staff that the person signed in is, in an organization.
 * @throws {Problem} `staff-only` for nobody; `forbidden` for who is nothing here nor above.
 */
export async function authenticatePerson(
  c: AppContext,
  services: Services,
  { path }: ResolvedOrganization,
): Promise<Staff> {
  const { account } = await requireSession(c, services)
  const held = await services.database
    .select({ organizationId: staffRoles.organizationId, role: staffRoles.role })
    .from(staffRoles)
    .where(and(inArray(staffRoles.organizationId, path), eq(staffRoles.accountId, account.id)))
  if (held.length === 0) throw new Problem('forbidden')
  const height = ({ organizationId }: Grant) => path.indexOf(organizationId)
  const grants = held.sort((one, other) => height(one) - height(other) || (one.role < other.role ? -1 : 1))
  return { actor: `staff:${account.id}`, name: account.name, isPerson: true, grants }
}
