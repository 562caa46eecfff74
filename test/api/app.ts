import { openAsBlob } from 'node:fs'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { inject } from 'vitest'
import { createBlocks } from '../../api/abuse/blocks.js'
import { createRates } from '../../api/abuse/rates.js'
import { createApp } from '../../api/app.js'
import { createEventHub } from '../../api/events/notifier.js'
import { createKey } from '../../api/identity/keys.js'
import type { KeyRole } from '../../api/identity/roles.js'
import type { OrganizationSettings } from '../../api/organizations/settings.js'
import { keyedHash } from '../../api/platform/crypto.js'
import type { DatabaseConnection } from '../../api/platform/database.js'
import { openDatabase, openEmbedded } from '../../api/platform/open-database.js'
import { createPasswordHasher } from '../../api/platform/passwords.js'
import { createPush } from '../../api/platform/push.js'
import * as tables from '../../api/platform/schema.js'
import { createSealing } from '../../api/platform/sealing.js'
import type { Mail, Services } from '../../api/platform/services.js'
import { readSettings } from '../../api/platform/settings.js'
import { databaseUrl } from './postgres.setup.js'

/** Databases that tests before have left, empty: to open another takes a second. */
const spare = new Map<Kind, DatabaseConnection>()
type Kind = DatabaseConnection['kind']

/** A database of this test's own, embedded or on the server, as the running project says. */
export async function openTestDatabase(): Promise<DatabaseConnection> {
  const kind = process.env.TEST_DATABASE === 'server' ? 'server' : 'embedded'
  const connection = spare.get(kind) ?? (await opened[kind]())
  spare.delete(kind)
  return {
    ...connection,
    close: async () => {
      if (spare.has(kind)) return connection.close()
      await connection.database.execute(emptied)
      spare.set(kind, connection)
    },
  }
}

const opened: Record<Kind, () => Promise<DatabaseConnection>> = {
  embedded: async () => openEmbedded(undefined, await openAsBlob(inject('embeddedTemplate'))),
  server: async () => {
    const url = inject('postgresUrl')
    const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
    const admin = postgres(url, { max: 1, onnotice: () => {} })
    // One copy at a time: PostgreSQL refuses to copy a template that is being copied.
    await admin`select pg_advisory_lock(1)`
    await admin.unsafe(`create database ${name} template vmeste_template`)
    await admin.end()
    return openDatabase({
      DATABASE_URL: databaseUrl(url, name),
      DATABASE_CONNECTIONS: 8,
      DATABASE_PREPARE: true,
      VMESTE_DATA: '',
    })
  },
}

/** All tables that hold anything, as new ones are: what tests write stands in the order in which they do. */
const emptied = sql.raw(`do $$
  declare name text;
  begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      if pg_relation_size(format('public.%I', name)::regclass) > 0 then
        execute format('truncate public.%I cascade', name);
      end if;
    end loop;
  end $$`)

/**
 * The composed app on a database of its own, with a region `ugra`, a town `hanty` in it and a stranger `elsewhere`,
 * and a clock that stands until it is moved.
 */
export async function createTestApp(overrides: Partial<Services> = {}) {
  const connection = await openTestDatabase()
  const { database } = connection
  const clock = { now: new Date('2026-11-24T09:00:00Z') }
  const log = overrides.log ?? { error: console.error, warn: console.warn, info: () => {} }
  const hub = createEventHub({ database, log })
  const secret = 'a secret of the tests that is long enough'
  const settings = readSettings({ PUBLIC_URL: 'http://api.test' })
  const mails: Mail[] = []
  const rates = createRates({ database, hash: (...parts) => keyedHash(secret, ...parts), log, now: () => clock.now })
  const fetchOutside =
    overrides.fetchOutside ??
    (async () => {
      throw new Error('this test fetches nothing')
    })
  const services: Services = {
    database,
    settings,
    secret,
    sealing: await createSealing(settings, secret),
    log,
    images: {
      reencode: async () => {
        throw new Error('this test has no image processor')
      },
    },
    passwords: createPasswordHasher(),
    mail: {
      isConfigured: true,
      send: async (mail) => void mails.push(mail),
      close: async () => {},
    },
    push: createPush({ secret, settings, fetchOutside, now: () => clock.now }),
    fetchOutside,
    events: hub,
    rates,
    blocks: createBlocks(database, () => clock.now),
    now: () => clock.now,
    clientAddress: () => '127.0.0.1',
    ...overrides,
  }
  const ofRegion: OrganizationSettings = {
    languages: ['ru', 'en'],
    timeZone: 'Asia/Yekaterinburg',
    allowedOrigins: ['http://localhost:*', 'https://town.test'],
    appealsVisibility: 'public',
    // What tests send needs no proof: those of it are in proof.test.ts.
    abuse: { proofOfWork: 'never' },
  }
  const created = { createdAt: clock.now }
  await database.insert(tables.organizations).values([
    { id: 'ugra', path: ['ugra'], kind: 'regional', names: { ru: 'Югра', en: 'Ugra' }, settings: ofRegion, ...created },
    {
      id: 'hanty',
      path: ['ugra', 'hanty'],
      kind: 'municipal',
      names: { ru: 'Ханты', en: 'Hanty' },
      settings: {},
      ...created,
    },
    {
      id: 'elsewhere',
      path: ['elsewhere'],
      kind: 'municipal',
      names: { en: 'Elsewhere' },
      settings: { abuse: { proofOfWork: 'never' } },
      ...created,
    },
  ])
  hub.start()
  const app = createApp(services)

  /** A request to `/v1/organizations/hanty` (or whatever begins with `/v1`), as JSON. */
  const request = async (
    path: string,
    { method, body, headers }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const response = await app.request(
      `http://api.test${path.startsWith('/v1') ? path : `/v1/organizations/hanty${path}`}`,
      {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
          'accept-language': 'en',
          ...headers,
        },
        body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
      },
    )
    const text = await response.text()
    // biome-ignore lint/suspicious/noExplicitAny: tests assert on the value itself
    const json: any = text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined
    return { status: response.status, headers: response.headers, text, json }
  }
  const staffKey = (organizationId = 'ugra', role: KeyRole = 'officer') =>
    createKey(database, { organizationId, role, name: 'test', createdAt: clock.now })

  const close = async () => {
    await rates.close()
    await hub.close()
    await connection.close()
  }

  return { app, services, database, clock, mails, request, staffKey, close }
}
export type TestApp = Awaited<ReturnType<typeof createTestApp>>
