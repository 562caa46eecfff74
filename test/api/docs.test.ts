import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { elementGuides } from '../../api/docs/elements.js'
import { problemStatuses } from '../../api/platform/problems.js'
import { elementsOf, readManifest } from '../../widgets/manifest.mjs'
import { createTestApp, type TestApp } from './app.js'

const manifest = await readManifest()
let api: TestApp
beforeAll(async () => {
  const guides = new Map([
    ...elementGuides(manifest as unknown as Parameters<typeof elementGuides>[0]),
    ['architecture', '# How it is built\n\nSmall.'],
    ['operations', '# Running it\n\n{{settings}}\n\nAt {{origin}}.'],
  ])
  api = await createTestApp({ guides })
})
afterAll(() => api.close())

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await api.app.request(`http://api.test${path}`, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('the document is valid OpenAPI 3.1, cacheable and readable from any website', async () => {
  const { status, json, headers } = await api.request('/v1/openapi.json', { headers: { origin: 'https://any.test' } })
  expect(status).toBe(200)
  const { valid, errors } = await new Validator().validate(json)
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  expect(json.openapi).toBe('3.1.0')
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('cache-control')).toContain('public')
  const again = await read('/v1/openapi.json', { 'if-none-match': headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})

test('every address of the API is in the document, each operation named once, with its problems', async () => {
  const { json } = await api.request('/v1/openapi.json')
  const documented = Object.entries<Record<string, unknown>>(json.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  const served = api.app.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/v1\/(organizations|staff)/.test(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`)
  expect(documented.sort()).toEqual([...new Set(served)].sort())

  const operations = operationsOf(json)
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length)
  for (const { operationId, responses, tags } of operations) {
    expect(
      json.tags.map((tag: { name: string }) => tag.name),
      operationId,
    ).toContain(tags[0])
    for (const [status, answer] of Object.entries<{ content: object }>(responses)) {
      if (!/^[23]/.test(status)) expect(Object.keys(answer.content)).toEqual(['application/problem+json'])
    }
  }
})

test('a website that is not allowed, a key that nobody has and an organization that is not there: refused everywhere, as documented', async () => {
  const { json } = await api.request('/v1/openapi.json')
  const key = `vmeste_hanty_${'x'.repeat(43)}`
  for (const [path, methods] of Object.entries<Record<string, Operation>>(json.paths)) {
    const at = (organization: string) => path.replace('{organization}', organization).replace(/\{\w+\}/g, '1')
    for (const [method, { operationId, responses }] of Object.entries(methods)) {
      const asked = async (organization: string, headers: Record<string, string> = {}) =>
        (await api.request(at(organization), { method: method.toUpperCase(), headers })).status
      expect(await asked('hanty', { origin: 'https://foreign.test' }), operationId).toBe(403)
      // Of people themselves it is told by their session, of no organization.
      if (!path.includes('{organization}')) continue
      expect(await asked('hanty', { authorization: `Bearer ${key}` }), operationId).toBe(401)
      expect(await asked('nowhere'), operationId).toBe(404)
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['401', '403', '404']))
    }
  }
})

test('what may carry an idempotency key, a secret or a staff key says so', async () => {
  const { json } = await api.request('/v1/openapi.json')
  expect(json.components.securitySchemes).toMatchObject({
    secret: { type: 'http', scheme: 'bearer' },
    staff: { type: 'http', scheme: 'bearer' },
  })
  // What is done about staff comes to the same, however often it is sent, and a look writes nothing.
  const written = operationsOf(json).filter(
    ({ operationId, requestBody, tags }) => requestBody && tags[0] !== 'Staff' && operationId !== 'findSimilarAppeals',
  )
  for (const operation of written) {
    const names = (operation.parameters ?? []).map(({ name }) => name.toLowerCase())
    expect(names, operation.operationId).toContain('idempotency-key')
  }
})

test('the reference shows every operation, without a script or anything foreign', async () => {
  const { status, text, headers } = await read('/docs')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('text/html')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(text).not.toMatch(/<script|style="|src="http/)
  const { json } = await api.request('/v1/openapi.json')
  for (const { operationId } of operationsOf(json)) expect(text).toContain(`id="${operationId}"`)
  for (const code of Object.keys(problemStatuses)) expect(text).toContain(`href="/problems/${code}"`)
})

test('guides are listed, rendered and filled in with this server', async () => {
  const { status, text } = await read('/docs/operations')
  expect(status).toBe(200)
  expect(text).toContain('<h1>Running it</h1>')
  expect(text).toContain('<code>DATABASE_URL</code>')
  expect(text).toContain('At http://api.test.')
  expect(text.indexOf('href="/docs/operations"')).toBeLessThan(text.indexOf('href="/docs/architecture"'))
  expect((await read('/docs/nowhere')).status).toBe(404)
})

test.each(elementsOf(manifest))(
  '$tagName has a page with all that its manifest tells, in the menu and the search, and at work where the demonstration is',
  async ({ tagName, attributes, events = [], cssParts, cssProperties }) => {
    const path = `/docs/elements/${tagName.replace('vmeste-', '')}`
    const { status, text, headers } = await read(path)
    expect(status).toBe(200)
    for (const { name } of [...attributes, ...events, ...cssParts, ...cssProperties])
      expect(text).toContain(`<td><code>${name}</code></td>`)
    for (const title of ['Attributes', 'Properties', 'Methods', 'Events', 'Slots', 'Parts', 'CSS properties'])
      expect(text).toContain(`>${title}</a></h2>`)
    expect((await read('/docs')).text).toContain(`<a href="${path}">${tagName}</a>`)
    expect((await read(`/docs/search?q=${tagName}+parts`)).text).toContain(`<a href="${path}#parts">`)
    // Where there is no demonstration, a visitor's try would reach a town.
    expect(text).not.toContain('<script')
    expect(headers.get('content-security-policy')).not.toContain('script-src')
  },
)

test('words are found in guides and operations, however they are cut short, and lead to their section', async () => {
  const { text } = await read('/docs/search?q=databas+listen')
  expect(text).toContain('<a href="/docs/operations">Running it</a>')
  const castBallot = (await read('/docs/search?q=castballot')).text
  expect(castBallot).toContain('<a href="/docs#castBallot">')
  expect(castBallot).toContain('value="castballot"')
  const nothing = (await read('/docs/search?q=%3Cqwxz%3E')).text
  expect(nothing).toContain('0 found')
  expect(nothing).not.toContain('<script')
})

test('each problem has a page in the reader’s language', async () => {
  for (const code of Object.keys(problemStatuses)) expect((await read(`/problems/${code}`)).status).toBe(200)
  const russian = await read('/problems/already-voted', { 'accept-language': 'ru' })
  expect(russian.text).toContain('<html lang="ru">')
  expect(russian.text).toContain('Вы уже голосовали')
  expect((await read('/problems/already-voted')).text).toContain('Already voted')
  expect((await read('/problems/no-such-problem')).status).toBe(404)
})

interface Operation {
  operationId: string
  tags: string[]
  parameters?: { name: string }[]
  requestBody?: object
  responses: Record<string, { content: object }>
}
const operationsOf = (document: { paths: Record<string, Record<string, Operation>> }) =>
  Object.values(document.paths).flatMap((methods) => Object.values(methods))
