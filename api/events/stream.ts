import type { AnnouncedEvent, EventReader } from '../platform/services.js'

/** Where what is told goes. */
export interface Sink {
  /** Says no where so much waits that its reader takes nothing. */
  write(bytes: Uint8Array): boolean
  end(): void
}
/** Begins to tell a sink; what it returns is called when nobody reads any longer. */
export type Telling = (sink: Sink) => () => void

/** Readers in the thousands wait most of the time: what one costs while it waits is what counts here. */
export interface EventStreams {
  /**
   * Server-sent events that begin with `first`. They end when told to, or when too much waits for one who takes nothing.
   *
   * @param subscribe called at once with what tells it; what it returns is called once, when nobody reads any longer.
   */
  open(first: string, subscribe: (reader: EventReader) => () => void): Telling
}

/** @param heartbeat milliseconds between signs of life: one clock for all readers. */
export function createEventStreams(heartbeat: number): EventStreams {
  const open = new Set<() => void>()
  let clock: ReturnType<typeof setInterval> | undefined
  const listen = (live: () => void) => {
    open.add(live)
    clock ??= setInterval(() => {
      for (const each of open) each()
    }, heartbeat)
  }
  const leave = (live: () => void) => {
    open.delete(live)
    if (open.size > 0) return
    clearInterval(clock)
    clock = undefined
  }
  return {
    open: (first, subscribe) => (sink) => {
      let unsubscribe: (() => void) | undefined
      let hasEnded = false
      const end = () => {
        if (hasEnded) return
        hasEnded = true
        leave(live)
        unsubscribe?.()
      }
      const finish = () => {
        if (hasEnded) return
        end()
        sink.end()
      }
      // Who takes nothing returns for the rest: better to end than to grow, or to leave a gap.
      const put = (bytes: Uint8Array) => {
        if (!hasEnded && !sink.write(bytes)) finish()
      }
      const live = () => put(signOfLife)
      put(encoder.encode(first))
      listen(live)
      unsubscribe = subscribe({ onEvent: (event) => put(written(event)), onEnd: finish })
      // Told to end before it had begun.
      if (hasEnded) unsubscribe()
      return end
    },
  }
}

/** Events that may wait for a slow reader; beyond, the stream ends, and the reader returns for the rest. */
const MOST_WAITING = 1000

/** For any host; one that can write to the connection itself does so with less (see `direct.ts`). */
export function toReadable(telling: Telling): ReadableStream<Uint8Array> {
  let end = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      end = telling({
        write(bytes) {
          controller.enqueue(bytes)
          return MOST_WAITING + (controller.desiredSize ?? 0) > 0
        },
        end: () => controller.close(),
      })
    },
    cancel: () => end(),
  })
}

const encoder = new TextEncoder()
const signOfLife = encoder.encode(':\n\n')

const kept = new WeakMap<AnnouncedEvent, Uint8Array>()

/** Written once for all who are told. */
function written(event: AnnouncedEvent): Uint8Array {
  const known = kept.get(event)
  if (known) return known
  const bytes = encoder.encode(toText(event))
  kept.set(event, bytes)
  return bytes
}

export const toText = ({ type, data, position }: AnnouncedEvent) =>
  `event: ${type}\ndata: ${JSON.stringify(data)}\nid: ${position}\n\n`
