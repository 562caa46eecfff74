/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteStaff } from '../../../widgets/staff/staff.js'
import '../../../widgets/staff/define.js'
import { accessible, find, findAll, says, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const now = new Date().toISOString()
const anna = {
  id: '1',
  name: 'Anna',
  email: 'anna@town.example',
  roles: ['administrator'],
  hasSecondFactor: false,
  signedInAt: now,
}
const invitation = { id: '2', email: 'boris@town.example', role: 'officer', createdAt: now, expiresAt: now }
const key = {
  id: '3',
  name: 'The case system',
  role: 'officer',
  createdAt: now,
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
}

describe('<vmeste-staff>', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET ', { body: { name: 'Hanty' } })
    await api.answer('GET /staff', { body: { items: [anna], next: null } })
    await api.answer('GET /staff/invitations', { body: { items: [invitation], next: null } })
    await api.answer('GET /keys', {
      body: { items: [key, { ...key, id: '4', name: 'Old', revokedAt: now }], next: null },
    })
  })
  afterEach(tidy)
  const element = () =>
    show<VmesteStaff>(`<vmeste-staff api="${location.origin}" organization="${api.organization}"></vmeste-staff>`)

  for (const [language, sure] of [
    ['en', 'Remove: sure?'],
    ['ru', 'Убрать: точно?'],
    ['ar', 'إزالة: متأكد؟'],
  ] as const) {
    it(`is accessible in every state, in ${language}`, async () => {
      document.documentElement.lang = language
      await api.answer(
        'POST /staff/invitations',
        problem(422, 'invalid-input', { errors: [{ pointer: '/email', code: 'x', detail: 'No address.' }] }),
      )
      await api.answer('POST /keys', { status: 201, body: { ...key, key: 'vmeste_hanty_secret' } })
      const shown = element()
      await says(shown, 'The case system')
      await accessible(shown)
      find(shown, '#invite button').click()
      await says(shown, 'No address.')
      await accessible(shown)
      find(shown, '#key button').click()
      await says(shown, 'vmeste_hanty_secret')
      await accessible(shown)
      find(shown, 'li button').click()
      await says(shown, sure)
      await accessible(shown)
    })
  }

  it('ends nothing before it has asked twice, and does not show what is ended', async () => {
    await api.answer('DELETE /keys/3', { status: 204, body: '' })
    const shown = element()
    await says(shown, 'The case system')
    assert.notInclude(shown.shadowRoot?.textContent ?? '', 'Old')
    const revoke = () => findAll(shown, 'li button').at(-1)
    revoke()?.click()
    await says(shown, 'Revoke: sure?')
    assert.lengthOf(await api.asked('DELETE'), 0)
    revoke()?.click()
    await says(shown, 'The key works no more.')
    await until(async () => (await api.asked('DELETE /keys/3')).length === 1)
    const [asked] = await api.asked('DELETE')
    assert.equal(asked?.headers['vmeste-staff'], 'session')
  })

  it('leads whoever is not signed in to where they are', async () => {
    await api.answer('GET /staff', problem(401, 'staff-only'))
    const shown = element()
    await says(shown, 'Sign in')
    assert.match(find<HTMLAnchorElement>(shown, 'a').getAttribute('href') ?? '', /^\/account\?to=%2F/)
  })
})
