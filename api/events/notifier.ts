import type { Database } from '../platform/database.js'
import type { AnnouncedEvent, EventHub, EventReader, Log } from '../platform/services.js'
import { announce, hasUnannounced, selectAnnounced } from './queries.js'

/** Milliseconds between looks for what other processes wrote, while anyone here listens. */
const LOOK_EVERY = 1000
/** Milliseconds at least between two rounds, so that many writes at once are announced together. */
const GATHER = 100
/** Events read at once. */
const BATCH = 1000

export interface RunningEventHub extends EventHub {
  start(): void
  /** Ends every stream and waits for the round under way. */
  close(): Promise<void>
}

/**
 * Tells readers what was written, here or in any other process on the same database. Writes leave rows in the outbox
 * (see `emit`); a round gives the new ones their positions, by whichever process is first, and each process reads on
 * from the last position it has told its readers. Nothing is asked of the database while nobody writes here or listens.
 *
 * @param lookEvery milliseconds between looks for what other processes wrote.
 */
export function createEventHub({
  database,
  log,
  lookEvery = LOOK_EVERY,
}: {
  database: Database
  log: Log
  lookEvery?: number
}): RunningEventHub {
  /** By organization: the position up to which was read, and the one up to which each reader was told. */
  const audiences = new Map<string, { position: number; readers: Map<EventReader, number> }>()
  let state: 'idle' | 'running' | 'closed' = 'idle'
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = Number.POSITIVE_INFINITY
  let lastRound = Number.NEGATIVE_INFINITY
  let round: Promise<void> | undefined

  /** A round in so many milliseconds, unless one comes sooner. */
  const schedule = (delay: number) => {
    const at = Math.max(performance.now() + delay, lastRound + GATHER)
    if (state !== 'running' || at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(begin, at - performance.now())
  }

  const begin = () => {
    due = Number.POSITIVE_INFINITY
    // What was written during a round may have come too late for it.
    if (round) {
      void round.then(() => schedule(0))
      return
    }
    round = tell()
      .catch((error: unknown) => {
        log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'events could not be announced')
        return lookEvery
      })
      .then((delay) => {
        round = undefined
        lastRound = performance.now()
        if (delay !== undefined) schedule(delay)
      })
  }

  /** @returns milliseconds until another round is due, undefined when nothing is to be expected. */
  const tell = async (): Promise<number | undefined> => {
    const isDone = !(await hasUnannounced(database)) || (await announce(database))
    for (let isMore = true; isMore && audiences.size > 0 && state === 'running'; ) {
      const cursors = Array.from(audiences, ([organizationId, { position }]) => ({ organizationId, after: position }))
      const events = await selectAnnounced(database, cursors, BATCH)
      const readFrom = new Map(cursors.map(({ organizationId, after }) => [organizationId, after]))
      for (const event of events) fanOut(event, readFrom.get(event.organizationId) ?? 0)
      isMore = events.length === BATCH
    }
    // Another process was announcing: whether it saw what is new here, a look soon will tell.
    if (!isDone) return 0
    return audiences.size > 0 ? lookEvery : undefined
  }

  const fanOut = (event: AnnouncedEvent, readFrom: number) => {
    const audience = audiences.get(event.organizationId)
    // Who joined during the read, from further back, asked for another round: telling this now would leave a gap.
    if (!audience || audience.position < readFrom || audience.position >= event.position) return
    audience.position = event.position
    for (const [reader, told] of audience.readers) {
      if (told >= event.position) continue
      audience.readers.set(reader, event.position)
      reader.onEvent(event)
    }
  }

  return {
    start() {
      if (state === 'idle') state = 'running'
      schedule(0)
    },
    nudge: () => schedule(audiences.size > 0 ? 0 : lookEvery),
    subscribe(organizationId, after, reader) {
      if (state === 'closed') {
        queueMicrotask(() => reader.onEnd())
        return () => {}
      }
      const audience = audiences.get(organizationId) ?? { position: after, readers: new Map() }
      audiences.set(organizationId, audience)
      audience.position = Math.min(audience.position, after)
      audience.readers.set(reader, after)
      schedule(0)
      return () => {
        audience.readers.delete(reader)
        if (audience.readers.size === 0 && audiences.get(organizationId) === audience) audiences.delete(organizationId)
      }
    },
    async close() {
      state = 'closed'
      clearTimeout(timer)
      for (const { readers } of audiences.values()) for (const reader of readers.keys()) reader.onEnd()
      audiences.clear()
      await round
    },
  }
}
