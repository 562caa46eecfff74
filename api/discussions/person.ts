import { keyedHash } from '../platform/crypto.js'
import type { AppContext } from '../platform/http.js'
import type { Services } from '../platform/services.js'
import type { Resident } from '../residents/known.js'

/** The key of a device is random; what is shorter could be guessed. */
const isKey = (device: string | undefined): device is string => !!device && /^[\w-]{16,64}$/.test(device)

/**
 * As whom someone is known again who wrote: null where by nothing that is theirs alone. The same in all discussions of the
 * organization, and in no other.
 */
export async function authorOf(c: AppContext, { secret }: Services, resident?: Resident): Promise<string | null> {
  const device = c.req.header('vmeste-device')
  const traits = resident ? ['resident', resident.subject] : isKey(device) ? ['device', device] : undefined
  return traits ? keyedHash(secret, 'author', c.get('organization').id, ...traits) : null
}

/** As whom someone is counted once in a discussion; where nothing better is known, by address and browser. */
export async function voterOf(
  c: AppContext,
  services: Services,
  { discussionId, resident }: { discussionId: string; resident?: Resident | undefined },
): Promise<string> {
  const device = c.req.header('vmeste-device')
  const traits = resident
    ? ['resident', resident.subject]
    : isKey(device)
      ? ['device', device]
      : ['address', services.clientAddress(c), c.req.header('user-agent') ?? '']
  return keyedHash(services.secret, 'voter', c.get('organization').id, discussionId, ...traits)
}
