import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCourier } from '../../api/forwarding/courier.js'
import type { Database } from '../../api/platform/database.js'
import { createImageProcessor } from '../../api/platform/images.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, upload } from './appeals.fixture.js'
import { everythingKept } from './kept.js'

let api: TestApp
let courier: ReturnType<typeof createCourier>
const keys: Record<string, string> = {}
const quiet = { error: () => {}, warn: () => {}, info: () => {} }
const courierOn = (database: Database) =>
  createCourier({ ...api.services, database, events: api.services.events, log: quiet, now: () => api.clock.now })

beforeEach(async () => {
  api = await createTestApp({ images: createImageProcessor() })
  courier = courierOn(api.database)
  for (const id of ['ugra', 'hanty', 'elsewhere']) keys[id] = await api.staffKey(id, 'officer')
  const contact = { name: 'optional', email: 'optional', phone: 'optional' } as const
  await addCategory(api, { code: 'potholes', contact }, 10)
  await addCategory(api, { code: 'potholes', contact, organizationId: 'elsewhere' }, 3)
})
afterEach(() => api.close())

const at = (organization: string, path: string) => `/v1/organizations/${organization}/appeals/${path}`
const read = async (organization: string, number: number, key = keys[organization]) =>
  (await api.request(at(organization, `${number}`), { headers: as(key ?? '') })).json
const step = (organization: string, number: number, body: object) =>
  api.request(at(organization, `${number}/transitions`), { body, headers: as(keys[organization] ?? '') })
const forward = (organization: string, number: number, to: string, text = 'The road is theirs') =>
  step(organization, number, { to: 'forwarded', organization: to, text })
const typesOf = (appeal: { history: { type: string; status: string }[] }) =>
  appeal.history.map(({ type, status }) => (type === 'transitioned' ? status : type))
const numbersAt = async (organization: string): Promise<number[]> =>
  (await api.database.select().from(tables.appeals).where(eq(tables.appeals.organizationId, organization)))
    .map(({ number }) => number)
    .sort()
const waiting = async () => (await api.database.select().from(tables.dispatches)).length

test('an appeal goes to another organization with all that belongs to it, and the answer comes back to the one number', async () => {
  const file = (await upload(api, pdf, 'plan.pdf')).json.id
  const { number, secret } = (
    await send(api, {
      place: { address: 'Mira 5', latitude: 61, longitude: 69 },
      contact: { name: 'Anna Petrova', email: 'anna@mail.test', phone: '+7 900 000-00-00' },
      attachments: [file],
    })
  ).json
  const promised = (await read('hanty', number)).deadline
  const forwarded = await forward('hanty', number, 'ugra')
  expect(forwarded.status).toBe(201)
  expect(forwarded.json).toMatchObject({
    status: 'forwarded',
    responsible: 'Ugra',
    deadline: promised,
    registerBy: null,
  })
  // Until it is carried there, nothing is there.
  expect(await numbersAt('ugra')).toEqual([])
  expect(await courier.round()).toBe(1)

  const there = await read('ugra', 1)
  expect(there).toMatchObject({
    status: 'received',
    description: 'A hole as deep as a boot',
    place: { address: 'Mira 5', latitude: 61, longitude: 69 },
    contact: { name: 'Anna Petrova', email: 'anna@mail.test', phone: '+7 900 000-00-00' },
    deadline: promised,
    category: { code: 'potholes' },
    attachments: [{ fileName: 'plan.pdf' }],
  })
  expect(there.attachments[0].id).not.toBe(file)
  const copied = await api.app.request(`http://api.test/v1/organizations/ugra/attachments/${there.attachments[0].id}`, {
    headers: as(keys.ugra ?? ''),
  })
  expect(await copied.text()).toBe(pdf)
  expect(there.history).toMatchObject([
    { type: 'received', text: 'The road is theirs', organization: { id: 'hanty', name: 'Hanty', number } },
  ])
  // Not public there, whatever the organization publishes; the resident's link opens it where it was sent.
  await step('ugra', 1, { to: 'registered' })
  expect((await api.request(at('ugra', '1'))).json).toMatchObject({ description: null, place: null })
  expect((await api.request(at('ugra', '1'), { headers: as(secret) })).json.type).toBe('/problems/wrong-secret')

  // What they do there is theirs: here one sees no more of it than its number.
  await api.request(at('ugra', '1/notes'), { body: { text: 'A secret of the region' }, headers: as(keys.ugra ?? '') })
  const here = await read('hanty', number)
  expect(typesOf(here)).toEqual(['received', 'forwarded', 'accepted'])
  expect(here.history[2]).toMatchObject({ organization: { id: 'ugra', name: 'Ugra', number: 1 } })
  expect(JSON.stringify(here)).not.toContain('secret of the region')
  const own = await read('hanty', number, secret)
  expect(own).toMatchObject({ status: 'forwarded', responsible: 'Ugra', transitions: [] })
  expect(
    own.history.map(({ type, organization }: { type: string; organization?: object }) => [type, organization]),
  ).toEqual([
    ['received', undefined],
    ['transitioned', { id: 'ugra', name: 'Ugra', number: null }],
  ])
  const queue = async (name: string) =>
    (await api.request(`/appeals?queue=${name}&sort=deadline`, { headers: as(keys.hanty ?? '') })).json.items.length
  expect((await api.request('/appeals?status=open', { headers: as(keys.hanty ?? '') })).json.items).toHaveLength(1)
  // The promise is still kept an eye on here.
  api.clock.now = new Date('2026-12-20T09:00:00Z')
  expect(await queue('overdue')).toBe(1)

  const proof = await api.app.request('http://api.test/v1/organizations/ugra/attachments', {
    method: 'POST',
    body: (() => {
      const form = new FormData()
      form.append('file', new File([pdf], 'filled.pdf'))
      return form
    })(),
  })
  const { id: filled } = (await proof.json()) as { id: string }
  await step('ugra', 1, { to: 'answered', text: 'Filled on Monday', attachments: [filled] })
  await courier.round()
  expect(await read('hanty', number, secret)).toMatchObject({
    status: 'answered',
    answer: 'Filled on Monday',
    responsible: 'Ugra',
    canRate: true,
  })
  expect((await read('hanty', number, secret)).history.at(-1)).toMatchObject({
    status: 'answered',
    attachments: [{ fileName: 'filled.pdf' }],
  })
  expect(await waiting()).toBe(0)
  expect((await api.request(at('hanty', `${number}/rating`), { body: { score: 5 }, headers: as(secret) })).status).toBe(
    201,
  )
})

