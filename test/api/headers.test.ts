import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../api/main.js'
import type { OrganizationSettings } from '../../api/organizations/settings.js'
import { packageRoot } from '../../api/platform/package-root.js'
import * as tables from '../../api/platform/schema.js'
import { readSettings } from '../../api/platform/settings.js'
import { freePort } from '../postgres.mjs'
import { openTestDatabase } from './app.js'
import { pdf } from './appeals.fixture.js'

/** The whole server with all that it serves, as a browser meets it. */
let server: RunningServer
let secret: string
let number: number
let file: string
let chunk: string
const at = '/v1/organizations/hanty'

beforeAll(async () => {
  const log = { error: console.error, warn: console.warn, info: () => {} }
  const settings = readSettings({ PORT: String(await freePort()), HOST: '127.0.0.1' })
  server = await startServer({
    settings,
    log,
    openDatabase: openTestDatabase,
    examples: path.join(packageRoot, 'examples'),
  })
  const { database } = server
  const created = { createdAt: new Date() }
  const ofTown: OrganizationSettings = {
    languages: ['en'],
    allowedOrigins: ['https://town.test'],
    abuse: { proofOfWork: 'never' },
  }
  await database
    .insert(tables.organizations)
    .values({ id: 'hanty', path: ['hanty'], kind: 'municipal', names: { en: 'Hanty' }, settings: ofTown, ...created })
  await database.insert(tables.categories).values({
    organizationId: 'hanty',
    code: 'potholes',
    groupCode: 'roads',
    groupNames: { en: 'Roads' },
    names: { en: 'Potholes' },
    kind: 'message',
    place: 'none',
    contact: { name: 'none', email: 'none', phone: 'none' },
    questions: [],
    position: 1,
    isActive: true,
  })
  const form = new FormData()
  // As active as a file can be that claims to be a document.
  form.append('file', new File([pdf], 'plan.html.pdf', { type: 'text/html' }))
  file = (await (await fetch(`${server.url}${at}/attachments`, { method: 'POST', body: form })).json()).id
  const body = { category: 'potholes', description: 'A hole', attachments: [file], consent: true }
  const sent = await fetch(`${server.url}${at}/appeals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  ;({ number, secret } = await sent.json())
  const loader = await (await fetch(`${server.url}/embed.js`)).text()
  chunk = /widgets\/poll-\w+\.js/.exec(loader)?.[0] ?? ''
})
afterAll(() => server.close())

async function get(path: string, init: RequestInit = {}) {
  const stop = new AbortController()
  const answer = await fetch(server.url + path, { redirect: 'manual', signal: stop.signal, ...init })
  // A stream has no end.
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) stop.abort()
  else await answer.arrayBuffer()
  return answer
}
const policyOf = (answer: Response) => answer.headers.get('content-security-policy') ?? ''
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

type Kind = [what: string, status: number, path: () => string, init?: () => RequestInit]
const own = () => ({ headers: { authorization: `Bearer ${secret}` } })
const html = () => ({ headers: { accept: 'text/html' } })
const origin = { origin: 'https://town.test' }
const notPages: Kind[] = [
  ['an answer of the API', 200, () => at],
  ['a private one', 200, () => `${at}/appeals/${number}`, own],
  ['a problem', 422, () => `${at}/appeals?near=here`],
  ['nothing there', 404, () => '/nothing'],
  ['no such method', 405, () => at, () => ({ method: 'PUT' })],
  ['what is asked before', 204, () => `${at}/appeals`, () => ({ method: 'OPTIONS', headers: origin })],
  ['the stream of events', 200, () => `${at}/events?topic=appeals/${number}`],
  ['the document of the API', 200, () => '/v1/openapi.json'],
  ['whether it lives', 200, () => '/healthz'],
  ['whether it can serve', 200, () => '/readyz'],
  ['the look of the pages', 200, () => '/o/style.css'],
  ['the loader', 200, () => '/embed.js'],
  ['a chunk', 200, () => `/${chunk}`],
]
const pages: Kind[] = [
  ['the front', 200, () => '/?lang=en', html],
  ['the organization', 200, () => '/o/hanty', html],
  ['a form', 200, () => '/o/hanty/appeal?category=potholes', html],
  ['an appeal', 200, () => `/o/hanty/appeals/${number}`, html],
  ['what is kept', 200, () => '/o/hanty/privacy', html],
  ['the desk', 200, () => '/desk', html],
  ['a page that is not there', 404, () => '/nothing', html],
  ['an organization that is not there', 404, () => '/o/nothing', html],
  ['the reference', 200, () => '/docs', html],
  ['a guide', 200, () => '/docs/privacy', html],
  ['what a problem means', 200, () => '/problems/not-found', html],
  ['an example', 200, () => '/examples/municipality/', html],
  ['the strictest example', 200, () => '/examples/strict-csp/', html],
]
const elsewhere: Kind[] = [
  ['the window to sign in elsewhere', 404, () => '/o/hanty/oidc?provider=none', html],
  ['an upload', 200, () => `${at}/attachments/${file}`, own],
  ['the frame of the proof', 200, () => '/proof.html'],
  ['its script and worker', 200, () => '/proof.js'],
  ['an address that moved', 308, () => '/examples/municipality'],
  ['a search that leads on', 303, () => `/o/hanty/appeals?number=${1}`],
]

test.each([...notPages, ...pages, ...elsewhere])(
  '%s: its type is not guessed, no referrer leaks, TLS is kept to, nobody frames it who may not',
  async (_, status, path, init) => {
    const answer = await get(path(), init?.())
    expect(answer.status).toBe(status)
    const { headers } = answer
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('referrer-policy')).toBe(
      /^\/(examples|widgets|embed|proof)/.test(path()) ? 'strict-origin-when-cross-origin' : 'no-referrer',
    )
    expect(headers.get('x-powered-by')).toBeNull()
    expect(policyOf(answer)).toMatch(/default-src '(none|self)'/)
    expect(policyOf(answer)).not.toContain('unsafe')
    // Whoever writes does the work in a frame of the service's: it alone may stand in every page.
    if (path().startsWith('/proof')) expect(policyOf(answer)).not.toContain('frame-ancestors')
    else expect(policyOf(answer)).toMatch(/frame-ancestors '(none|self)'/)
  },
)

test.each(notPages)('%s: as a page it could do nothing', async (_, __, path, init) => {
  expect(policyOf(await get(path(), init?.()))).toBe(nothing)
})

test.each(pages)('%s: it runs scripts of its own origin at most', async (_, __, path, init) => {
  const answer = await get(path(), init?.())
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  const scripts = /script-src ([^;]+)/.exec(policyOf(answer))?.[1] ?? /default-src ([^;]+)/.exec(policyOf(answer))?.[1]
  expect(["'none'", "'self'"]).toContain(scripts)
  expect(policyOf(answer)).toContain("base-uri 'none'")
})

test('what somebody uploaded is never a page here: a download in a sandbox, by the type it was found to have', async () => {
  const answer = await get(`${at}/attachments/${file}`, own())
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(policyOf(answer)).toBe("sandbox; default-src 'none'; frame-ancestors 'none'")
})

test('what has not changed keeps the rules it came with: a browser takes those of a 304 in their place', async () => {
  for (const address of [at, '/embed.js', '/docs', '/o/style.css']) {
    const first = await get(address)
    const again = await get(address, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
    expect([address, again.status]).toEqual([address, 304])
    expect(['', policyOf(first)]).toContain(policyOf(again))
    expect(again.headers.get('x-content-type-options')).toBe('nosniff')
  }
})
