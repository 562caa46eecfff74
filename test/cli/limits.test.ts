import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { emptyDatabase, run, serve } from './vmeste.js'

const LIMIT = 60

test('two processes under load let through what one would, and both refuse the rest', async () => {
  const DATABASE_URL = await emptyDatabase()
  const environment = { DATABASE_URL, VMESTE_TRUST_PROXY: 'on', LOG_LEVEL: 'error' }
  const one = await serve(environment, '--demo')
  const other = await serve(environment, '--demo')
  const limits = { discussions: { address: LIMIT, organization: 100_000 } }
  const settings = JSON.stringify({ abuse: { proofOfWork: 'never', limits } })
  const set = await run(['organization', 'set', 'hanty-mansiysk', '--settings', settings], { DATABASE_URL })
  expect(set).toMatchObject({ code: 0 })
  await expect
    .poll(async () => (await send(one.url, '192.0.2.200')).headers.get('ratelimit-policy'), { timeout: 15_000 })
    .toContain(`q=${LIMIT};`)
  await expect
    .poll(async () => (await send(other.url, '192.0.2.200')).headers.get('ratelimit-policy'), { timeout: 15_000 })
    .toContain(`q=${LIMIT};`)

  const accepted = { one: 0, other: 0 }
  const refused = { one: 0, other: 0 }
  const press = async (name: 'one' | 'other', url: string) => {
    for (let count = 0; count < 60; count++) {
      const { status } = await send(url, '203.0.113.9')
      if (status === 201) accepted[name] += 1
      else if (status === 429) refused[name] += 1
      else throw new Error(`${status}`)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }
  await Promise.all([press('one', one.url), press('other', other.url)])
  // What comes within the second in which they have not yet heard of each other is let through too much.
  expect(accepted.one + accepted.other).toBeGreaterThanOrEqual(LIMIT)
  expect(accepted.one + accepted.other).toBeLessThan(LIMIT + 40)
  for (const url of [one.url, other.url]) {
    const answer = await send(url, '203.0.113.9')
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    // Nobody else is held up, nor who only claims to come by another.
    expect((await send(url, '203.0.113.10')).status).toBe(201)
    expect((await send(url, '198.51.100.1, 203.0.113.9')).status).toBe(429)
  }
  expect([one.said.stderr, other.said.stderr]).toEqual(['', ''])
}, 90_000)

test('who never ends the head of a request is not waited for, nor a head without end read', async () => {
  const { url } = await serve({ DATABASE_URL: await emptyDatabase(), LOG_LEVEL: 'error' })
  const began = Date.now()
  expect(await talk(url, 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /)
  expect(Date.now() - began).toBeLessThan(30_000)
  expect(await talk(url, `GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  )
}, 60_000)

const send = (url: string, forwarded: string) =>
  fetch(`${url}/v1/organizations/hanty-mansiysk/discussions/embankment/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
    body: JSON.stringify({ text: 'A bench' }),
  })

/** What is answered to these bytes, until the server closes. */
const talk = (url: string, bytes: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    let answer = ''
    connect(Number(port), hostname, function (this: import('node:net').Socket) {
      this.write(bytes)
    })
      .setEncoding('utf8')
      .on('data', (part) => {
        answer += part
      })
      .on('error', reject)
      .on('close', () => resolve(answer))
  })