test('the earlier of the two promises counts where it goes', async () => {
  const { number } = (await send(api)).json
  const promised = (await read('hanty', number)).deadline
  await forward('hanty', number, 'elsewhere')
  await courier.round()
  const there = await read('elsewhere', 1)
  expect(Date.parse(there.deadline)).toBeLessThan(Date.parse(promised))
  expect((await read('hanty', number)).deadline).toBe(promised)
})

test('what is not theirs comes back with the reason, and goes on where it was sent', async () => {
  const { number, secret } = (await send(api)).json
  await forward('hanty', number, 'ugra')
  await courier.round()
  expect((await step('ugra', 1, { to: 'returned' })).json.errors).toMatchObject([{ pointer: '/text' }])
  expect((await step('ugra', 1, { to: 'returned', text: 'The street is the town’s' })).status).toBe(201)
  await courier.round()
  const own = await read('hanty', number, secret)
  expect(own).toMatchObject({ status: 'registered', responsible: 'Hanty' })
  expect(own.history.at(-1)).toMatchObject({
    status: 'registered',
    text: 'The street is the town’s',
    by: 'organization',
  })
  // Done with there: neither reopened nor answered.
  expect((await read('ugra', 1)).transitions).toEqual([])
  expect(
    (await api.request('/v1/organizations/ugra/appeals?status=open', { headers: as(keys.ugra ?? '') })).json.items,
  ).toEqual([])
  // And it may go elsewhere, or there again.
  expect((await forward('hanty', number, 'ugra')).status).toBe(201)
  await courier.round()
  expect(await numbersAt('ugra')).toEqual([1, 2])
})

test('a refusal there is the refusal here; only what came from elsewhere can be returned', async () => {
  const { number } = (await send(api)).json
  const own = await step('hanty', number, { to: 'returned', text: 'Not ours' })
  expect(own.json).toMatchObject({ type: '/problems/illegal-transition' })
  expect(own.json.legal).not.toContain('returned')
  await forward('hanty', number, 'ugra')
  await courier.round()
  await step('ugra', 1, { to: 'declined', text: 'No money' })
  await courier.round()
  expect(await read('hanty', number)).toMatchObject({ status: 'declined', answer: 'No money' })
})

