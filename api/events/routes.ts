import { createRouter } from '../platform/http.js'
import type { EventHub, EventReader, Services } from '../platform/services.js'
import { streamEvents } from './contract.js'
import type { DirectBindings } from './direct.js'
import { findKept, selectMissed } from './queries.js'
import { createEventStreams, toReadable, toText } from './stream.js'

/** Milliseconds between signs of life: proxies cut a connection that is silent for 30 s or a minute. */
const HEARTBEAT = 20_000
/** Milliseconds a browser waits before it reconnects. */
const RETRY = 2000
/** Events told to a reader who returns; who missed more reads again. */
const MOST_MISSED = 1000

/** nginx would keep events back until its buffer is full. */
const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

/** @param options.heartbeat milliseconds between signs of life on a quiet stream. */
export function eventRoutes(services: Services, { heartbeat = HEARTBEAT } = {}) {
  const { events } = services
  const streams = createEventStreams(heartbeat)
  return createRouter().openapi(streamEvents, async (c) => {
    const database = c.get('database')
    const organizationId = c.get('organization').id
    const topics = c.req.valid('query').topic?.split(',')
    const lastEventId = c.req.valid('header')['last-event-id']

    // All that can fail comes before the stream, so that it fails as a problem document.
    const { first, last } = await findKept(database, organizationId)
    const seen = lastEventId === undefined ? last : Number(lastEventId)
    const range = { organizationId, after: seen, until: last, topics, limit: MOST_MISSED + 1 }
    const missed = seen < last ? await selectMissed(database, range) : []
    // A position beyond the last is of another database, or of one restored from a backup.
    const mustReadAgain = seen > last || seen + 1 < first || missed.length > MOST_MISSED

    // Whoever asks for the headers alone reads no stream, nor ends it.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)

    // With an id at once, who loses the connection before the first event returns to where it began.
    const begin = mustReadAgain
      ? `event: resync\ndata: {}\nid: ${last}\nretry: ${RETRY}\n\n`
      : `id: ${seen}\nretry: ${RETRY}\n\n${missed.map(toText).join('')}`
    const telling = streams.open(begin, following(events, { organizationId, last, topics }))
    const { tell } = (c.env ?? {}) as DirectBindings
    if (!tell) return c.body(toReadable(telling), 200, headers)
    tell(telling)
    return c.body(null, 200, headers)
  })
}

/** Apart from the request, of which a stream of hours is to hold nothing. */
const following =
  (
    events: EventHub,
    { organizationId, last, topics }: { organizationId: string; last: number; topics: string[] | undefined },
  ) =>
  ({ onEvent, onEnd }: EventReader) =>
    events.subscribe(organizationId, last, {
      onEvent: (event) => {
        if (!topics || topics.includes(event.topic)) onEvent(event)
      },
      onEnd,
    })
