import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Database, DatabaseConnection } from './database.js'
import { isolate, RoleMissing } from './isolation.js'
import { packageRoot } from './package-root.js'
import * as schema from './schema.js'
import { preparing, serverWithin } from './scoped-server.js'
import { type Settings, SettingsError } from './settings.js'

const migrationsFolder = path.join(packageRoot, 'api/platform/migrations')
const options = { schema, casing: 'snake_case' } as const

/**
 * Opens the database the settings name and brings it up to the present schema.
 * @param progress told before what may take a while.
 * @throws {SettingsError} for a PostgreSQL that is too old.
 */
export function openDatabase(
  settings: Pick<Settings, 'DATABASE_URL' | 'DATABASE_CONNECTIONS' | 'DATABASE_PREPARE' | 'VMESTE_DATA'>,
  progress: (step: string) => void = () => {},
) {
  return settings.DATABASE_URL
    ? openServer(settings.DATABASE_URL, settings, progress)
    : openEmbedded(`${settings.VMESTE_DATA}/postgres`, undefined, progress)
}

/** As `server_version_num` has it. */
const OLDEST_SERVER = 150_000

/** Several processes may start at once: the second waits on the advisory lock of the first, on a connection of its own. */
const MIGRATION_LOCK = 872_463_015

/** Seconds until a connection that failed is tried again, on the average, and in which one has to succeed. */
const AGAIN_AFTER = 0.25
const CONNECT_WITHIN = 5

async function openServer(
  url: string,
  settings: Pick<Settings, 'DATABASE_CONNECTIONS' | 'DATABASE_PREPARE'>,
  progress: (step: string) => void,
): Promise<DatabaseConnection> {
  const common = {
    prepare: settings.DATABASE_PREPARE,
    onnotice: () => {},
    connection: { application_name: 'vmeste' },
    connect_timeout: CONNECT_WITHIN,
    // By itself it lets whoever asks wait up to twenty seconds, the longer the more others have asked in vain.
    backoff: () => AGAIN_AFTER * (0.5 + Math.random()),
  }
  const migrations = postgres(url, { ...common, max: 1 })
  try {
    const [server] = await migrations`select current_setting('server_version') as version,
      current_setting('server_version_num')::int as number`
    if (server?.number < OLDEST_SERVER) {
      throw new SettingsError(`DATABASE_URL leads to PostgreSQL ${server?.version}: it must be 15 or later.`)
    }
    progress('Migrating')
    await migrations`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migratePostgres(drizzlePostgres(migrations, options), { migrationsFolder })
    await isolate((statement) => migrations.unsafe(statement)).catch((error) => {
      if (!(error instanceof RoleMissing)) throw error
      throw new SettingsError(
        `The user of DATABASE_URL may not make the role that keeps organizations apart: have an administrator of the database run "${error.message}" once.`,
      )
    })
  } finally {
    await migrations.end({ timeout: 5 })
  }
  const client = postgres(url, { ...common, max: settings.DATABASE_CONNECTIONS })
  const database = drizzlePostgres(preparing(client), options)
  return {
    database: Object.assign(database, { within: serverWithin(client) }) as unknown as Database,
    kind: 'server',
    close: () => client.end({ timeout: 5 }),
  }
}

/**
 * @param folder undefined keeps everything in memory, for tests. The caller holds the lock on the folder: see `hold.ts`.
 * @param template a dump to begin with, which is much faster than from nothing.
 */
export async function openEmbedded(
  folder?: string,
  template?: Blob,
  progress: (step: string) => void = () => {},
): Promise<DatabaseConnection & { dump(): Promise<Blob> }> {
  // Loaded only when used: a process on a database server does without PGlite's memory.
  const [{ PGlite }, { btree_gist }, { pg_trgm }, { drizzle }, { migrate }, { embeddedWithin }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/btree_gist'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
    import('./scoped-embedded.js'),
  ])
  if (folder) await mkdir(folder, { recursive: true, mode: 0o700 })
  const client = await PGlite.create({ dataDir: folder, loadDataDir: template, extensions: { btree_gist, pg_trgm } })
  const database = drizzle(client, options)
  progress('Migrating')
  await migrate(database, { migrationsFolder })
  await isolate(async (statement) => (await client.exec(statement)).at(-1)?.rows ?? [])
  return {
    database: Object.assign(database, { within: embeddedWithin(client) }) as unknown as Database,
    kind: 'embedded',
    close: () => client.close(),
    dump: () => client.dumpDataDir('none'),
  }
}
