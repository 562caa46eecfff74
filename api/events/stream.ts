import type { AnnouncedEvent, EventReader } from '../platform/services.js'

/** Readers in the thousands wait most of the time: what one costs while it waits is what counts here. */
export interface EventStreams {
  /**
   * A stream of server-sent events that begins with `first`; what it is told goes to whoever reads it. It ends when it is
   * told to, or when more than `mostWaiting` wait for one who takes nothing.
   *
   * @param subscribe called at once with what tells it; what it returns is called once, when nobody reads any longer.
   */
  open(first: string, subscribe: (reader: EventReader) => () => void): ReadableStream<Uint8Array>
}

/** @param options.heartbeat milliseconds between signs of life: one clock for all readers. */
export function createEventStreams({
  heartbeat,
  mostWaiting,
}: {
  heartbeat: number
  mostWaiting: number
}): EventStreams {
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
    open(first, subscribe) {
      let end = () => {}
      return new ReadableStream<Uint8Array>({
        start(controller) {
          let unsubscribe: (() => void) | undefined
          let hasEnded = false
          end = () => {
            if (hasEnded) return
            hasEnded = true
            leave(live)
            unsubscribe?.()
          }
          const put = (bytes: Uint8Array) => {
            if (hasEnded) return
            controller.enqueue(bytes)
            // Who takes nothing returns for the rest: better to end than to grow, or to leave a gap.
            if (mostWaiting + (controller.desiredSize ?? 0) > 0) return
            end()
            controller.close()
          }
          const live = () => put(signOfLife)
          put(encoder.encode(first))
          listen(live)
          unsubscribe = subscribe({
            onEvent: (event) => put(written(event)),
            onEnd() {
              if (hasEnded) return
              end()
              controller.close()
            },
          })
          // Told to end before it had begun.
          if (hasEnded) unsubscribe()
        },
        cancel: () => end(),
      })
    },
  }
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
