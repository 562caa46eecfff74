import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../api/app.js'
import { tellDirectly } from '../../api/events/direct.js'
import { emit } from '../../api/events/emit.js'
import { createEventHub } from '../../api/events/notifier.js'
import { ANNOUNCER_LOCK, pruneEvents } from '../../api/events/queries.js'
import { eventRoutes } from '../../api/events/routes.js'
import { createOrganizationFinder } from '../../api/organizations/resolve.js'
import { createRouter } from '../../api/platform/http.js'
import { discussions, outbox, polls } from '../../api/platform/schema.js'
import type { AnnouncedEvent, EventHub, EventReader } from '../../api/platform/services.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
const streams: Stream[] = []
/** Rounds come within a second; the machine may be busy. */
const SOON = { timeout: 10_000 }
const address = 'http://api.test/v1/organizations/hanty/events'

interface Message {
  id?: string
  event?: string
  data?: unknown
  comment?: true
}
interface Stream {
  response: Response
  /** The next message that is an event or a comment; undefined when the stream has ended. */
  next(): Promise<Message | undefined>
  /** What comes within so many milliseconds. */
  during(milliseconds: number): Promise<Message[]>
  close(): Promise<void>
}

/** Follows a stream as a browser would. */
async function follow(
  query = '',
  {
    lastEventId,
    app = api.app,
  }: {
    lastEventId?: string
    app?: { request(address: string, init?: RequestInit): Response | Promise<Response> }
  } = {},
): Promise<Stream & { startedAt: string }> {
  const response = await app.request(`${address}${query}`, {
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  })
  expect(response.status).toBe(200)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const unread: Message[] = []
  const read = async (): Promise<Message | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const message: Message = {}
        for (const line of lines) {
          const [, field = '', value = ''] = /^([a-z]*):? ?(.*)$/.exec(line) ?? []
          if (field === 'data') message.data = JSON.parse(value)
          else if (field === 'id' || field === 'event') message[field] = value
          else if (!field) message.comment = true
        }
        return message
      }
      const part = await reader?.read()
      if (!part || part.done) return undefined
      text += part.value
    }
  }
  const stream: Stream = {
    response,
    next: async () => unread.shift() ?? (await read()),
    async during(milliseconds) {
      const found: Message[] = []
      const until = new Promise<'over'>((resolve) => setTimeout(resolve, milliseconds, 'over'))
      for (;;) {
        const message = await Promise.race([stream.next(), until])
        if (message === 'over' || !message) return found
        found.push(message)
      }
    },
    close: async () => {
      await reader?.cancel()
    },
  }
  streams.push(stream)
  // Sent at once: where this reader begins. For one away too long it is an event, which the test is to see.
  const start = await read()
  expect(start?.id).toMatch(/^\d+$/)
  if (start?.event) unread.push(start)
  return { ...stream, startedAt: start?.id ?? '' }
}

/** Writes an event as a feature would. */
const happen = (poll: string, { organizationId = 'hanty', at = new Date() } = {}) =>
  api.database.transaction((transaction) =>
    emit(transaction, { organizationId, topic: `polls/${poll}`, type: 'poll.voted', data: { poll }, at }),
  )
const announceAll = async () => {
  api.services.events.nudge()
  await expect
    .poll(async () => (await api.database.select().from(outbox)).every(({ position }) => position !== null), SOON)
    .toBe(true)
}
const comment = (text: string) => api.request('/discussions/square/comments', { body: { text } })

beforeAll(async () => {
  api = await createTestApp()
  const opensAt = new Date('2026-11-20T00:00:00Z')
  await api.database
    .insert(discussions)
    .values({ organizationId: 'hanty', id: 'square', titles: { en: 'Square' }, texts: { en: '' }, opensAt })
  const questions = [
    {
      id: 'where',
      type: 'single' as const,
      title: { en: 'Where?' },
      required: true,
      options: [
        { id: 'here', title: { en: 'Here' } },
        { id: 'there', title: { en: 'There' } },
      ],
    },
  ]
  const poll = { organizationId: 'hanty', titles: { en: 'Poll' }, descriptions: { en: '' }, questions, opensAt }
  const closesAt = new Date('2026-12-01T00:00:00Z')
  await api.database.insert(polls).values([
    { ...poll, id: 'open-count', identity: 'device', results: 'always', closesAt },
    { ...poll, id: 'closed-count', identity: 'device', results: 'after_close', closesAt },
  ])
})
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()))
})
afterAll(() => api.close())

