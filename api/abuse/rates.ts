import { and, eq, lt, sql } from 'drizzle-orm'
import { anyOf, type Database, inOrganization } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import type { Log } from '../platform/services.js'
import { rates } from './tables.js'
import type { Counted } from './window.js'

/** What is counted: in which organization, of what and by whom, in windows of how many seconds. */
export interface Rate {
  organizationId: string
  /** Such as `appeals:address`. */
  of: string
  /** An address or device; kept only as a keyed hash. Empty for all together. */
  by: string
  window: number
}

export interface Rates {
  /** What is known of it now, here and (but for the last second) in the other processes. */
  read(rate: Rate): Counted
  count(rate: Rate): void
  /** Tells the others, and hears from them, at once. */
  settle(): Promise<void>
  /** Tells the others a last time. */
  close(): Promise<void>
}

interface Bucket extends Rate {
  /** When the window under way began: seconds since 1970. */
  began: number
  /** Of all processes, as far as heard; and here since. */
  told: number
  own: number
  previous: number
  scope?: string
}

/** Milliseconds. */
const SETTLE_AFTER = 1_000
/** Who comes by more addresses than this pushes the oldest out: the organization's own count still holds. */
const MOST = 50_000

/**
 * Counts in memory, so that nothing is written for a request, and settles with the other processes through the database
 * once a second: what a limit lets through too much is what comes in that second by several of them.
 *
 * @param hash a keyed hash: no address is written.
 */
export function createRates({
  database,
  hash,
  log,
  now,
}: {
  database: Database
  hash(...parts: string[]): Promise<string>
  log: Log
  now(): Date
}): Rates {
  const buckets = new Map<string, Bucket>()
  /** Counted or asked for since they were last settled. */
  let unsettled = new Set<Bucket>()
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let settling = Promise.resolve()

  const bucketOf = (rate: Rate): Bucket => {
    const key = `${rate.organizationId} ${rate.of} ${rate.by}`
    const began = windowAt(now(), rate.window)
    let bucket = buckets.get(key)
    if (!bucket) {
      bucket = { ...rate, began, told: 0, own: 0, previous: 0 }
      const oldest = buckets.size < MOST ? undefined : buckets.keys().next().value
      if (oldest !== undefined) buckets.delete(oldest)
      buckets.set(key, bucket)
    } else if (bucket.began !== began) {
      const isNext = bucket.began + rate.window === began
      Object.assign(bucket, { began, told: 0, own: 0, previous: isNext ? bucket.told + bucket.own : 0 })
    }
    unsettled.add(bucket)
    if (!isClosed) timer ??= setTimeout(settle, SETTLE_AFTER)
    return bucket
  }

  const settle = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    settling = settling.then(async () => {
      const due = [...unsettled]
      unsettled = new Set()
      for (const organizationId of new Set(due.map((bucket) => bucket.organizationId))) {
        const those = due.filter((bucket) => bucket.organizationId === organizationId)
        try {
          await settleOrganization(organizationId, those)
        } catch (error) {
          // What was not told is told next time.
          for (const bucket of those) unsettled.add(bucket)
          log.error({ cause: error instanceof Error ? error.name : typeof error }, 'rates were not settled')
        }
      }
    })
    return settling
  }

  async function settleOrganization(organizationId: string, those: Bucket[]) {
    for (const bucket of those) bucket.scope ??= await scopeOf(bucket, hash)
    // In one order everywhere, or two processes would wait for each other.
    those.sort((one, other) => (scope(one) < scope(other) ? -1 : 1))
    const sent = those.map((bucket) => ({ bucket, began: bucket.began, count: bucket.own }))
    const counted = sent.filter(({ count }) => count > 0)
    const known = await inOrganization(database, organizationId, async (transaction) => {
      if (counted.length > 0) {
        const given = counted.map(({ bucket, began, count }) => ({ scope: scope(bucket), began: at(began), count }))
        // One statement of however many rows, which is prepared once.
        await transaction.execute(
          sql`insert into ${rates} (organization_id, scope, began_at, count)
            select ${organizationId}, scope, began, count
            from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as given(scope text, began timestamptz, count int)
            on conflict (organization_id, scope, began_at) do update set count = rates.count + excluded.count`,
        )
      }
      return transaction
        .select()
        .from(rates)
        .where(and(eq(rates.organizationId, organizationId), sql`${rates.scope} = ${anyOf(those.map(scope), 'text')}`))
    })
    const counts = new Map(known.map((row) => [`${row.beganAt.getTime() / 1000} ${row.scope}`, row.count]))
    const countOf = (bucket: Bucket, began: number) => counts.get(`${began} ${scope(bucket)}`) ?? 0
    for (const { bucket, began, count } of sent) {
      // Meanwhile another window may have begun: what was told belongs to the one before.
      if (bucket.began !== began) continue
      bucket.own -= count
      bucket.told = countOf(bucket, began)
      bucket.previous = countOf(bucket, began - bucket.window)
    }
  }

  return {
    read(rate) {
      const { told, own, previous } = bucketOf(rate)
      return { current: told + own, previous }
    },
    count(rate) {
      bucketOf(rate).own += 1
    },
    settle,
    close() {
      isClosed = true
      return settle()
    },
  }
}

export const windowAt = (moment: Date, window: number) => Math.floor(moment.getTime() / 1000 / window) * window
const at = (seconds: number) => new Date(seconds * 1000)
const scope = (bucket: Bucket) => bucket.scope ?? ''

const scopeOf = async ({ organizationId, of, by }: Rate, hash: (...parts: string[]) => Promise<string>) =>
  by ? `${of}:${await hash('rate', organizationId, of, by)}` : of

/** Milliseconds: the longest window and the one before it. */
const KEPT = 2 * 3_600_000

export const forgetRates = (database: Database): Chore => ({
  name: 'rates',
  run: (now) => database.delete(rates).where(lt(rates.beganAt, new Date(now.getTime() - KEPT))),
})
