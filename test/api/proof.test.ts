import { verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/sha'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeForm } from '../../api/identity/form-token.js'
import type { Challenge } from '../../api/identity/proof.js'
import { forgetSpentProofs } from '../../api/identity/spent.js'
import { comments, discussions, organizations, spentProofs } from '../../api/platform/schema.js'
import { ProblemError } from '../../sdk/problems.js'
import { createSearch, proveByWork } from '../../sdk/proof.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory } from './appeals.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
  // The library looks at its own clock too.
  api.clock.now = new Date()
  const made = { createdAt: api.clock.now, kind: 'municipal', settings: {}, names: { en: 'Guarded' } } as const
  await api.database.insert(organizations).values([
    { ...made, id: 'guarded', path: ['guarded'] },
    { ...made, id: 'other', path: ['other'] },
    {
      ...made,
      id: 'known-only',
      path: ['known-only'],
      settings: { identity: { discussions: ['email', 'oidc'] } },
    },
  ])
  for (const organizationId of ['guarded', 'other', 'known-only'])
    await api.database
      .insert(discussions)
      .values({ organizationId, id: 'square', titles: {}, texts: {}, opensAt: new Date(0) })
  await addCategory(api, { organizationId: 'guarded', code: 'potholes' })
})
afterAll(() => api.close())

const comment = (text: string, headers: Record<string, string> = {}, organization = 'guarded') =>
  api.request(`/v1/organizations/${organization}/discussions/square/comments`, { body: { text }, headers })
const challenge = async (feature = 'discussions', organization = 'guarded'): Promise<Challenge> =>
  (await api.request(`/v1/organizations/${organization}/challenge?feature=${feature}`)).json
const solve = async (given: Challenge) => {
  const proof = await proveByWork(new ProblemError(428, { challenge: given }))
  return proof ?? expect.fail('no proof')
}
const written = async (text: string) =>
  (await api.database.select().from(comments).where(eq(comments.text, text))).length

test('a resident’s write without a proof is told what is needed, and goes through with it', async () => {
  const asked = await comment('A bench')
  expect(asked.status).toBe(428)
  expect(asked.json).toMatchObject({ type: '/problems/identity-required', ways: ['anonymous'] })
  expect(asked.json.challenge.parameters).toMatchObject({
    algorithm: 'SHA-256',
    data: { organization: 'guarded', feature: 'discussions' },
  })
  expect(await written('A bench')).toBe(0)

  const proof = await solve(asked.json.challenge)
  expect((await comment('A bench', proof)).status).toBe(201)
  expect(await written('A bench')).toBe(1)
})

test('what the SDK finds is a solution as ALTCHA’s own library sees it', async () => {
  const given = await challenge()
  const solution = createSearch(given)(0, 1e6)
  if (!solution) return expect.fail('no solution')
  const { derivedKey } = await deriveKey(
    given.parameters,
    Buffer.from(given.parameters.salt, 'hex'),
    Buffer.concat([Buffer.from(given.parameters.nonce, 'hex'), bigEndian(solution.counter)]),
  )
  expect(Buffer.from(derivedKey).toString('hex')).toBe(solution.derivedKey)
  expect(solution.derivedKey.startsWith(given.parameters.keyPrefix)).toBe(true)
  await expect(
    verifySolution({ challenge: given, solution: { ...solution, time: 0 }, deriveKey, hmacSignatureSecret: 'another' }),
  ).resolves.toMatchObject({ verified: false })
})

test('one proof admits one write, also when two arrive at the same moment', async () => {
  const proof = await solve(await challenge())
  const answers = await Promise.all(Array.from({ length: 8 }, () => comment('Once only', proof)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(428)])
  const again = await comment('Once only', proof)
  // Another challenge comes with the refusal.
  expect(again.json.challenge.signature).toMatch(/^[\da-f]{64}$/)
  expect(await written('Once only')).toBe(1)
})

test('a write that fails spends nothing', async () => {
  const proof = await solve(await challenge())
  const parent = '01900000-0000-7000-8000-000000000000'
  const failed = await api.request('/v1/organizations/guarded/discussions/square/comments', {
    body: { text: 'A reply', parent },
    headers: proof,
  })
  expect(failed.status).toBe(422)
  expect((await comment('Corrected', proof)).status).toBe(201)
})

test('the same sent again gets the answer kept for it, without another proof', async () => {
  const key = { 'idempotency-key': 'a-lost-answer' }
  const first = await comment('Kept', { ...key, ...(await solve(await challenge())) })
  expect(first.status).toBe(201)
  const again = await comment('Kept', key)
  expect([again.status, again.text]).toEqual([201, first.text])
  expect((await comment('Another', key)).status).toBe(422)
  expect(await written('Kept')).toBe(1)
})

