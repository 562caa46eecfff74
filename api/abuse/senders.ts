import { and, desc, eq, gt, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import type { Database, Transaction } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { senderHash } from './blocks.js'
import { essenceOf, isFlood, isLong, isNews, repetitionOf } from './likeness.js'
import type { Action } from './limits.js'
import { callersOf, repeatedRate } from './standing.js'
import { senders } from './tables.js'

/** Milliseconds. */
const HOUR = 3_600_000
const KEPT = 30 * 24 * HOUR
const ADDRESS_KEPT = 2 * HOUR
/** More of the same are a flood, however many. */
const MOST = 200

/**
 * Notes from where something comes, in the transaction that writes it. The same from many is a flood: proofs get harder,
 * and staff find it in the audit trail.
 *
 * @returns from how many others the same came within the last hour; 0 of a text so short that many write it by chance.
 * @param written `about`: what it is, such as `appeals/1042`; `texts`: all that makes it the same as another.
 * @throws {Problem} `duplicate` for what came from there within the last hour; who has the device is told its number.
 */
export async function noteSender(
  transaction: Transaction,
  c: AppContext,
  services: Services,
  feature: Action,
  { about, texts }: { about: string; texts: (string | undefined)[] },
): Promise<number> {
  const found = await findSame(transaction, c, services, feature, texts)
  if (!found) return 0
  const { text, essence, device, address, earlier } = found
  const { id: organizationId } = c.get('organization')
  const at = services.now()
  const repeated = repetitionOf(earlier, { isLong: isLong(text) })
  if (repeated) throw new Problem('duplicate', repeated.isOfDevice ? { earlier: repeated.about } : {})
  await transaction.insert(senders).values({ organizationId, about, device, address, essence, at })

  const elsewhere = countElsewhere(found)
  const others = isLong(text) ? elsewhere : 0
  const count = elsewhere + 1
  if (!isFlood(count)) return others
  services.rates.count(repeatedRate(organizationId, feature))
  if (!isNews(count)) return others
  services.log.warn({ requestId: c.get('requestId'), feature, senders: count }, 'the same text comes from many')
  const details = { feature, senders: count }
  await recordAudit(transaction, {
    organizationId,
    actor: 'system',
    action: 'flood.noticed',
    subject: about,
    details,
    at,
  })
  return others
}

/** Notes what was changed as it is now: from how many others the same came within the last hour. */
export async function noteChange(
  transaction: Transaction,
  c: AppContext,
  services: Services,
  feature: Action,
  { about, texts }: { about: string; texts: (string | undefined)[] },
): Promise<number> {
  const found = await findSame(transaction, c, services, feature, texts)
  if (!found) return 0
  await transaction
    .update(senders)
    .set({ essence: found.essence })
    .where(and(eq(senders.organizationId, c.get('organization').id), eq(senders.about, about)))
  return isLong(found.text) ? countElsewhere(found) : 0
}

type Same = NonNullable<Awaited<ReturnType<typeof findSame>>>

/** What came within the last hour and says the same; undefined where nothing is known of the caller. */
async function findSame(
  transaction: Transaction,
  c: AppContext,
  services: Services,
  feature: Action,
  texts: (string | undefined)[],
) {
  const caller = callersOf(c, services)
  if (!caller.device && !caller.address) return undefined
  const { id: organizationId } = c.get('organization')
  const { secret } = services
  const text = essenceOf(...texts)
  const [essence, device, address] = await Promise.all([
    senderHash(secret, organizationId, 'essence', `${feature} ${text}`),
    caller.device ? senderHash(secret, organizationId, 'device', caller.device) : null,
    caller.address ? senderHash(secret, organizationId, 'address', caller.address) : null,
  ])
  const same = await transaction
    .select({ about: senders.about, device: senders.device, address: senders.address })
    .from(senders)
    .where(
      and(
        eq(senders.organizationId, organizationId),
        eq(senders.essence, essence),
        gt(senders.at, new Date(services.now().getTime() - HOUR)),
      ),
    )
    .limit(MOST)
  const earlier = same.map((row) => ({
    about: row.about,
    isOfDevice: device !== null && row.device === device,
    isOfAddress: address !== null && row.address === address,
  }))
  return { text, essence, device, address, same, earlier }
}

/** How many other senders that came from. */
function countElsewhere({ same, earlier }: Same): number {
  const others = same.filter((_, index) => !earlier[index]?.isOfDevice && !earlier[index]?.isOfAddress)
  return new Set(others.map((row) => row.address ?? row.device)).size
}

/** When the caller last sent one of those (what the statement selects, such as `comments/…`); undefined if never. */
export async function lastSent(
  transaction: Transaction,
  c: AppContext,
  services: Services,
  { among, since }: { among: SQL; since: Date },
): Promise<Date | undefined> {
  const { device, address } = callersOf(c, services)
  const caller = device ?? address
  if (!caller) return undefined
  const { id: organizationId } = c.get('organization')
  const kind = device ? 'device' : 'address'
  const [found] = await transaction
    .select({ at: senders.at })
    .from(senders)
    .where(
      and(
        eq(senders.organizationId, organizationId),
        eq(senders[kind], await senderHash(services.secret, organizationId, kind, caller)),
        gt(senders.at, since),
        sql`${senders.about} in (${among})`,
      ),
    )
    .orderBy(desc(senders.at))
    .limit(1)
  return found?.at
}

/** With what was erased goes from where it came. */
export async function forgetSendersOf(
  transaction: Transaction,
  { organizationId, about }: { organizationId: string; about: readonly string[] },
): Promise<void> {
  if (about.length === 0) return
  await transaction
    .delete(senders)
    .where(and(eq(senders.organizationId, organizationId), inArray(senders.about, [...about])))
}

export const forgetSenders = (database: Database): Chore => ({
  name: 'senders',
  async run(now) {
    const before = (age: number) => new Date(now.getTime() - age)
    await database.delete(senders).where(lt(senders.at, before(KEPT)))
    await database
      .update(senders)
      .set({ address: sql`null` })
      .where(and(lt(senders.at, before(ADDRESS_KEPT)), isNotNull(senders.address)))
  },
})
