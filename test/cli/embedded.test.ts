import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { freePort } from '../postgres.mjs'
import { ORIGIN, run, sendAppeal, serve, temporaryFolder } from './vmeste.js'

let folder: { VMESTE_DATA: string }
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  folder = { VMESTE_DATA: `${await temporaryFolder()}/not yet there/data` }
  server = await serve(folder, '--demo')
})

test('the first start says what it does and what to open, and each address leads somewhere', async () => {
  expect(server.said.stdout).toMatch(/^Opening the database in .+ …\nMigrating …\nAdding the demo …\n/)
  const addresses = server.said.stdout.match(/http:\S+/g) ?? []
  expect(addresses.map((address) => new URL(address).pathname)).toEqual([
    '/examples/municipality/',
    '/o/hanty-mansiysk',
    expect.stringMatching(/^\/o\/hanty-mansiysk\/appeals\/\d+$/),
    '/desk',
    '/docs',
    '/account',
  ])
  for (const address of addresses) {
    const answer = await fetch(address)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
  }
  expect(server.said.stderr).toBe('')
})

test('it tells that it lives and is ready', async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('a second process on the same folder is refused with a sentence', async () => {
  const { code, stdout, stderr } = await run(['serve'], { ...folder, PORT: '0' })
  expect(code).toBe(1)
  expect(stderr).toBe(
    `${folder.VMESTE_DATA} is in use by process ${server.child.pid}: stop that one, or give this one another VMESTE_DATA.\n`,
  )
  expect(stdout).not.toContain('http:')
})

test('commands of a second terminal are run by the server, with their own output and exit code', async () => {
  const made = await run(['key', 'create', '--organization', 'ugra', '--role', 'officer', '--name', 'reports'], folder)
  expect(made).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^vmeste_ugra_[\w-]{43}\n$/) })
  const list = (key: string) =>
    fetch(`${server.url}/v1/organizations/ugra/appeals?sort=deadline`, { headers: { authorization: `Bearer ${key}` } })
  const key = made.stdout.trim()
  expect((await list(key)).status).toBe(200)

  const listed = await run(['key', 'list', '--organization', 'ugra'], folder)
  expect(listed.stdout).toMatch(/^\S{36} {2}ugra {2}officer {2}valid {2}used \d{4}-\d\d-\d\d {2}reports\n$/)
  const id = listed.stdout.slice(0, 36)
  expect(await run(['key', 'revoke', id], folder)).toMatchObject({ code: 0, stderr: `Revoked ${id}.\n` })
  expect((await list(key)).status).toBe(401)
  expect(await run(['key', 'revoke', id], folder)).toMatchObject({
    code: 1,
    stderr: `There is no valid key ${id}: see "vmeste key list".\n`,
  })
})

test('what a command is given wrongly is said in a sentence', async () => {
  expect(await run(['key', 'create', '--organization', 'ugra', '--role', 'king'], folder)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining("argument 'king' is invalid"),
  })
  expect(await run(['key', 'create', '--organization', 'nowhere', '--role', 'officer'], folder)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^There is no organization nowhere: make it with "vmeste organization create .+"\.\n$/,
    ),
  })
})

test('an organization is made, changed and found in the tree, and the API knows it', async () => {
  const name = ['--name', 'en=Lyantor', '--name', 'ru=Лянтор']
  expect(await run(['organization', 'create', 'lyantor', '--parent', 'ugra', ...name], folder)).toMatchObject({
    code: 0,
    stderr: 'Added ugra › lyantor.\n',
  })
  expect((await run(['organization', 'create', 'lyantor', ...name], folder)).stderr).toBe(
    'There is an organization lyantor already.\n',
  )
  const settings = JSON.stringify({ languages: ['en', 'ru'] })
  expect(await run(['organization', 'set', 'lyantor', '--settings', settings], folder)).toMatchObject({ code: 0 })
  expect((await run(['organization', 'list'], folder)).stdout).toMatch(/^ {2}lyantor +municipal +Lyantor$/m)
  const profile = await (await fetch(`${server.url}/v1/organizations/lyantor`)).json()
  expect(profile).toMatchObject({ name: 'Lyantor', parent: { id: 'ugra' }, languages: ['en', 'ru'] })

  expect(
    (await run(['organization', 'set', 'lyantor', '--settings', '{"timeZone":"Mars/Crater"}'], folder)).stderr,
  ).toBe('settings.timeZone: This is not a time zone: use a name of IANA, such as Asia/Yekaterinburg.\n')
})

test('killed without a warning, it has all that it acknowledged when it starts again', async () => {
  const numbers: number[] = []
  const sending = (async () => {
    for (let index = 0; ; index++) {
      const sent = await sendAppeal(server.url, `Lamp ${index} is dark.`).catch(() => undefined)
      if (!sent) return
      numbers.push(sent.number)
    }
  })()
  await pause(700)
  server.child.kill('SIGKILL')
  await Promise.all([sending, server.ended])
  expect(numbers.length).toBeGreaterThan(3)

  server = await serve(folder, '--demo')
  expect(server.said.stdout).toContain('it is kept as it is')
  for (const number of numbers) {
    expect((await fetch(`${server.url}/v1/organizations/hanty-mansiysk/appeals/${number}`)).status).toBe(200)
  }
})

test('Ctrl-C ends event streams, answers what is under way, closes cleanly and lets the folder go', async () => {
  const stream = await fetch(`${server.url}/v1/organizations/hanty-mansiysk/events`, { headers: { origin: ORIGIN } })
  const reader = stream.body?.getReader()
  await reader?.read()
  const body = JSON.stringify({
    category: 'street-light',
    description: 'Half of it.',
    place: { address: '5' },
    consent: true,
  })
  // Its second half comes only after the server was told to end.
  let sendRest: () => void = () => {}
  const rest = new Promise<void>((resolve) => {
    sendRest = resolve
  })
  const halves = Readable.from(
    (async function* () {
      yield body.slice(0, 20)
      await rest
      yield body.slice(20)
    })(),
  )
  const answer = fetch(`${server.url}/v1/organizations/hanty-mansiysk/appeals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Readable.toWeb(halves) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  await pause(200)
  const began = performance.now()
  // As the terminal and npm do it: one press, told twice.
  server.child.kill('SIGINT')
  await server.says('Ending')
  server.child.kill('SIGINT')
  for (let isDone = false; !isDone; ) isDone = (await reader?.read())?.done ?? true
  sendRest()
  expect((await answer).status, server.said.stderr).toBe(201)
  expect(await server.ended).toBe(0)
  expect(performance.now() - began).toBeLessThan(4000)
  expect(server.said.stderr).toBe('')
})

test('a command that finds no server opens the folder itself', async () => {
  const { code, stdout } = await run(['key', 'list', '--organization', 'ugra'], folder)
  expect(code).toBe(0)
  expect(stdout).toContain('revoked')
})

test('npm that is told to end leaves no server behind', async () => {
  const PORT = String(await freePort())
  const npm = spawn('npm', ['start'], { env: { ...process.env, ...folder, PORT, HOST: '127.0.0.1' } })
  const ended = new Promise((resolve) => npm.once('close', resolve))
  await new Promise<void>((resolve) => {
    npm.stdout.on('data', (text) => String(text).includes('Ctrl-C ends it.') && resolve())
  })
  npm.kill('SIGTERM')
  // The server holds its output, which is closed only when that is gone too.
  await ended
  await expect(fetch(`http://127.0.0.1:${PORT}/healthz`)).rejects.toThrow()
  expect((await run(['key', 'list', '--organization', 'ugra'], folder)).code).toBe(0)
})
