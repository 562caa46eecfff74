import { lt } from 'drizzle-orm'
import type { Database } from './database.js'
import type { Log } from './services.js'
import { idempotencyKeys } from './tables.js'

/** Deletes what nobody needs any longer. Several processes may run it at once. */
export interface Chore {
  name: string
  run(now: Date): Promise<unknown>
}

/** Milliseconds. */
const HOUR = 3_600_000
const KEYS_KEPT = 48 * HOUR

/**
 * Does the chores now and then again and again, one after the other, until stopped; one that fails is tried again.
 * @param options.every milliseconds from one round to the next: an hour, unless given.
 * @param options.isPatient the first round waits as long, too.
 */
export function keepHouse(
  chores: readonly Chore[],
  { log, now, every = HOUR, isPatient = false }: { log: Log; now(): Date; every?: number; isPatient?: boolean },
): { stop(): Promise<void> } {
  let isStopped = false
  let round = Promise.resolve()
  const work = async () => {
    for (const chore of chores) {
      if (isStopped) return
      try {
        await chore.run(now())
      } catch (error) {
        log.error({ chore: chore.name, cause: error instanceof Error ? error.name : typeof error }, 'a chore failed')
      }
    }
  }
  let isAtWork = false
  const start = () => {
    // A round that takes longer than that is not followed by all that it has missed.
    if (isAtWork) return
    isAtWork = true
    round = work().finally(() => {
      isAtWork = false
    })
  }
  const timer = setInterval(start, every)
  timer.unref()
  if (!isPatient) start()
  return {
    stop() {
      isStopped = true
      clearInterval(timer)
      return round
    },
  }
}

/** The answers given to `Idempotency-Key`s are kept for two days: a retry later than that is a new request. */
export const forgetIdempotencyKeys = (database: Database): Chore => ({
  name: 'idempotency keys',
  run: (now) =>
    database.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - KEYS_KEPT))),
})