test('a proof holds for its organization and feature alone', async () => {
  const proof = await solve(await challenge('appeals'))
  expect((await comment('From elsewhere', proof)).status).toBe(428)
  const foreign = await solve(await challenge('discussions', 'other'))
  expect((await comment('From elsewhere', foreign)).status).toBe(428)
  expect((await comment('From elsewhere', foreign, 'other')).status).toBe(201)
})

test('a proof is in time for five minutes', async () => {
  const proof = await solve(await challenge())
  const began = api.clock.now
  api.clock.now = new Date(began.getTime() + 301_000)
  expect((await comment('Late', proof)).status).toBe(428)
  api.clock.now = new Date(began.getTime() + 290_000)
  expect((await comment('Late', proof)).status).toBe(201)
  await forgetSpentProofs(api.database).run(api.clock.now)
  expect((await comment('Late', proof)).status).toBe(428)
  api.clock.now = new Date(began.getTime() + 400_000)
  await forgetSpentProofs(api.database).run(api.clock.now)
  expect(await api.database.select().from(spentProofs)).toEqual([])
  api.clock.now = began
})

test('nothing else passes for a proof', async () => {
  const given = await challenge()
  const [header = ''] = Object.values(await solve(given))
  const payload = JSON.parse(atob(header))
  const withParameters = (changed: object) => ({
    ...payload,
    challenge: { ...given, parameters: { ...given.parameters, ...changed } },
  })
  const made = [
    withParameters({ expiresAt: given.parameters.expiresAt + 3600 }),
    withParameters({ data: { organization: 'guarded', feature: 'appeals' } }),
    withParameters({ nonce: 'ab'.repeat(16) }),
    withParameters({ keySignature: '' }),
    { ...payload, solution: { ...payload.solution, derivedKey: 'ab'.repeat(32) } },
    { ...payload, solution: { counter: 1, derivedKey: given.parameters.keyPrefix } },
    { ...payload, challenge: { parameters: given.parameters } },
    {},
    null,
  ]
  for (const each of made) {
    const { status } = await comment('Forged', { 'vmeste-proof': btoa(JSON.stringify(each)) })
    expect(status, JSON.stringify(each)).toBe(428)
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), async (noise) => {
      expect((await comment('Forged', { 'vmeste-proof': noise })).status).toBe(428)
    }),
    { numRuns: 20 },
  )
  expect((await comment('Forged', { 'vmeste-proof': 'x'.repeat(5000) })).status).toBe(422)
  expect(await written('Forged')).toBe(0)
})

test('where no anonymous resident is accepted there is no challenge', async () => {
  const { status, json } = await comment('Nobody', {}, 'known-only')
  expect([status, json.ways, json.challenge]).toEqual([428, ['email', 'oidc'], undefined])
  expect((await api.request('/v1/organizations/known-only/challenge?feature=discussions')).status).toBe(404)
  expect((await comment('Nobody', await solve(await challenge()), 'known-only')).status).toBe(428)
})

test('staff need no proof, and appeals and ballots need one as comments do', async () => {
  const staff = { authorization: `Bearer ${await api.staffKey('guarded')}` }
  expect((await comment('Official', staff)).status).toBe(201)
  const body = { category: 'potholes', description: 'A hole', consent: true }
  const path = '/v1/organizations/guarded/appeals'
  const asked = await api.request(path, { body })
  expect(asked.status).toBe(428)
  expect((await api.request(path, { body, headers: await solve(asked.json.challenge) })).status).toBe(201)
  const ballot = await api.request('/v1/organizations/guarded/polls/park/ballots', { body: { answers: {} } })
  expect(ballot.status).toBe(428)
})

test('a form of a page without scripts admits once, after the time that a person takes', async () => {
  const subject = { organizationId: 'guarded', feature: 'discussions' } as const
  const form = await makeForm(api.services.secret, subject, api.clock.now)
  const send = () => comment('By a form', { 'vmeste-form': form })
  expect((await send()).status).toBe(428)
  const began = api.clock.now
  api.clock.now = new Date(began.getTime() + 3_000)
  expect(
    (await comment('By a form', { 'vmeste-form': form.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })).status,
  ).toBe(428)
  expect((await comment('By a form', { 'vmeste-form': form }, 'other')).status).toBe(428)
  expect((await send()).status).toBe(201)
  expect((await send()).status).toBe(428)
  api.clock.now = new Date(began.getTime() + 25 * 3_600_000)
  const old = await makeForm(api.services.secret, subject, began)
  expect((await comment('By a form', { 'vmeste-form': old })).status).toBe(428)
  api.clock.now = began
})

function bigEndian(counter: number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(counter)
  return bytes
}
