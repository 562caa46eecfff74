import { eq, getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createKey } from '../../api/identity/keys.js'
import { rowsOf } from '../../api/platform/database.js'
import { openDatabase } from '../../api/platform/open-database.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'
import { databaseUrl } from './postgres.setup.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes' }, 5)
  await addCategory(api, { code: 'streetlights', organizationId: 'elsewhere' }, 5)
  for (const organizationId of ['ugra', 'hanty', 'elsewhere'])
    await createKey(api.database, { organizationId, role: 'officer', name: organizationId, createdAt: api.clock.now })
  expect((await send(api)).status).toBe(201)
  const elsewhere = '/v1/organizations/elsewhere/appeals'
  const body = { category: 'streetlights', description: 'Dark since Monday', consent: true }
  expect((await api.request(elsewhere, { body })).status).toBe(201)
})
afterAll(() => api.close())

const tenantTables = Object.values(tables).flatMap((table) =>
  is(table, PgTable) && 'organizationId' in getTableColumns(table) ? [table] : [],
)
const within = (...path: string[]) => api.database.within(path)

/** Of which organizations a table's rows are seen: by a query that names none. */
async function seenIn(table: PgTable, database: ReturnType<typeof within>) {
  const rows = await rowsOf<{ id: string }>(
    database,
    sql`select distinct organization_id as id from ${table} order by 1`,
  )
  return rows.map(({ id }) => id)
}

describe('a query that forgets to name the organization', () => {
  test('sees of no table the rows of another', async () => {
    expect(tenantTables.length).toBeGreaterThan(14)
    for (const table of tenantTables) {
      const found = await seenIn(table, within('hanty'))
      expect(['', 'hanty'], getTableName(table)).toContain(found.join())
      expect(await seenIn(table, within('nowhere')), getTableName(table)).toEqual([])
    }
    // There is something to be hidden.
    expect(await seenIn(tables.appeals, api.database)).toEqual(['elsewhere', 'hanty'])
    expect(await seenIn(tables.appeals, within('ugra', 'hanty'))).toEqual(['hanty'])
  })

  test('reads what is inherited from those above, and of theirs nothing else', async () => {
    expect(await seenIn(tables.categories, within('ugra', 'hanty'))).toEqual(['ugra'])
    expect(await seenIn(tables.categories, within('elsewhere'))).toEqual(['elsewhere'])
    expect(await seenIn(tables.apiKeys, within('ugra', 'hanty'))).toEqual(['hanty'])
  })

  test('changes and deletes nothing of another, in a transaction or by itself', async () => {
    const before = await api.database.select().from(tables.appeals)
    const changed = await within('ugra', 'hanty').transaction(async (transaction) => {
      await transaction.update(tables.categories).set({ isActive: false })
      return transaction.update(tables.appeals).set({ description: 'overwritten' }).returning()
    })
    expect(changed.map(({ organizationId }) => organizationId)).toEqual(['hanty'])
    expect(await within('elsewhere').delete(tables.apiKeys).returning()).toHaveLength(1)
    const after = await api.database.select().from(tables.appeals).where(eq(tables.appeals.organizationId, 'elsewhere'))
    expect(after).toEqual(before.filter(({ organizationId }) => organizationId === 'elsewhere'))
    expect((await api.database.select().from(tables.categories)).every(({ isActive }) => isActive)).toBe(true)
    expect(await seenIn(tables.apiKeys, api.database)).toEqual(['hanty', 'ugra'])
  })

  test('writes nothing in the name of another, nor into what it inherits', async () => {
    const day = (organizationId: string) =>
      within('ugra', 'hanty')
        .insert(tables.calendarDays)
        .values({ organizationId, date: '2027-01-01', isWorking: false })
    await day('hanty')
    for (const organizationId of ['ugra', 'elsewhere']) await expect(day(organizationId)).rejects.toThrow()
    expect(await seenIn(tables.calendarDays, api.database)).toEqual(['hanty'])
  })
})

test('the audit trail is only appended to, the tree only read, and secrets of the installation are out of reach', async () => {
  const at = api.clock.now
  const mine = within('hanty')
  await mine
    .insert(tables.auditEntries)
    .values({ organizationId: 'hanty', id: crypto.randomUUID(), at, actor: 'command', action: 'tried', details: {} })
  await expect(mine.update(tables.auditEntries).set({ actor: 'nobody' })).rejects.toThrow()
  await expect(mine.delete(tables.auditEntries)).rejects.toThrow()
  await expect(mine.update(tables.organizations).set({ retiredAt: at })).rejects.toThrow()
  await expect(mine.select().from(tables.instanceSecrets)).rejects.toThrow()
})