test('taken back, it is closed there, also when it had not arrived yet, and a late answer changes nothing', async () => {
  const { number } = (await send(api)).json
  await forward('hanty', number, 'ugra')
  expect((await step('hanty', number, { to: 'in_progress' })).status).toBe(422)
  expect((await step('hanty', number, { to: 'in_progress', text: 'We do it after all' })).status).toBe(201)
  await courier.round()
  expect(await numbersAt('ugra')).toEqual([])

  await forward('hanty', number, 'ugra')
  await courier.round()
  // Both at once: they answer while it is taken back.
  await step('ugra', 1, { to: 'answered', text: 'Done' })
  await step('hanty', number, { to: 'in_progress', text: 'Once more ours' })
  await courier.round()
  expect(await read('hanty', number)).toMatchObject({ status: 'in_progress', answer: null })

  await forward('hanty', number, 'ugra')
  await courier.round()
  await step('hanty', number, { to: 'in_progress', text: 'For good' })
  await courier.round()
  expect(await read('ugra', 2)).toMatchObject({ status: 'closed', answer: null })
  expect((await read('ugra', 2)).history.at(-1)).toMatchObject({ type: 'withdrawn', text: 'For good' })
  expect(await waiting()).toBe(0)
})

test('through a chain the answer finds its way back, and nobody who had it gets it again', async () => {
  const { number } = (await send(api)).json
  await forward('hanty', number, 'ugra')
  await courier.round()
  for (const to of ['hanty', 'ugra']) {
    expect((await forward('ugra', 1, to)).json.errors).toMatchObject([{ pointer: '/organization', code: 'had-it' }])
  }
  await forward('ugra', 1, 'elsewhere')
  await courier.round()
  for (const to of ['hanty', 'ugra', 'elsewhere'])
    expect((await forward('elsewhere', 1, to)).json.errors[0].code).toBe('had-it')
  await step('elsewhere', 1, { to: 'answered', text: 'The bridge is open' })
  await courier.round()
  expect(await read('ugra', 1)).toMatchObject({ status: 'answered', answer: 'The bridge is open' })
  expect(await read('hanty', number)).toMatchObject({ status: 'answered', answer: 'The bridge is open' })
  expect((await api.request(at('elsewhere', `${number}`), { headers: as(keys.hanty ?? '') })).status).toBe(403)
})

test('to nobody, to itself and without a reason it does not go', async () => {
  const { number } = (await send(api)).json
  const codes = async (body: object) => {
    const { json } = await step('hanty', number, { to: 'forwarded', ...body })
    return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)
  }
  expect(await codes({})).toEqual(['/text required', '/organization required'])
  expect(await codes({ text: 'x', organization: 'hanty' })).toEqual(['/organization had-it'])
  expect(await codes({ text: 'x', organization: 'nowhere' })).toEqual(['/organization unknown'])
  await api.database
    .update(tables.organizations)
    .set({ settings: { features: { appeals: false } } })
    .where(eq(tables.organizations.id, 'elsewhere'))
  expect(await codes({ text: 'x', organization: 'elsewhere' })).toEqual(['/organization unknown'])
  expect(await waiting()).toBe(0)
})

test('where the other is gone meanwhile, it comes back by itself and the resident is told', async () => {
  const { number, secret } = (await send(api)).json
  await forward('hanty', number, 'elsewhere')
  await api.database
    .update(tables.organizations)
    .set({ retiredAt: api.clock.now })
    .where(eq(tables.organizations.id, 'elsewhere'))
  await courier.round()
  const own = await read('hanty', number, secret)
  expect(own).toMatchObject({ status: 'registered', responsible: 'Hanty' })
  expect(own.history.at(-1).text).toBe('The other organization cannot deal with it. We look at it again ourselves.')
})

