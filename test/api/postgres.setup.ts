import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase, openEmbedded } from '../../api/platform/open-database.js'
import { startPostgres } from '../postgres.mjs'

export { freePort, startPostgres } from '../postgres.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    /** A file: a migrated embedded database. */
    embeddedTemplate: string
  }
}

/** A migrated template of each kind, which every test file copies: an embedded one, and one on a real PostgreSQL. */
export default async function setup(project: TestProject) {
  const server = await startPostgres({ isForgetful: true })
  const admin = postgres(server.url, { max: 1, onnotice: () => {} })
  await admin`drop database if exists vmeste_template with (force)`
  await admin`create database vmeste_template`
  await admin.end()
  const template = await openDatabase({
    DATABASE_URL: databaseUrl(server.url, 'vmeste_template'),
    DATABASE_CONNECTIONS: 1,
    DATABASE_PREPARE: true,
    VMESTE_DATA: '',
  })
  await template.close()
  project.provide('postgresUrl', server.url)

  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-template-'))
  const embedded = await openEmbedded()
  await writeFile(path.join(folder, 'template.tar'), (await embedded.dump()).stream())
  await embedded.close()
  project.provide('embeddedTemplate', path.join(folder, 'template.tar'))
  return async () => {
    if (process.env.DATABASE_URL) await dropTests(server.url)
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of a server that stays, those that tests were given. */
async function dropTests(url: string) {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  const left = await admin<
    { name: string }[]
  >`select datname as name from pg_database where datname ~ '^test_[0-9a-f]{32}$'`
  for (const { name } of left) await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.end()
}

export const databaseUrl = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href