test('what fails leaves nothing of the organization behind in the connection', async () => {
  const mine = within('hanty')
  await expect(mine.execute(sql`select 1 / 0`)).rejects.toThrow()
  const boom = mine.transaction(async (transaction) => {
    await transaction.delete(tables.apiKeys)
    throw new Error('boom')
  })
  await expect(boom).rejects.toThrow('boom')
  // As many as there are connections, at once: each is asked.
  const asked = Array.from({ length: 16 }, (_, index) =>
    index % 2 ? seenIn(tables.appeals, api.database) : seenIn(tables.appeals, mine),
  )
  expect(await Promise.all(asked)).toEqual(asked.map((_, index) => (index % 2 ? ['elsewhere', 'hanty'] : ['hanty'])))
  const [role] = await rowsOf<{ role: string }>(api.database, sql`select current_user as role`)
  expect(role?.role).not.toBe('vmeste_tenant')
})

test('an id that is none is no way into a statement', () => {
  expect(() => within("hanty'; drop table appeals; --")).toThrow()
})

test('the list of an organization is found by the index it was made for', async () => {
  const plan = await within('ugra', 'hanty').transaction(async (transaction) => {
    await transaction.execute(sql`set local enable_seqscan = off`)
    return rowsOf<Record<string, string>>(
      transaction,
      sql`explain select id from appeals where organization_id = 'hanty' order by received_at desc, id desc limit 20`,
    )
  })
  expect(plan.map((row) => Object.values(row)[0]).join('\n')).toMatch(/Index.* Scan.*(using|on) appeals_/)
})

test('those near a point are found by their index, and read as the organization may', async () => {
  const near = sql`explain select id from appeals where organization_id = 'hanty' and latitude is not null
    and point(longitude, latitude) <@ box(point(68, 60), point(70, 62))`
  const plan = async (database: typeof api.database | ReturnType<typeof within>) =>
    database.transaction(async (transaction) => {
      await transaction.execute(sql`set local enable_seqscan = off`)
      const rows = await rowsOf<Record<string, string>>(transaction, near)
      return rows.map((row) => Object.values(row)[0]).join('\n')
    })
  // An operator that could leak stands behind the policy: why the owner finds the ids.
  expect(await plan(within('ugra', 'hanty'))).toMatch(/Filter: .*<@/)
  expect(await plan(api.database)).toMatch(/Index Cond: .*<@/)
  const place = { address: 'Mira 5', latitude: 61, longitude: 69 }
  const { json } = await send(api, { place })
  const key = await api.staffKey('hanty')
  const listed = await api.request('/appeals?near=61.0001,69', { headers: as(key) })
  expect(listed.json.items.map(({ number }: { number: number }) => number)).toEqual([json.number])
})

describe.runIf(process.env.TEST_DATABASE === 'server')('on a server of their own', () => {
  const url = inject('postgresUrl')
  const admin = () => postgres(url, { max: 1, onnotice: () => {} })
  const open = (user: string, name: string) =>
    openDatabase({
      DATABASE_URL: Object.assign(new URL(databaseUrl(url, name)), { username: user, password: 'plain' }).href,
      DATABASE_CONNECTIONS: 2,
      DATABASE_PREPARE: true,
      VMESTE_DATA: '',
    })

  test('an owner who is no superuser is told what an administrator has to run, and then is bound like everyone', async () => {
    const id = crypto.randomUUID().slice(0, 8)
    const [user, name] = [`plain_${id}`, `plain_${id}`]
    const sql = admin()
    try {
      await sql.unsafe(`create role ${user} login password 'plain'`)
      await sql.unsafe(`create database ${name} owner ${user}`)
      const refused = await open(user, name).catch((error: Error) => error.message)
      expect(refused).toContain(`create role vmeste_tenant; grant vmeste_tenant to ${user}`)

      await sql.unsafe(`grant vmeste_tenant to ${user}`)
      const { database, close } = await open(user, name)
      const day = { date: '2027-01-01', isWorking: false }
      await database
        .insert(tables.calendarDays)
        .values(['a', 'b'].map((organizationId) => ({ organizationId, ...day })))
      expect(await seenIn(tables.calendarDays, database.within(['b']))).toEqual(['b'])
      await close()
    } finally {
      await sql.unsafe(`drop database if exists ${name} with (force)`)
      await sql.unsafe(`drop role if exists ${user}`)
      await sql.end()
    }
  })

  test('a connection that breaks off is not used again', async () => {
    const pid = () => rowsOf<{ pid: number }>(within('hanty'), sql`select pg_backend_pid() as pid`)
    await expect(rowsOf(within('hanty'), sql`select pg_terminate_backend(pg_backend_pid())`)).rejects.toThrow()
    for (let round = 0; round < 20; round++) expect((await pid())[0]?.pid).toBeGreaterThan(0)
  })
})

test('the key of one organization opens nothing of another', async () => {
  const key = await api.staffKey('elsewhere', 'administrator')
  expect((await api.request('/appeals', { headers: as(key) })).status).toBe(403)
})
