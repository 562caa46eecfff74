import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Database } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
import type { EventHub, Log } from '../platform/services.js'
import { createCarriage, type Dispatch } from './carry.js'
import { dispatches } from './tables.js'

/** Milliseconds between looks for what is to be told. */
const LOOK_EVERY = 3_000
/** Dispatches taken in hand at once. */
const BATCH = 20
/** Milliseconds for which whoever took one in hand is left alone with it. */
const IN_HAND = 60_000
/** Milliseconds after each failure until the next attempt, the last again and again: a resident waits. */
const AGAIN_AFTER = [5_000, 60_000, 10 * 60_000, 3_600_000]

export interface Courier {
  /** Tells what is due; the number of dispatches that arrived. */
  round(): Promise<number>
  start(): void
  /** Waits for the round under way. */
  close(): Promise<void>
}

/**
 * Carries appeals from one organization to another, and what became of them back. No transaction writes in two
 * organizations: each dispatch is read in the one, written in the other, confirmed in the first, and only then gone.
 * Interrupted anywhere, it is carried again, and whoever has it already does nothing.
 */
export function createCourier({
  database,
  sealing,
  fetchOutside,
  events,
  log,
  now,
}: {
  database: Database
  sealing: Sealing
  fetchOutside: typeof fetch
  events: Pick<EventHub, 'nudge'>
  log: Log
  now(): Date
}): Courier {
  const carry = createCarriage({ database, sealing, fetchOutside, now })
  let timer: ReturnType<typeof setInterval> | undefined
  let round: Promise<number> | undefined

  const deliver = async (dispatch: Dispatch): Promise<boolean> => {
    const { organizationId, id, kind, attempts } = dispatch
    const mine = and(eq(dispatches.organizationId, organizationId), eq(dispatches.id, id))
    try {
      await carry[kind](dispatch)
      await database.delete(dispatches).where(mine)
      return true
    } catch (error) {
      log.warn(
        { kind, attempts: attempts + 1, cause: error instanceof Error ? error.name : typeof error },
        'a forwarded appeal was not carried',
      )
      const wait = AGAIN_AFTER[Math.min(attempts, AGAIN_AFTER.length - 1)] ?? 0
      await database
        .update(dispatches)
        .set({ attempts: Math.min(attempts + 1, 1000), dueAt: new Date(now().getTime() + wait) })
        .where(mine)
      return false
    }
  }

  const work = async (): Promise<number> => {
    let carried = 0
    for (;;) {
      const taken = await take(database, now())
      for (const dispatch of taken) carried += (await deliver(dispatch)) ? 1 : 0
      if (taken.length > 0) events.nudge()
      // What was carried may be told further.
      if (taken.length === 0) return carried
    }
  }

  const begin = () => {
    round ??= work()
      .catch((error: unknown) => {
        log.warn(
          { cause: error instanceof Error ? error.name : typeof error },
          'forwarded appeals could not be carried',
        )
        return 0
      })
      .finally(() => {
        round = undefined
      })
    return round
  }

  return {
    round: begin,
    start() {
      timer = setInterval(begin, LOOK_EVERY)
      timer.unref()
      void begin()
    },
    async close() {
      clearInterval(timer)
      await round
    },
  }
}

/** Takes some in hand that nobody else has, in the order in which they were told. */
async function take(database: Database, now: Date): Promise<Dispatch[]> {
  const due = database
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(lte(dispatches.dueAt, now))
    .orderBy(asc(dispatches.dueAt), asc(dispatches.id))
    .limit(BATCH)
    .for('update', { skipLocked: true })
  const taken = await database
    .update(dispatches)
    .set({ dueAt: new Date(now.getTime() + IN_HAND) })
    .where(inArray(dispatches.id, due))
    .returning()
  return taken.sort((one, other) => (one.id < other.id ? -1 : 1))
}
