import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contactPlace } from '../../api/appeals/contacts.js'
import * as tables from '../../api/platform/schema.js'
import { createSealing, keyOf, type Sealing } from '../../api/platform/sealing.js'
import { readSettings } from '../../api/platform/settings.js'
import { reseal } from '../../api/privacy/reseal.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'

const SECRET = 'a secret of the tests that is long enough'
const contact = { name: 'Anna Petrova', email: 'anna@example.org', phone: '+73467123456' }

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
  await addCategory(api, {
    code: 'potholes',
    contact: { name: 'optional', email: 'optional', phone: 'optional' },
  })
})
afterEach(() => api.close())

const newKey = (id: string) => `${id}:${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`
const sealingBy = (...keys: string[]) => createSealing(readSettings({ VMESTE_KEYS: keys.join(',') }), SECRET)
const rows = () => api.database.select().from(tables.appealContacts)
const use = (sealing: Sealing) => Object.assign(api.services.sealing, sealing)

test('a contact is in the database only sealed, and opens for the resident and the officer', async () => {
  const { json: created } = await send(api, { contact })
  const [row] = await rows()
  expect(row).toMatchObject({ name: null, email: null, phone: null })
  expect(JSON.stringify(await rows())).not.toMatch(/Anna|example|3467/)
  for (const key of [created.secret, await api.staffKey()])
    expect((await api.request(`/appeals/${created.number}`, { headers: as(key) })).json.contact).toEqual(contact)
})

test('nothing is written for who tells nothing', async () => {
  await send(api)
  expect(await rows()).toEqual([])
})

test('what is moved to another row, column or organization does not open', async () => {
  const sealing = await sealingBy(newKey('a'))
  const place = contactPlace('hanty', '1')
  const sealed = await sealing.seal(place, 'Anna')
  expect(await sealing.unseal(place, sealed)).toBe('Anna')
  for (const other of [{ organizationId: 'ugra' }, { row: '2' }, { column: 'residents.email' }])
    await expect(sealing.unseal({ ...place, ...other }, sealed)).rejects.toThrow()
  const altered = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
  await expect(sealing.unseal(place, altered)).rejects.toThrow()
})

test('the same text never looks the same twice', async () => {
  const sealing = await sealingBy(newKey('a'))
  const place = contactPlace('hanty', '1')
  expect(await sealing.seal(place, 'Anna')).not.toBe(await sealing.seal(place, 'Anna'))
})

test('keys rotate: the first seals, all open, and what an older one sealed is sealed anew', async () => {
  const [old, fresh] = [newKey('2026'), newKey('2027')]
  use(await sealingBy(old))
  const { json: created } = await send(api, { contact })
  const rotated = await sealingBy(fresh, old)
  use(rotated)
  const read = async () =>
    (await api.request(`/appeals/${created.number}`, { headers: as(created.secret) })).json.contact
  expect(await read()).toEqual(contact)
  expect(await reseal(api.database, rotated)).toEqual({ done: 1, left: 0, lost: {} })
  use(await sealingBy(fresh))
  expect(await read()).toEqual(contact)
})

test('keys named later open what was sealed before any was', async () => {
  const { json: created } = await send(api, { contact })
  use(await sealingBy(newKey('2027')))
  const { json } = await api.request(`/appeals/${created.number}`, { headers: as(created.secret) })
  expect(json.contact).toEqual(contact)
})

test('what was kept in the clear before is sealed, and empty in the clear', async () => {
  const { json: created } = await send(api, { contact })
  await api.database.update(tables.appealContacts).set({ ...contact, sealed: null })
  const read = async () =>
    (await api.request(`/appeals/${created.number}`, { headers: as(created.secret) })).json.contact
  expect(await read()).toEqual(contact)
  expect(await reseal(api.database, api.services.sealing)).toMatchObject({ done: 1, left: 0 })
  expect((await rows())[0]).toMatchObject({ name: null, email: null, phone: null })
  expect(await read()).toEqual(contact)
})

test('a rotation that dies in the middle goes on where it was, and several at once do each row once', async () => {
  const [old, fresh] = [newKey('2026'), newKey('2027')]
  use(await sealingBy(old))
  const { json } = await send(api, { contact })
  const [first] = await api.database.select().from(tables.appeals).where(eq(tables.appeals.number, json.number))
  if (!first) throw new Error('no appeal')
  const more = await Promise.all(
    Array.from({ length: 450 }, async (_, index) => {
      const id = crypto.randomUUID()
      const sealed = await api.services.sealing.seal(
        contactPlace('hanty', id),
        JSON.stringify({ ...contact, name: `N${index}` }),
      )
      return {
        appeal: { ...first, id, number: index + 1000 },
        contact: { organizationId: 'hanty', appealId: id, sealed },
      }
    }),
  )
  await api.database.insert(tables.appeals).values(more.map(({ appeal }) => appeal))
  await api.database.insert(tables.appealContacts).values(more.map(({ contact }) => contact))

  const rotated = await sealingBy(fresh, old)
  let sealed = 0
  const dying: Sealing = {
    ...rotated,
    seal: (...given) => {
      sealed += 1
      if (sealed > 300) throw new Error('killed')
      return rotated.seal(...given)
    },
  }
  await expect(reseal(api.database, dying)).rejects.toThrow('killed')
  const keys = async () => (await rows()).map((row) => keyOf(row.sealed ?? ''))
  expect((await keys()).filter((key) => key === '2027')).toHaveLength(200)

  const done = await Promise.all([reseal(api.database, rotated), reseal(api.database, rotated)])
  expect(done.reduce((sum, each) => sum + each.done, 0)).toBe(251)
  expect(await reseal(api.database, rotated)).toEqual({ done: 0, left: 0, lost: {} })
  expect(new Set(await keys())).toEqual(new Set(['2027']))
  const opened = await Promise.all(
    (await rows()).map(async (row) =>
      JSON.parse(await rotated.unseal(contactPlace('hanty', row.appealId), row.sealed ?? '')),
    ),
  )
  expect(new Set(opened.map(({ name }) => name)).size).toBe(451)
})

test('when a key is lost the appeal can still be answered, and how much is lost is told', async () => {
  use(await sealingBy(newKey('2026')))
  const { json: created } = await send(api, { contact })
  const without = await sealingBy(newKey('2027'))
  use(without)
  const { status, json } = await api.request(`/appeals/${created.number}`, { headers: as(await api.staffKey()) })
  expect(status).toBe(200)
  expect(json.contact).toEqual({ name: null, email: null, phone: null })
  expect(await reseal(api.database, without)).toEqual({ done: 0, left: 0, lost: { '2026': 1 } })
})

test('keys that are not 32 bytes, or named twice, stop the start without being repeated', () => {
  const key = newKey('a')
  for (const wrong of ['a:c2hvcnQ=', 'no key', `${key},${key}`, key.replace('a:', 'installation:'), 'A:x'])
    expect(() => readSettings({ VMESTE_KEYS: wrong })).toThrow(
      /^Wrong settings: VMESTE_KEYS must be like 2027:<32 random bytes in base64>, by comma, with ids of lower-case letters, digits and hyphens\.$/,
    )
})