test('interrupted between any two steps it is carried again, and made once', async () => {
  const { number } = (await send(api)).json
  await forward('hanty', number, 'ugra')
  /** The database as a process sees it that dies before its nth transaction of an organization. */
  const dying = (after: number) => {
    let left = after
    return new Proxy(api.database, {
      get: (target, name, receiver) => {
        if (name !== 'within') return Reflect.get(target, name, receiver)
        return (path: readonly string[]) => {
          left -= 1
          if (left < 0) throw new Error('killed')
          return target.within(path)
        }
      },
    }) as Database
  }
  const killedAt = async (after: number) => {
    expect(await courierOn(dying(after)).round()).toBe(0)
    // Taken in hand by the one that died; later it is anyone's.
    await api.database.update(tables.dispatches).set({ dueAt: api.clock.now })
  }
  // Read at the sender; written at the receiver; looked up there; noted at the sender.
  for (const after of [0, 1, 2, 3]) {
    await killedAt(after)
    expect(await numbersAt('ugra')).toEqual(after < 2 ? [] : [1])
  }
  await Promise.all([courier.round(), courierOn(api.database).round()])
  expect(await numbersAt('ugra')).toEqual([1])
  expect(typesOf(await read('hanty', number))).toEqual(['received', 'forwarded', 'accepted'])

  await step('ugra', 1, { to: 'answered', text: 'Done' })
  for (const after of [0, 1]) await killedAt(after)
  await courier.round()
  // Told once more by one who had not heard that it was done.
  const [arrival] = await api.database.select().from(tables.arrivals)
  const again = { organizationId: 'ugra', forwardingId: arrival?.forwardingId ?? '', dueAt: api.clock.now, attempts: 0 }
  await api.database.insert(tables.dispatches).values([
    { ...again, id: crypto.randomUUID(), kind: 'outcome', sequence: 2 },
    { ...again, organizationId: 'hanty', id: crypto.randomUUID(), kind: 'forward', sequence: 2 },
  ])
  await courier.round()
  expect(typesOf(await read('hanty', number))).toEqual(['received', 'forwarded', 'accepted', 'answered'])
  expect(await numbersAt('ugra')).toEqual([1])
  expect(await waiting()).toBe(0)
})

test('what the resident has erased is erased where it went, too', async () => {
  const { number, secret } = (await send(api, { description: 'Zebra crossing', contact: { name: 'Violetta' } })).json
  await forward('hanty', number, 'ugra', 'Quokka')
  await courier.round()
  await step('ugra', 1, { to: 'answered', text: 'Wombat' })
  await courier.round()
  expect((await api.request(at('hanty', `${number}`), { method: 'DELETE', headers: as(secret) })).status).toBeLessThan(
    300,
  )
  await courier.round()
  expect(await everythingKept(api)).not.toMatch(/Zebra|Violetta|Quokka|Wombat/)
})

test('those who follow it by mail are told that it was forwarded, and of the answer from there', async () => {
  const { number } = (await send(api, { contact: { email: 'anna@mail.test' } })).json
  await api.database.update(tables.followers).set({ confirmedAt: api.clock.now })
  await api.database.delete(tables.deliveries)
  await forward('hanty', number, 'ugra')
  await courier.round()
  await step('ugra', 1, { to: 'answered', text: 'Done' })
  await courier.round()
  const planned = await api.database.select().from(tables.deliveries)
  expect(planned.map(({ organizationId, kind, sequence }) => `${organizationId} ${kind} ${sequence}`).sort()).toEqual([
    'hanty rate 4',
    'hanty step 2',
    'hanty step 4',
  ])
})

test('the organizations to choose from are all that work, the nearest first', async () => {
  await api.database.insert(tables.organizations).values([
    {
      id: 'surgut',
      path: ['ugra', 'surgut'],
      kind: 'municipal',
      names: { en: 'Surgut' },
      settings: {},
      createdAt: api.clock.now,
    },
    {
      id: 'old',
      path: ['ugra', 'old'],
      kind: 'municipal',
      names: { en: 'Old' },
      settings: {},
      createdAt: api.clock.now,
      retiredAt: api.clock.now,
    },
  ])
  const list = async (query = '') =>
    (await api.request(`/forwarding-targets${query}`, { headers: as(keys.hanty ?? '') })).json
  expect(await list()).toEqual({
    items: [
      { id: 'ugra', name: 'Ugra', above: null },
      { id: 'surgut', name: 'Surgut', above: 'Ugra' },
      { id: 'elsewhere', name: 'Elsewhere', above: null },
    ],
    next: null,
  })
  const first = await list('?limit=2')
  expect((await list(`?limit=2&cursor=${first.next}`)).items).toMatchObject([{ id: 'elsewhere' }])
  expect((await list('?q=SUR')).items).toMatchObject([{ id: 'surgut' }])
})
