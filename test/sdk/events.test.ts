import { afterEach, expect, test } from 'vitest'
import { createClient, ProblemError, type StreamEvent, type Subscription } from '../../sdk/index.js'
import { type Answer, json, serve } from './server.js'

let server: Awaited<ReturnType<typeof serve>> | undefined
const ended = new AbortController()
afterEach(async () => {
  await server?.close()
})

/** Sends what is given, in as many pieces, and then ends the stream unless it is to stay. */
const stream =
  (pieces: string[], stays = false): Answer =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of pieces) {
      response.write(piece)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    if (!stays) response.end()
  }

async function follow(answers: Answer[], until: number, options: Partial<Subscription> = {}) {
  server = await serve(...answers)
  const client = createClient({ baseUrl: server.baseUrl, organization: 'town' })
  const stop = new AbortController()
  const events: StreamEvent[] = []
  const connections: boolean[] = []
  await client.events.subscribe({
    signal: stop.signal,
    delay: 10,
    onConnection: (isConnected) => connections.push(isConnected),
    onEvent: (event) => {
      events.push(event)
      if (events.length === until) stop.abort()
    },
    ...options,
  })
  return { events, connections, asked: server.asked }
}

test('tells what happens, however it is cut into pieces', async () => {
  const pieces = [
    ': hello\n\nid: 1\nevent: poll.vo',
    'ted\ndata: {"poll":\r\ndata: "парк"}\r',
    '\n\r\nid:2\nevent:resync\ndata:{}\n\n',
  ]
  const { events, asked } = await follow([stream(pieces, true)], 2, { topics: ['polls/park', 'discussions/bank'] })
  expect(events).toEqual([
    { type: 'poll.voted', id: '1', data: { poll: 'парк' } },
    { type: 'resync', id: '2', data: {} },
  ])
  expect(asked[0]?.url).toBe('/v1/organizations/town/events?topic=polls%2Fpark%2Cdiscussions%2Fbank')
  expect(asked[0]?.headers['last-event-id']).toBeUndefined()
})

test('goes on after the last event seen when the connection is lost, again and again', async () => {
  const voted = (id: number) => `id: ${id}\nevent: poll.voted\ndata: {"poll":"park"}\n\n`
  const { events, connections, asked } = await follow(
    [
      stream([voted(1)]),
      (response) => response.destroy(),
      json(503, {}),
      stream([voted(2), 'id: 5\n\n']),
      stream([voted(6)], true),
    ],
    3,
  )
  expect(events.map(({ id }) => id)).toEqual(['1', '2', '6'])
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1', '1', '1', '5'])
  expect(connections).toEqual([true, false, false, false, true, false, true])
})

test('does not pass on an event that was cut off', async () => {
  const { events } = await follow(
    [
      stream(['id: 1\nevent: poll.voted\ndata: {"poll":']),
      stream(['id: 1\nevent: poll.voted\ndata: {"poll":"park"}\n\n'], true),
    ],
    1,
  )
  expect(events).toHaveLength(1)
})

test('takes a silent connection for a dead one', async () => {
  const alive = stream(['id: 1\nevent: resync\ndata: {}\n\n'], true)
  const { asked } = await follow([stream([], true), alive], 1, { silence: 100 })
  expect(asked).toHaveLength(2)
})

test('does not insist where it is refused for good', async () => {
  const refusal = json(403, { type: '/problems/origin-not-allowed', title: 'No', status: 403, detail: 'No.' })
  const refused = follow([refusal], 1)
  await expect(refused).rejects.toBeInstanceOf(ProblemError)
  expect(server?.asked).toHaveLength(1)
})

test('is over at once when aborted', async () => {
  ended.abort()
  const { asked } = await follow([stream([], true)], 1, { signal: ended.signal })
  expect(asked).toHaveLength(0)
})
