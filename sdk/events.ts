import type { StreamEvents, StreamEventType } from '../api/events/contract.js'
import { ProblemError } from './problems.js'
import type { Transport } from './transport.js'

export type { StreamEvents, StreamEventType } from '../api/events/contract.js'

export type StreamEvent = {
  [Type in StreamEventType]: { type: Type; id: string; data: StreamEvents[Type] }
}[StreamEventType]

export interface Subscription {
  /** Only these, such as `discussions/embankment`; all when left out. */
  topics?: readonly string[] | undefined
  /** On `resync` too much was missed: read again what is shown. */
  onEvent: (event: StreamEvent) => void
  /** The stream works (again), or is lost and being tried again. */
  onConnection?: ((isConnected: boolean) => void) | undefined
  /** Ends the subscription. */
  signal: AbortSignal
  /** Where to go on from: the `id` of the last event seen. */
  lastEventId?: string | undefined
  /** Milliseconds before the first try to reconnect; doubles up to 30 s. Default 1,000. */
  delay?: number | undefined
  /** Milliseconds without a sign of life after which the connection counts as dead. Default 60,000. */
  silence?: number | undefined
}

/**
 * Follows what happens, over server-sent events, until the signal aborts: a lost connection is resumed after the last
 * event seen, so nothing is missed. Resolves when aborted.
 * @throws {ProblemError} the API refuses the subscription for good
 */
export async function subscribe(transport: Transport, subscription: Subscription): Promise<void> {
  const { topics, onEvent, onConnection, signal, delay = 1000, silence = 60_000 } = subscription
  let { lastEventId } = subscription
  for (let failures = 0; !signal.aborted; failures++) {
    const connection = new AbortController()
    const abort = () => connection.abort()
    signal.addEventListener('abort', abort)
    let timer = setTimeout(abort, silence)
    try {
      const response = await transport.open('/events', {
        query: { topic: topics?.join() },
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': lastEventId },
        signal: connection.signal,
      })
      if (!response.ok || !response.body)
        throw new ProblemError(response.status, await response.json().catch(() => ({})))
      onConnection?.(true)
      for await (const message of parse(response.body, () => {
        clearTimeout(timer)
        timer = setTimeout(abort, silence)
      })) {
        failures = 0
        if (message.id) lastEventId = message.id
        const event = message.data && { type: message.event, id: message.id, data: JSON.parse(message.data) }
        // What the reader throws is not ours to swallow, nor a reason to reconnect.
        if (event) queueMicrotask(() => onEvent(event as StreamEvent))
      }
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500 && error.status !== 429) throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      connection.abort()
    }
    if (signal.aborted) return
    onConnection?.(false)
    await sleep(Math.min(delay * 2 ** failures, 30_000) * (0.5 + Math.random() / 2), signal)
  }
}

interface Message {
  event: string
  data: string
  id: string
}

/** HTML standard, 9.2.6 (Interpreting an event stream). */
async function* parse(stream: ReadableStream<Uint8Array>, onLife: () => void): AsyncGenerator<Message, void> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let buffer = ''
  let message: Message = { event: 'message', data: '', id: '' }
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    onLife()
    buffer += decoder.decode(value, { stream: true })
    const lines = buffer.split(/\r\n|\n|\r(?!$)/)
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      if (!line) {
        if (message.data || message.id) yield message
        message = { event: 'message', data: '', id: message.id }
        continue
      }
      const [, field, text = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
      if (field === 'data') message.data += (message.data && '\n') + text
      else if (field === 'event' || field === 'id') message[field] = text
    }
  }
}

/** Ends early, without throwing, when aborted. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
