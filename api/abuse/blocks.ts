import { inArray, lte } from 'drizzle-orm'
import { keyedHash } from '../platform/crypto.js'
import type { Database } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { type BlockKind, blockOf, type Candidate, domainsOf, type KeptBlock } from './blocking.js'
import { callersOf } from './standing.js'
import { blocks } from './tables.js'

/** The blocks in force, remembered for a moment: every write asks for them, and there are few. */
export interface Blocks {
  /** @param path from the root of the tree down to the organization: what is blocked above is blocked below. */
  of(path: readonly string[]): Promise<KeptBlock[]>
  forget(): void
}

/** Milliseconds for which a change may go unseen by another process. */
const FRESH = 10_000

export function createBlocks(database: Database, now: () => Date): Blocks {
  const remembered = new Map<string, { until: number; found: Promise<KeptBlock[]> }>()
  return {
    of(path) {
      const key = path.join('/')
      const known = remembered.get(key)
      if (known && known.until > now().getTime()) return known.found
      const { organizationId, kind, value, expiresAt } = blocks
      const found = database
        .select({ organizationId, kind, value, expiresAt })
        .from(blocks)
        .where(inArray(organizationId, [...path]))
        .execute()
      remembered.set(key, { until: now().getTime() + FRESH, found })
      found.catch(() => remembered.delete(key))
      return found
    },
    forget: () => remembered.clear(),
  }
}

/** What is kept of what must not be read: of another organization it is another. */
export const senderHash = (
  secret: string,
  organizationId: string,
  kind: Exclude<BlockKind, 'network'> | 'essence',
  value: string,
): Promise<string> => keyedHash(secret, 'sender', organizationId, kind, value)

/** @throws {Problem} `blocked`, with whom to write to and until when it holds. */
export async function refuseBlocked(c: AppContext, services: Services, email?: string): Promise<void> {
  const { path, settings } = c.get('organization')
  const kept = await services.blocks.of(path)
  if (kept.length === 0) return
  const candidates = new Map<string, Candidate>()
  for (const organizationId of new Set(kept.map((block) => block.organizationId)))
    candidates.set(organizationId, await candidateIn(c, services, organizationId, email))
  const nobody: Candidate = { address: '', hashes: {} }
  const found = blockOf(kept, (organizationId) => candidates.get(organizationId) ?? nobody, services.now())
  if (!found) return
  const { email: mail, phone } = settings.contacts
  throw new Problem('blocked', { contacts: { email: mail, phone }, until: found.expiresAt?.toISOString() ?? null })
}

async function candidateIn(
  c: AppContext,
  services: Services,
  organizationId: string,
  email: string | undefined,
): Promise<Candidate> {
  const { device, address } = callersOf(c, services)
  const hash = (kind: Exclude<BlockKind, 'network'>, ...values: (string | undefined)[]) =>
    Promise.all(values.flatMap((value) => (value ? [senderHash(services.secret, organizationId, kind, value)] : [])))
  return {
    address: services.clientAddress(c),
    hashes: {
      device: await hash('device', device),
      address: await hash('address', address),
      email: await hash('email', email?.toLowerCase()),
      domain: await hash('domain', ...(email ? domainsOf(email) : [])),
    },
  }
}

export const forgetBlocks = (database: Database): Chore => ({
  name: 'blocks',
  run: (now) => database.delete(blocks).where(lte(blocks.expiresAt, now)),
})
