import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOwnById } from '../../api/appeals/find.js'
import { foldHistory } from '../../api/appeals/history.js'
import { appealEvents, appeals } from '../../api/appeals/tables.js'
import { statuses } from '../../api/appeals/transitions.js'
import { isOverdue } from '../../api/appeals/view.js'
import { attachments } from '../../api/attachments/tables.js'
import { mintDemoKey, type SeededDemo, seedDemo } from '../../api/demo/seed.js'
import { organizations } from '../../api/organizations/tables.js'
import type { DatabaseConnection } from '../../api/platform/database.js'
import { createSealing, type Sealing } from '../../api/platform/sealing.js'
import { ballots, polls, pollTallies } from '../../api/polls/tables.js'
import { openTestDatabase } from './app.js'

// Before dawn on a Sunday there: nothing may come to lie ahead.
const now = new Date('2026-11-21T23:30:00Z')
let connection: DatabaseConnection
let sealing: Sealing
let seeded: SeededDemo | undefined

const installation = 'a secret of the tests that is long enough'
beforeAll(async () => {
  connection = await openTestDatabase()
  sealing = await createSealing({ VMESTE_KEYS: undefined }, installation)
  seeded = await seedDemo(connection.database, { sealing, secret: installation }, now, () => {})
})
afterAll(() => connection.close())

const everyAppeal = () => connection.database.select().from(appeals)

test('the town has appeals in every state it can do alone and as it is set up, some overdue and some due today', async () => {
  const town = (await everyAppeal()).filter(({ organizationId }) => organizationId === 'hanty-mansiysk')
  const others = ['moderation', 'forwarded', 'returned', 'merged']
  expect(new Set(town.map(({ status }) => status))).toEqual(new Set(statuses.filter((each) => !others.includes(each))))
  expect(town.length).toBeGreaterThanOrEqual(20)
  expect(town.filter((appeal) => isOverdue(appeal, now)).length).toBeGreaterThanOrEqual(2)
  const endOfToday = new Date('2026-11-22T18:59:59.999Z').getTime()
  expect(town.filter(({ deadline }) => deadline?.getTime() === endOfToday).length).toBeGreaterThanOrEqual(2)
  expect(town.some(({ language }) => language === 'en')).toBe(true)
  expect(town.some(({ ratingScore }) => ratingScore !== null)).toBe(true)
})

test('each stands where its history leads, and nothing happened before its time or lies ahead', async () => {
  const events = await connection.database.select().from(appealEvents).orderBy(asc(appealEvents.sequence))
  for (const { id, receivedAt, ...row } of await everyAppeal()) {
    const history = events.filter(({ appealId }) => appealId === id)
    expect(row).toMatchObject(foldHistory(history))
    const moments = history.map(({ at }) => at.getTime())
    expect(moments[0]).toBe(receivedAt.getTime())
    expect(moments).toEqual(moments.toSorted((one, other) => one - other))
    expect(moments.at(-1)).toBeLessThanOrEqual(now.getTime())
  }
})

test('numbers rise with time, and photos belong to their appeals', async () => {
  for (const { id } of await connection.database.select().from(organizations)) {
    const own = (await everyAppeal()).filter(({ organizationId }) => organizationId === id)
    own.sort((one, other) => one.number - other.number)
    const received = own.map(({ receivedAt }) => receivedAt.getTime())
    expect(received).toEqual(received.toSorted((one, other) => one - other))
  }
  const pictures = await connection.database.select().from(attachments)
  expect(pictures).toHaveLength(3)
  for (const picture of pictures) {
    expect(picture).toMatchObject({ ownerId: expect.any(String), mediaType: 'image/jpeg', width: 1280, height: 960 })
  }
})

test('the private link told at the start opens an appeal that waits for its rating', async () => {
  const { organization, number, secret } = seeded?.appeal ?? { organization: '', number: 0, secret: '' }
  const appeal = (await everyAppeal()).find((row) => row.organizationId === organization && row.number === number)
  expect(appeal).toMatchObject({ status: 'answered', ratingScore: null })
  const key = { organizationId: organization, appealId: appeal?.id ?? '', secret }
  expect(await isOwnById(connection.database, key, key)).toBe(true)
})

test('what was voted in its polls is counted: staff read how many voted before anyone asks for the results', async () => {
  const { database } = connection
  const told = await database.select({ id: pollTallies.pollId, count: pollTallies.ballots }).from(pollTallies)
  expect(told).toHaveLength(await database.$count(polls))
  for (const { id, count } of told) expect(count, id).toBe(await database.$count(ballots, eq(ballots.pollId, id)))
})

test('a database that holds something is left alone', async () => {
  const before = await everyAppeal()
  expect(await seedDemo(connection.database, { sealing, secret: installation }, now, () => {})).toBeUndefined()
  expect(await everyAppeal()).toEqual(before)
})

test('of several that start at once, one fills the database', async () => {
  const { database, close } = await openTestDatabase()
  const answers = await Promise.all(
    [1, 2, 3].map(() => seedDemo(database, { sealing, secret: installation }, now, () => {})),
  )
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect(await mintDemoKey(database, now)).toMatch(/^vmeste_hanty-mansiysk_/)
  await close()
})

test('without the demo there is no key to its desk', async () => {
  const { database, close } = await openTestDatabase()
  expect(await mintDemoKey(database, now)).toBeUndefined()
  await close()
})
