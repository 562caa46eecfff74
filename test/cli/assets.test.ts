import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { createAssets } from '../../api/platform/assets.js'
import { freePort } from '../postgres.mjs'
import { temporaryFolder } from './vmeste.js'

const script = 'export const poll = 1 // a chunk\n'.repeat(20)
let assets: Hono
let folder: string

beforeAll(async () => {
  folder = await temporaryFolder()
  const publicFolder = path.join(folder, 'public')
  await mkdir(path.join(publicFolder, 'widgets'), { recursive: true })
  await mkdir(path.join(folder, 'examples/town'), { recursive: true })
  for (const name of ['embed.js', 'widgets/poll-abc123.js']) {
    await writeFile(path.join(publicFolder, name), script)
    await writeFile(path.join(publicFolder, `${name}.br`), brotliCompressSync(script))
  }
  await writeFile(path.join(folder, 'examples/town/index.html'), '<!doctype html><title>Town</title>')
  await writeFile(path.join(folder, 'examples/town/town.css'), 'body { color: green }')
  await writeFile(path.join(folder, 'secret.txt'), 'not for the public')
  await writeFile(path.join(folder, 'examples-secret.txt'), 'not for the public')
  assets = createAssets({ publicFolder, examples: path.join(folder, 'examples') })
})

const get = (address: string, headers: Record<string, string> = {}) =>
  assets.request(`http://localhost${address}`, { headers })

test('a chunk is kept for ever, by any site, and its brotli copy is handed out to who takes it', async () => {
  const plain = await get('/widgets/poll-abc123.js')
  expect(await plain.text()).toBe(script)
  expect(plain.headers.get('content-encoding')).toBeNull()
  const packed = await get('/widgets/poll-abc123.js', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(Buffer.from(await packed.arrayBuffer())).toEqual(brotliCompressSync(script))
  for (const { headers } of [plain, packed]) {
    expect(headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('vary')).toBe('Accept-Encoding')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('the loader is asked for again after minutes, and costs nothing when it is the same', async () => {
  const loader = await get('/embed.js')
  expect(loader.headers.get('cache-control')).toBe('public, max-age=300')
  expect(loader.headers.get('access-control-allow-origin')).toBe('*')
  const again = await get('/embed.js', { 'if-none-match': loader.headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
  expect(again.headers.get('access-control-allow-origin')).toBe('*')
})

test('a chunk that is not there is not kept as missing', async () => {
  const missing = await get('/widgets/poll-zzzzzz.js')
  expect(missing.status).toBe(404)
  expect(missing.headers.get('cache-control')).toBeNull()
})

test('an example page comes under a strict policy, at an address that its links fit', async () => {
  const moved = await get('/examples/town')
  expect(moved.status).toBe(308)
  expect(moved.headers.get('location')).toBe('/examples/town/')
  const page = await get('/examples/town/')
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe')
  expect((await get('/examples/town/town.css')).headers.get('content-type')).toMatch(/^text\/css/)
})

test('no address leads out of the folders', async () => {
  const port = await freePort()
  const server = serve({ fetch: assets.fetch, port, hostname: '127.0.0.1' })
  // As a browser would not send it: it makes such addresses plain first.
  const status = (address: string) =>
    new Promise((resolve, reject) => {
      request({ port, path: address, host: '127.0.0.1', agent: false }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
  const outside = [
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '..\\secret.txt',
    '%00',
    '../examples-secret.txt',
  ]
  for (const base of ['/examples/', '/widgets/', '/examples/town/../', '/widgets/../']) {
    for (const way of outside) expect([400, 404], base + way).toContain(await status(base + way))
  }
  await new Promise((resolve) => server.close(resolve))
})