test('a comment posted in one request reaches a stream that is open', async () => {
  const stream = await follow()
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
  expect(stream.response.headers.get('cache-control')).toBe('no-store')
  expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
  const { json } = await comment('Benches!\nAnd light')
  expect(await stream.next()).toEqual({
    id: String(Number(stream.startedAt) + 1),
    event: 'comment.published',
    data: { ...json, discussion: 'square' },
  })
})

test('a vote is told without who or what, and not at all while nobody may read the results', async () => {
  const stream = await follow()
  const cast = (poll: string) => api.request(`/polls/${poll}/ballots`, { body: { answers: { where: 'here' } } })
  expect((await cast('closed-count')).status).toBe(201)
  expect((await cast('open-count')).status).toBe(201)
  expect(await stream.next()).toMatchObject({ event: 'poll.voted', data: { poll: 'open-count' } })
  const [{ data } = { data: undefined }] = await api.database
    .select()
    .from(outbox)
    .where(eq(outbox.topic, 'polls/open-count'))
  expect(data).toEqual({ poll: 'open-count' })
})

test('a reader hears only of the topics asked for, and of no other organization', async () => {
  const stream = await follow('?topic=polls/two,polls/four')
  await happen('four', { organizationId: 'elsewhere' })
  for (const poll of ['one', 'two', 'three', 'four']) await happen(poll)
  api.services.events.nudge()
  expect([await stream.next(), await stream.next()].map((message) => message?.data)).toEqual([
    { poll: 'two' },
    { poll: 'four' },
  ])
  expect(await stream.during(300)).toEqual([])
})

test('a reader who returns gets what was missed, exactly once, and then what is new', async () => {
  const before = await follow()
  await happen('seen')
  api.services.events.nudge()
  const seen = await before.next()
  await before.close()
  for (const poll of ['missed-1', 'missed-2']) await happen(poll)
  await announceAll()
  // Written but not yet announced when the reader comes back.
  await happen('between')
  const after = await follow('', { lastEventId: seen?.id })
  await happen('new')
  api.services.events.nudge()
  const messages = [await after.next(), await after.next(), await after.next(), await after.next()]
  expect(messages.map((message) => message?.data)).toEqual(
    ['missed-1', 'missed-2', 'between', 'new'].map((poll) => ({ poll })),
  )
  const ids = messages.map((message) => Number(message?.id))
  expect(ids).toEqual([1, 2, 3, 4].map((step) => Number(seen?.id) + step))
  expect(await after.during(300)).toEqual([])
})

test('who loses the connection before the first event misses nothing either', async () => {
  const before = await follow()
  await before.close()
  await happen('unseen')
  await announceAll()
  const after = await follow('', { lastEventId: before.startedAt })
  expect((await after.next())?.data).toEqual({ poll: 'unseen' })
})

test('who was away for longer than events are kept is told to read again', async () => {
  const old = new Date('2026-01-01T00:00:00Z')
  const start = await follow()
  for (const poll of ['old-1', 'old-2', 'old-3']) await happen(poll, { at: old })
  await announceAll()
  await pruneEvents(api.database, new Date('2026-01-02T00:00:01Z'))
  const returned = await follow('', { lastEventId: start.startedAt })
  const last = String(Number(start.startedAt) + 3)
  expect(await returned.next()).toEqual({ event: 'resync', data: {}, id: last })
  // The last event is kept, so that who has seen it need not read again, and positions go on rising.
  const upToDate = await follow('', { lastEventId: last })
  await happen('fresh')
  api.services.events.nudge()
  for (const stream of [returned, upToDate])
    expect(await stream.next()).toEqual({ event: 'poll.voted', data: { poll: 'fresh' }, id: String(Number(last) + 1) })
})

test('a cursor this database never gave out, and more than a thousand missed events, are answered alike', async () => {
  const future = await follow('', { lastEventId: '999999999' })
  expect((await future.next())?.event).toBe('resync')
  const start = await follow()
  const rows = Array.from({ length: 1001 }, () => ({
    organizationId: 'hanty',
    id: crypto.randomUUID(),
    topic: 'polls/flood',
    type: 'poll.voted',
    data: { poll: 'flood' },
    createdAt: new Date(),
  }))
  await api.database.insert(outbox).values(rows)
  await announceAll()
  expect((await (await follow('', { lastEventId: start.startedAt })).next())?.event).toBe('resync')
  // Nothing of it was about this reader's topic.
  const other = await follow('?topic=polls/quiet', { lastEventId: start.startedAt })
  expect(await other.during(200)).toEqual([])
})

