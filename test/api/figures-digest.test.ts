import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createBookkeeper } from '../../api/insight/bookkeeper.js'
import { sendFigures } from '../../api/insight/digest.js'
import { lastPeriod } from '../../api/insight/rhythm.js'
import * as tables from '../../api/platform/schema.js'
import type { Mail } from '../../api/platform/services.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'
import { addPerson, openBrowser } from './staff.fixture.js'

let api: TestApp
let mails: Mail[] = []
let leader: ReturnType<typeof openBrowser>
/** A Tuesday there. */
const start = new Date('2026-11-24T09:00:00Z')
beforeAll(async () => {
  api = await createTestApp()
  api.clock.now = start
  await addCategory(api, { code: 'potholes', names: { ru: 'Ямы', en: 'Potholes' } }, 10)
  const key = await api.staffKey('hanty', 'officer')
  const { json } = await send(api)
  await take(api, key, json.number, { to: 'registered' }, { to: 'answered', text: 'Done' })
  await send(api)
  await createBookkeeper({ ...api.services, log: silent }).round()
  await addPerson(api, 'leader@hanty.test', ['hanty', 'leader'])
  await addPerson(api, 'officer@hanty.test', ['hanty', 'officer'])
  leader = openBrowser(api)
  await leader.signIn('leader@hanty.test')
})
beforeEach(async () => {
  mails = []
  await api.database.delete(tables.insightDigests)
})
afterAll(() => api.close())

const silent = { error: () => {}, warn: () => {}, info: () => {} }
const round = (at: string) =>
  sendFigures(api.database, new Date(at), {
    mail: { isConfigured: true, send: async (mail) => void mails.push(mail), close: async () => {} },
    url: 'https://vmeste.test',
    log: silent,
  })
const choose = (rhythm: string) =>
  leader.ask('/insight/digest', {
    method: 'PUT',
    body: { rhythm },
    headers: { 'idempotency-key': `choose-${rhythm}-1` },
  })

test('a day, a week from Monday and a month are told of once they are over', () => {
  expect(lastPeriod('daily', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' })
  expect(lastPeriod('weekly', '2026-11-30')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(lastPeriod('weekly', '2026-11-29')).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  expect(lastPeriod('monthly', '2026-03-15')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})

test('a leader, and nobody else, is told of the week as the screen tells it, once, on a morning of theirs', async () => {
  // Seven on Monday morning there.
  expect(await round('2026-11-30T02:00:00Z')).toBe(0)
  const rounds = await Promise.all([round('2026-11-30T03:30:00Z'), round('2026-11-30T03:30:00Z')])
  expect(rounds.sort()).toEqual([0, 1])
  expect(await round('2026-12-02T03:30:00Z')).toBe(0)
  expect(await round('2026-12-07T03:30:00Z')).toBe(1)
  const [mail] = mails
  expect(mail?.to).toBe('leader@hanty.test')
  expect(mail?.subject).toBe('Ханты: поступило 2, просрочено 0 (23–29 ноября 2026 г.)')
  const { figures } = (await api.request('/statistics?from=2026-11-23&to=2026-11-29')).json
  expect(figures).toMatchObject({ received: 2, solved: 1 })
  expect(mail?.text).toContain('Поступило: 2, До него 0')
  expect(mail?.text).toContain('Решено: 1, До него 0')
  expect(mail?.text).toContain('https://vmeste.test/desk/insight?organization=hanty')
  expect(mail?.html).toContain('<td')
  // What residents wrote stays where it is.
  expect(`${mail?.text}${mail?.html}`).not.toContain('boot')
  expect(mail?.attachments?.[0]).toMatchObject({ name: 'hanty-2026-11-23-2026-11-29.pdf', type: 'application/pdf' })
})

test('a leader chooses how often, and whoever leads no more is forgotten', async () => {
  expect((await leader.ask('/insight/digest')).json).toEqual({ rhythm: 'weekly' })
  expect((await choose('daily')).json).toEqual({ rhythm: 'daily' })
  expect((await leader.ask('/insight/digest')).json).toEqual({ rhythm: 'daily' })
  await round('2026-12-02T03:30:00Z')
  await round('2026-12-03T03:30:00Z')
  expect(mails.map(({ subject }) => /\((.*)\)/.exec(subject)?.[1])).toEqual(['1 декабря 2026 г.', '2 декабря 2026 г.'])
  await choose('never')
  expect(await round('2026-12-04T03:30:00Z')).toBe(0)
  const key = as(await api.staffKey('hanty', 'leader'))
  expect((await api.request('/insight/digest', { headers: key })).json.type).toBe('/problems/not-found')
  const stranger = {
    organizationId: 'hanty',
    accountId: '00000000-0000-4000-8000-000000000001',
    rhythm: 'daily',
  } as const
  await api.database.insert(tables.insightDigests).values(stranger)
  await round('2026-12-05T03:30:00Z')
  const kept = await api.database.select().from(tables.insightDigests)
  const here = kept.filter(({ organizationId }) => organizationId === 'hanty')
  expect(here.map(({ rhythm }) => rhythm).sort()).toEqual(['never', 'weekly'])
})

test('the report is a tagged PDF with its font inside', async () => {
  const response = await api.app.request(
    'http://api.test/v1/organizations/hanty/insight/report.pdf?from=2026-11-01&to=2026-11-30',
    {
      headers: as(await api.staffKey('hanty', 'leader')),
    },
  )
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('content-disposition')).toContain('hanty-2026-11-01-2026-11-')
  const content = Buffer.from(await response.arrayBuffer())
  const text = content.toString('latin1')
  expect(text.slice(0, 8)).toBe('%PDF-1.7')
  expect(text).toContain('/FontFile2')
  expect(text).toContain('/StructTreeRoot')
  const streams = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  // Of the words, which letters of the font they are.
  expect(streams.join('\n')).toMatch(/beginbfrange/)
})
