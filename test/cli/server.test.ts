import postgres from 'postgres'
import { expect, test } from 'vitest'
import { cuttable, emptyDatabase, run, sendAppeal, serve, start } from './vmeste.js'

test('three processes start at once on one fresh PostgreSQL: one fills it with the demo, all serve it', async () => {
  const DATABASE_URL = await emptyDatabase()
  const servers = await Promise.all([1, 2, 3].map(() => serve({ DATABASE_URL }, '--demo')))
  expect(servers.filter(({ said }) => said.stdout.includes('Adding the demo …'))).toHaveLength(1)
  const [one, two, three] = servers
  const { number } = await sendAppeal(one?.url ?? '', 'The lamp by house 5 is dark.')
  for (const other of [two, three]) {
    expect((await fetch(`${other?.url}/v1/organizations/hanty-mansiysk/appeals/${number}`)).status).toBe(200)
  }
  const made = await run(['key', 'create', '--organization', 'ugra', '--role', 'officer'], { DATABASE_URL })
  expect(made.stdout).toMatch(/^vmeste_ugra_/)
  for (const { child } of servers) child.kill('SIGTERM')
  expect(await Promise.all(servers.map(({ ended }) => ended))).toEqual([0, 0, 0])
  expect(servers.map(({ said }) => said.stderr)).toEqual(['', '', ''])
})

test('it is not ready while its database is away, lives on, and is ready when that is back', async () => {
  const way = await cuttable(await emptyDatabase())
  const { url, child, ended } = await serve({ DATABASE_URL: way.url, LOG_LEVEL: 'silent' })
  const statusOf = async (path: string) => (await fetch(url + path)).status
  expect(await statusOf('/readyz')).toBe(200)
  await way.cut()
  await expect.poll(() => statusOf('/readyz'), { timeout: 5000 }).toBe(503)
  expect(await statusOf('/healthz')).toBe(200)
  const refused = await fetch(`${url}/v1/organizations/ugra`)
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ type: '/problems/unavailable' })
  await way.join()
  await expect.poll(() => statusOf('/readyz'), { timeout: 10_000 }).toBe(200)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})

test('a process that is not connected to its database ends all the same', async () => {
  const way = await cuttable(await emptyDatabase())
  const { child, ended } = await serve({ DATABASE_URL: way.url, LOG_LEVEL: 'silent' })
  await way.cut()
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})

test('requests whose senders have left do not keep it from ending', async () => {
  const { url, child, ended } = await serve({ DATABASE_URL: await emptyDatabase(), LOG_LEVEL: 'silent' }, '--demo')
  const leaving = new AbortController()
  const sent = Array.from({ length: 40 }, (_, index) => sendAppeal(url, `Lamp ${index} is dark.`, leaving.signal))
  await Promise.any(sent)
  leaving.abort()
  child.kill('SIGINT')
  await Promise.allSettled(sent)
  expect(await ended).toBe(0)
})

test('a wrong setting ends the start with one sentence that says which, and what it should be', async () => {
  const database = new URL(await emptyDatabase())
  const { port } = new URL(database)
  const wrong: [Record<string, string>, string | RegExp][] = [
    [{ PORT: 'http' }, 'Wrong settings: PORT must be a whole number, 0 to 65535.'],
    [
      { PUBLIC_URL: 'town.example', LOG_LEVEL: 'loud' },
      /^Wrong settings: PUBLIC_URL must be .+; LOG_LEVEL must be .+\.$/,
    ],
    [{ VMESTE_SECRET: 'guess me' }, 'Wrong settings: VMESTE_SECRET must be at least 32 characters.'],
    [{ DATABASE_URL: 'mysql://127.0.0.1/vmeste' }, /^Wrong settings: DATABASE_URL must be like postgres:.+\.$/],
    [
      { VMESTE_DATA: `${import.meta.filename}/data` },
      /^VMESTE_DATA .+ cannot be used: a part of the path is a file\.$/,
    ],
    [{ HOST: '192.0.2.1' }, 'HOST 192.0.2.1 is not an address of this machine.'],
    [{ PORT: port }, `Port ${port} is taken: stop what listens there, or set PORT to another.`],
    [
      { DATABASE_URL: 'postgres://127.0.0.1:1/vmeste' },
      'The database of DATABASE_URL cannot be used: nothing listens there.',
    ],
    [
      { DATABASE_URL: Object.assign(new URL(database), { pathname: '/nowhere' }).href },
      'The database of DATABASE_URL cannot be used: it has no such database.',
    ],
    [
      { DATABASE_URL: Object.assign(new URL(database), { password: 'guessed' }).href },
      'The database of DATABASE_URL cannot be used: it refuses the password.',
    ],
  ]
  for (const [environment, sentence] of wrong) {
    const { code, stderr } = await run(['serve'], { PORT: '0', HOST: '127.0.0.1', ...environment })
    if (typeof sentence === 'string') expect(stderr).toBe(`${sentence}\n`)
    else expect(stderr.trimEnd()).toMatch(sentence)
    expect(stderr).not.toContain('guess')
    expect(code).toBe(1)
  }
}, 120_000)

test('a start that is told to end while it waits for another ends', async () => {
  const DATABASE_URL = await emptyDatabase()
  const other = postgres(DATABASE_URL, { max: 1, onnotice: () => {} })
  await other`select pg_advisory_lock(872463015)`
  const waiting = start(['serve'], { DATABASE_URL, PORT: '0', HOST: '127.0.0.1' })
  await waiting.says('Migrating')
  waiting.child.kill('SIGINT')
  setTimeout(() => waiting.child.kill('SIGINT'), 700)
  expect(await waiting.ended).toBe(130)
  await other.end()
})
