import { countWithin } from '../abuse/standing.js'
import type { AppContext } from '../platform/http.js'
import type { Services } from '../platform/services.js'
import { subjectOf } from '../residents/subject.js'

/** In an hour, to one address, at one organization: nobody's letter box is filled by the appeals of others. */
const ASKED_AT_MOST = 3

/** Whether an address may be written to once more to ask whose it is; where it may, it is counted. */
export async function mayBeAsked(c: AppContext, services: Services, email: string): Promise<boolean> {
  if (!services.mail.isConfigured) return false
  const { id: organizationId } = c.get('organization')
  const by = await subjectOf(services.secret, organizationId, { way: 'email', email })
  return countWithin(services, { organizationId, of: 'notices:to', by, window: 3600 }, ASKED_AT_MOST)
}