test('a quiet stream gives signs of life', async () => {
  const organization = await createOrganizationFinder(api.database, () => new Date()).find('hanty')
  const app = createRouter()
  app.use((c, next) => {
    c.set('organization', organization)
    c.set('database', api.database.within(organization.path))
    return next()
  })
  app.route('/', eventRoutes(api.services, { heartbeat: 20 }))
  const stream = await follow('', { app })
  expect([await stream.next(), await stream.next()]).toEqual([{ comment: true }, { comment: true }])
})

test('a refused subscription is a problem document', async () => {
  const refused = async (path: string, headers: Record<string, string> = {}) =>
    (await api.request(path, { headers })).status
  expect(await refused('/v1/organizations/nowhere/events')).toBe(404)
  expect(await refused('/events?topic=Polls')).toBe(422)
  expect(await refused('/events', { 'last-event-id': 'yesterday' })).toBe(422)
  expect(await refused('/events', { origin: 'https://evil.test' })).toBe(403)
})

/** Another process on the same database, as far as the hub can tell. */
function startHub({ lookEvery = 50, database = api.database } = {}) {
  const hub = createEventHub({ database, log: api.services.log, lookEvery })
  hub.start()
  const listen = (after = 0, organizationId = 'hanty') => {
    const events: AnnouncedEvent[] = []
    const listener = { events, hasEnded: false, leave: () => {} }
    listener.leave = hub.subscribe(organizationId, after, {
      onEvent: (event) => events.push(event),
      onEnd: () => {
        listener.hasEnded = true
      },
    })
    return listener
  }
  return { hub, listen }
}

test('several processes on one database each tell their readers everything once and in order', async () => {
  const start = Number((await follow()).startedAt)
  const processes = [startHub(), startHub(), startHub()]
  const readers = processes.map(({ listen }) => listen(start))
  const written = Array.from({ length: 120 }, (_, index) => `shared-${index}`)
  await Promise.all(
    written.map(async (poll, index) => {
      await happen(poll)
      processes[index % 3]?.hub.nudge()
    }),
  )
  for (const { events } of readers) {
    await expect.poll(() => events.length, SOON).toBeGreaterThanOrEqual(120)
    expect(events.map(({ position }) => position)).toEqual(written.map((_, index) => start + 1 + index))
    expect(new Set(events.map(({ data }) => data.poll))).toEqual(new Set(written))
  }
  await Promise.all(processes.map(({ hub }) => hub.close()))
})

test.runIf(process.env.TEST_DATABASE === 'server')(
  'an event that is committed late is told late, not lost',
  async () => {
    const { hub, listen } = startHub()
    const reader = listen(Number((await follow()).startedAt))
    await api.database.transaction(async (transaction) => {
      const late = { organizationId: 'hanty', topic: 'polls/late', type: 'poll.voted' as const, at: new Date() }
      await emit(transaction, { ...late, data: { poll: 'late' } })
      await happen('early')
      await expect.poll(() => reader.events.map(({ data }) => data.poll), SOON).toEqual(['early'])
    })
    await expect.poll(() => reader.events.map(({ data }) => data.poll), SOON).toEqual(['early', 'late'])
    await hub.close()
  },
)

