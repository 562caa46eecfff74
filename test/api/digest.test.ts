import { eq } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '../../api/identity/roles.js'
import { sendDigests } from '../../api/notifications/digest.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let warnings: object[]
const people: Record<string, string> = {}
/** A Tuesday, two in the afternoon there. */
const start = new Date('2026-11-24T09:00:00Z')

async function addPerson(name: string, organizationId: string, ...roles: Role[]) {
  const id = uuid()
  people[name] = id
  await api.database.insert(tables.staffAccounts).values({ id, email: `${name}@hanty.test`, name, createdAt: start })
  await api.database
    .insert(tables.staffRoles)
    .values(roles.map((role) => ({ organizationId, accountId: id, role, createdAt: start })))
}

beforeAll(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes', names: { ru: 'Ямы', en: 'Potholes' } }, 10)
  await addPerson('officer', 'hanty', 'officer')
  await addPerson('coordinator', 'hanty', 'coordinator')
  await addPerson('leader', 'hanty', 'leader')
  await addPerson('moderator', 'hanty', 'moderator')
  await addPerson('stranger', 'elsewhere', 'administrator')
  const key = await api.staffKey('hanty', 'officer')
  const make = async (...steps: Parameters<typeof take>[3][]) => {
    const { json } = await send(api)
    await take(api, key, json.number, ...steps)
    return json.number as number
  }
  // Nobody's; a colleague's; the officer's; one that waits for its resident; one that is answered.
  await make({ to: 'registered' })
  const others = await make({ to: 'registered' })
  await api.request(`/appeals/${others}/assignee`, { method: 'PUT', body: { assignee: 'me' }, headers: as(key) })
  const own = await make({ to: 'registered' })
  await api.database
    .update(tables.appeals)
    .set({ assignee: `staff:${people.officer}` })
    .where(eq(tables.appeals.number, own))
  await make({ to: 'waiting', text: 'Which?' })
  await make({ to: 'answered', text: 'Done' })
})
beforeEach(async () => {
  warnings = []
  api.mails.length = 0
  await api.database.delete(tables.digests)
})
afterAll(() => api.close())

const round = (at: string, mail = api.services.mail) =>
  sendDigests(api.database, new Date(at), {
    mail,
    url: 'https://vmeste.test',
    log: { error: () => {}, warn: (fields) => void warnings.push(fields), info: () => {} },
  })
const letters = () =>
  Object.fromEntries(
    api.mails.map(({ to, text }) => [to.split('@')[0], [...text.matchAll(/№ (\d+)/g)].map(([, n]) => Number(n))]),
  )

test('on a day on which nothing is due nobody is written to', async () => {
  expect(await round('2026-12-01T09:00:00Z')).toBe(0)
  expect(api.mails).toEqual([])
})

test('on the last day an officer is told of what is theirs and nobody’s, a coordinator of all, a leader of nothing yet', async () => {
  expect(await round('2026-12-08T05:00:00Z')).toBe(2)
  expect(letters()).toEqual({ officer: [1, 3], coordinator: [1, 2, 3] })
  const [mail] = api.mails
  expect(mail?.subject).toBe('Просрочено: 0, на сегодня: 2. Ханты')
  expect(mail?.text).toContain('№ 1 · Ямы')
  expect(mail?.text).toContain('https://vmeste.test/desk?organization=hanty')
  // What residents wrote stays where it is.
  expect(`${mail?.text}${mail?.html}`).not.toContain('boot')
})

test('what stays overdue is told to those who lead', async () => {
  await round('2026-12-09T09:00:00Z')
  expect(letters()).not.toHaveProperty('leader')
  await api.database.delete(tables.digests)
  await round('2026-12-11T09:00:00Z')
  expect(letters()).toMatchObject({ leader: [1, 2, 3], officer: [1, 3] })
  expect(api.mails[0]?.subject).toBe('Просрочено: 2, на сегодня: 0. Ханты')
})

test('it comes once a day, in the morning of the organization, from whichever process is first', async () => {
  // Seven in the morning there.
  expect(await round('2026-12-09T02:30:00Z')).toBe(0)
  const rounds = await Promise.all([round('2026-12-09T03:30:00Z'), round('2026-12-09T03:30:00Z')])
  expect(rounds.sort()).toEqual([0, 2])
  expect(await round('2026-12-09T12:00:00Z')).toBe(0)
  expect(await round('2026-12-10T03:30:00Z')).toBe(2)
})

test('one whose mail cannot be sent does not keep the others from theirs', async () => {
  const mail = {
    ...api.services.mail,
    send: async (letter: { to: string; subject: string; text: string }) => {
      if (letter.to.startsWith('officer')) throw new Error('away')
      await api.services.mail.send(letter)
    },
  }
  expect(await round('2026-12-08T05:00:00Z', mail)).toBe(1)
  expect(warnings).toEqual([{ cause: 'Error' }])
})
