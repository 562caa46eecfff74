import { and, eq, gt } from 'drizzle-orm'
import { sha256 } from '../platform/crypto.js'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { beginningOfDay, endOfSession, isToken } from './sessions.js'
import { residentSessions, residents } from './tables.js'

/** Who asks, by the session in the header `Vmeste-Resident`. */
export interface Resident {
  id: string
  way: (typeof residents.$inferSelect)['way']
  /** See `subject.ts`. */
  subject: string
  /** Of the session's token. */
  sessionHash: string
}

/**
 * The resident who asks; undefined for a session that is none, or no longer. Using it keeps it alive, which is noted
 * once a day.
 *
 * @param isNoted not where a ballot follows: of two rows written one after the other the database itself tells that
 * they were.
 */
export async function findResident(
  c: AppContext,
  { now }: Pick<Services, 'now'>,
  { isNoted = true } = {},
): Promise<Resident | undefined> {
  const token = c.req.header('vmeste-resident') ?? ''
  if (!isToken(token)) return undefined
  const known = c.get('resident')
  if (known) return known
  const { id: organizationId } = c.get('organization')
  const database = c.get('database')
  const hash = await sha256(token)
  const time = now()
  const mine = and(eq(residentSessions.organizationId, organizationId), eq(residentSessions.hash, hash))
  const [found] = await database
    .select({
      id: residents.id,
      way: residents.way,
      subject: residents.subject,
      lastUsedAt: residentSessions.lastUsedAt,
      createdAt: residentSessions.createdAt,
    })
    .from(residentSessions)
    .innerJoin(
      residents,
      and(eq(residents.organizationId, residentSessions.organizationId), eq(residents.id, residentSessions.residentId)),
    )
    .where(and(mine, gt(residentSessions.expiresAt, time)))
  if (!found) return undefined
  const { lastUsedAt, createdAt, ...resident } = found
  const today = beginningOfDay(time)
  if (isNoted && lastUsedAt < today) {
    await database.transaction(async (transaction) => {
      await transaction
        .update(residentSessions)
        .set({ lastUsedAt: today, expiresAt: endOfSession(createdAt, time) })
        .where(mine)
      await transaction
        .update(residents)
        .set({ lastSeenAt: today })
        .where(and(eq(residents.organizationId, organizationId), eq(residents.id, resident.id)))
    })
  }
  const asking = { ...resident, sessionHash: hash }
  c.set('resident', asking)
  return asking
}

/** @throws {Problem} `resident-only` */
export async function requireResident(c: AppContext, services: Pick<Services, 'now'>): Promise<Resident> {
  const resident = await findResident(c, services)
  if (!resident) throw new Problem('resident-only')
  return resident
}