test('a reader who joins from further back takes nothing from the others and misses nothing', async () => {
  const start = Number((await follow()).startedAt)
  const { hub, listen } = startHub()
  const first = listen(start)
  const joined: ReturnType<typeof listen>[] = []
  for (let index = 0; index < 40; index++) {
    await happen(`step-${index}`)
    hub.nudge()
    if (index % 4 === 0) joined.push(listen(start))
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  const expected = Array.from({ length: 40 }, (_, index) => start + 1 + index)
  for (const { events } of [first, ...joined])
    await expect.poll(() => events.map(({ position }) => position), SOON).toEqual(expected)
  await hub.close()
})

test('nor one who joins while the hub is reading for the others', async () => {
  const start = Number((await follow()).startedAt)
  let reads = 0
  let onRead = () => {}
  const database = new Proxy(api.database, {
    get(target, name) {
      // Each round first asks whether anything is new, then reads it.
      if (name === 'select' && ++reads % 2 === 0) queueMicrotask(onRead)
      return Reflect.get(target, name, target)
    },
  })
  const { hub, listen } = startHub({ lookEvery: 60_000, database })
  const positions = ({ events }: ReturnType<typeof listen>) => events.map(({ position }) => position - start)
  const first = listen(start)
  for (const poll of ['one', 'two', 'three']) await happen(poll)
  hub.nudge()
  await expect.poll(() => positions(first), SOON).toEqual([1, 2, 3])
  await happen('four')
  const joined = new Promise<ReturnType<typeof listen>>((resolve) => {
    onRead = () => {
      onRead = () => {}
      resolve(listen(start))
    }
  })
  hub.nudge()
  const second = await joined
  await expect.poll(() => positions(second), SOON).toEqual([1, 2, 3, 4])
  await expect.poll(() => positions(first), SOON).toEqual([1, 2, 3, 4])
  await hub.close()
})

test.runIf(process.env.TEST_DATABASE === 'server')('one process announces at a time; the others wait', async () => {
  const { hub, listen } = startHub()
  const reader = listen(Number((await follow()).startedAt))
  await api.database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${ANNOUNCER_LOCK}::bigint)`)
    await happen('waiting')
    hub.nudge()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(reader.events).toEqual([])
  })
  await expect.poll(() => reader.events.map(({ data }) => data.poll), SOON).toEqual(['waiting'])
  await hub.close()
})

test('a hub that nobody listens to leaves the database alone', async () => {
  let asked = 0
  const database = new Proxy(api.database, {
    get(target, name) {
      if (name === 'select' || name === 'transaction' || name === 'execute') asked++
      return Reflect.get(target, name, target)
    },
  })
  const hub = createEventHub({ database, log: api.services.log, lookEvery: 10 })
  hub.start()
  await expect.poll(() => asked, SOON).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const afterStart = asked
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(asked).toBe(afterStart)
  const leave = hub.subscribe('hanty', 0, { onEvent: () => {}, onEnd: () => {} })
  await expect.poll(() => asked, SOON).toBeGreaterThan(afterStart)
  leave()
  await hub.close()
})

test.each([
  ['through a stream of the web', (fetch: TestApp['app']['fetch']) => fetch],
  ['written to the connection', tellDirectly],
] as const)('a reader over a network is told, %s, and forgotten who goes away', async (_, hosted) => {
  let readers = 0
  const events: EventHub = {
    nudge: api.services.events.nudge,
    subscribe: (...subscription) => {
      const leave = api.services.events.subscribe(...subscription)
      readers++
      return () => {
        readers--
        leave()
      }
    },
  }
  const server = createAdaptorServer({ fetch: hosted(createApp({ ...api.services, events }).fetch) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const app = {
    request: (path: string, init?: RequestInit) =>
      fetch(path.replace('http://api.test', `http://127.0.0.1:${port}`), init),
  }
  const followed = await Promise.all(Array.from({ length: 5 }, () => follow('', { app })))
  expect(readers).toBe(5)
  expect(followed[0]?.response.headers.get('content-type')).toBe('text/event-stream')
  expect(followed[0]?.response.headers.get('x-content-type-options')).toBe('nosniff')
  await happen('bench')
  api.services.events.nudge()
  for (const stream of followed) expect((await stream.next())?.data).toEqual({ poll: 'bench' })
  for (const stream of followed) await stream.close()
  await expect.poll(() => readers, SOON).toBe(0)
  await new Promise((resolve) => server.close(resolve))
})

test('a reader who takes nothing is cut off when too much waits for it, and holds nothing more', async () => {
  let readers = 0
  let said: EventReader | undefined
  const events: EventHub = {
    nudge: () => {},
    subscribe: (_organization, _after, reader) => {
      readers++
      said = reader
      return () => readers--
    },
  }
  const response = await createApp({ ...api.services, events }).request(address)
  const event = { organizationId: 'hanty', topic: 'polls/park', type: 'poll.voted', data: { poll: 'park' } }
  for (let position = 1; position <= 3000; position++) said?.onEvent({ ...event, position })
  await expect.poll(() => readers, SOON).toBe(0)
  const told = (await response.text()).match(/^event:/gm) ?? []
  expect(told.length).toBeLessThan(3000)
})

test('whoever asks for the headers of the stream alone is no reader of it', async () => {
  let readers = 0
  const subscribe = () => {
    readers++
    return () => {}
  }
  const app = createApp({ ...api.services, events: { nudge: () => {}, subscribe } })
  const { status, headers } = await app.request(address, { method: 'HEAD' })
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream',
    'no-store',
  ])
  expect(readers).toBe(0)
})

test('closing the hub ends every stream, so that the server can stop', async () => {
  const other = await createTestApp()
  const stream = await follow('', { app: other.app })
  const { hub, listen } = startHub()
  const reader = listen()
  await hub.close()
  expect(reader.hasEnded).toBe(true)
  const late = listen()
  await expect.poll(() => late.hasEnded, SOON).toBe(true)
  await other.close()
  expect(await stream.next()).toBeUndefined()
})
