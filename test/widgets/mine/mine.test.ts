/// <reference types="mocha" />
import { assert } from 'chai'
import '../../../widgets/mine/define.js'
import type { VmesteMine } from '../../../widgets/mine/mine.js'
import { accessible, find, findAll, focused, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const TOKEN = `vmr_${'a'.repeat(43)}`
const session = {
  createdAt: '2026-11-01T08:00:00Z',
  lastUsedAt: '2026-11-20T00:00:00Z',
  expiresAt: '2026-12-20T00:00:00Z',
}
const me = {
  way: 'email',
  contact: { name: null, email: 'anna@mail.test' },
  createdAt: '2026-11-01T08:00:00Z',
  lastSeenAt: '2026-11-20T00:00:00Z',
  sessions: [
    { ...session, isThis: true },
    { ...session, isThis: false },
  ],
}
const appeal = {
  number: 1042,
  status: 'answered',
  category: { code: 'potholes', name: 'Potholes' },
  description: 'A hole at the school',
  receivedAt: '2026-11-10T08:00:00Z',
}
const comment = { id: 'c1', text: 'Leave the willows', createdAt: '2026-11-12T08:00:00Z', erasedAt: null }

describe('<vmeste-mine>', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET /residents/me', { body: me })
    await api.answer('GET /residents/me/appeals', { body: { items: [appeal], next: null } })
    await api.answer('GET /residents/me/votes', { body: { items: [{ poll: 'park', title: 'Which park first?' }] } })
    await api.answer('GET /residents/me/comments', { body: { items: [comment], next: null } })
    await api.answer('GET /appeals/1042', { body: { ...appeal, view: 'resident', answer: 'Filled on Monday' } })
  })
  afterEach(tidy)

  const open = (language = 'en', isSignedIn = true) => {
    if (isSignedIn) localStorage.setItem(`vmeste:resident:${api.organization}`, JSON.stringify(TOKEN))
    return show<VmesteMine>(
      `<vmeste-mine api="${location.origin}" organization="${api.organization}" lang="${language}"></vmeste-mine>`,
    )
  }
  const press = async (shown: VmesteMine, id: string) => (await until(() => find(shown, `#${id}`))).click()
  const type = (shown: VmesteMine, id: string, value: string) => {
    const input = find<HTMLInputElement>(shown, `#${id}`)
    input.value = value
    input.dispatchEvent(new Event('input'))
  }

  for (const [language, words] of Object.entries({
    en: ['What is mine', 'No. 1042 · Potholes', 'You are also signed in at 1 other place'],
    ru: ['Моё', '№ 1042 · Potholes', 'Вы вошли ещё в 1 месте'],
    ar: ['ما يخصّني', '1042', 'مكان آخر'],
  })) {
    it(`shows what is theirs, accessibly (${language})`, async () => {
      const shown = open(language)
      for (const word of words) await says(shown, word)
      await says(shown, 'Which park first?')
      await says(shown, 'Leave the willows')
      await says(shown, 'anna@mail.test')
      await accessible(shown)
      await press(shown, 'correct')
      await until(() => focused()?.id === 'name')
      await accessible(shown)
      await press(shown, 'cancel')
      await press(shown, 'erase')
      await until(() => focused()?.id === 'sure')
      await accessible(shown)
    })
  }

  it('opens an appeal with its answer by the session alone', async () => {
    const shown = open()
    ;(await until(() => find(shown, 'summary'))).click()
    await says(shown, 'Filled on Monday')
    const [asked] = await api.asked('GET /appeals/1042')
    assert.equal(asked?.headers['vmeste-resident'], TOKEN)
  })

  it('corrects name and e-mail, the e-mail by the code sent to it', async () => {
    const changed = { ...me, contact: { name: 'Anna', email: 'new@mail.test' } }
    const errors = [{ pointer: '/code', code: 'wrong-code', detail: 'This code is wrong.' }]
    await api.answer('PATCH /residents/me', problem(422, 'invalid-input', { errors }), { body: changed })
    await api.answer('POST /residents/codes', { status: 201, body: { expiresAt: '2126-01-01T00:00:00Z' } })
    const shown = open()
    await press(shown, 'correct')
    await until(() => findAll(shown, '#email').length)
    type(shown, 'name', 'Anna')
    type(shown, 'email', 'new@mail.test')
    find(shown, 'form .primary').click()
    await until(() => focused()?.id === 'code')
    type(shown, 'code', '111111')
    find(shown, 'form .primary').click()
    await says(shown, 'This code is wrong.')
    type(shown, 'code', '222 222')
    find(shown, 'form .primary').click()
    await says(shown, 'Saved.')
    await says(shown, 'new@mail.test')
    const last = (await api.asked('PATCH /residents/me')).at(-1)
    assert.deepEqual(last?.body, { name: 'Anna', email: 'new@mail.test', code: '222222' })
  })

  it('erases everything only when that is said twice, and then knows nobody', async () => {
    await api.answer('DELETE /residents/me', { body: { erasedAt: '2026-11-24T09:00:00Z', appeals: 1, comments: 1 } })
    const shown = open()
    await press(shown, 'erase')
    await says(shown, 'Your votes stay counted')
    assert.equal((await api.asked('DELETE')).length, 0)
    await press(shown, 'eraseYes')
    await says(shown, 'Everything is erased.')
    assert.equal(findAll(shown, '#signIn').length, 1)
    assert.notInclude(text(shown), 'anna@mail.test')
    assert.notInclude(localStorage.getItem(`vmeste:resident:${api.organization}`) ?? '', 'vmr_')
  })

  it('signs out elsewhere, and here', async () => {
    await api.answer('DELETE /residents/me/sessions', { body: { ended: 1 } })
    const shown = open()
    await press(shown, 'signOutOthers')
    await says(shown, 'Signed out everywhere else.')
    await press(shown, 'signOut')
    await until(() => findAll(shown, '#signIn').length)
    assert.deepEqual(
      (await api.asked('DELETE')).map(({ query }) => query.which),
      ['others', 'this'],
    )
  })

  it('asks who it is where nobody is signed in, or no longer', async () => {
    await api.answer('GET /residents/me', problem(401, 'resident-only'))
    await api.answer('GET ', { body: { identity: { appeals: ['anonymous', 'email'], polls: ['anonymous'] } } })
    const shown = open()
    await press(shown, 'signIn')
    await until(() => findAll(shown, 'vmeste-sign-in').length)
    await accessible(shown)
  })

  it('says so where there is nothing to sign in to', async () => {
    await api.answer('GET ', { body: { identity: { appeals: ['anonymous'] } } })
    const shown = open('en', false)
    await press(shown, 'signIn')
    await says(shown, 'nobody is asked who they are')
  })
})
