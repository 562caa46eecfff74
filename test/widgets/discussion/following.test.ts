/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteDiscussion } from '../../../widgets/discussion/discussion.js'
import '../../../widgets/discussion/define.js'
import { accessible, find, findAll, focused, read, says, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const discussion = {
  ...{ id: 'embankment', title: 'The embankment', text: 'What should stay?', isOpen: true, place: null },
  ...{ opensAt: '2026-01-01T09:00:00Z', closesAt: '2126-01-31T09:00:00Z', stage: 'discussing', stages: [] },
  ...{ summary: null, outcome: null, frozen: null, slowMode: 0, statements: 'residents', canFollow: true },
  commentCount: 0,
}
const followers = 'POST /discussions/embankment/followers'

describe('<vmeste-discussion> followed by mail', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET /discussions/embankment', { body: discussion })
    await api.answer('GET /discussions/embankment/comments', { body: { items: [], next: null } })
    await api.answer('GET ', { body: { id: 'town', consent: { text: 'I agree.', url: 'https://town.test/terms' } } })
  })
  afterEach(tidy)

  const open = async (lang = 'en') => {
    const shown = show<VmesteDiscussion>(
      `<div lang="${lang}"><vmeste-discussion api="${location.origin}" organization="${api.organization}" discussion="embankment"></vmeste-discussion></div>`,
    ).querySelector('vmeste-discussion') as VmesteDiscussion
    const words = /Follow by mail|Следить по почте|المتابعة بالبريد/
    ;(await until(() => findAll(shown, 'button').find((one) => words.test(read(one))))).click()
    await until(() => shown.shadowRoot?.querySelector('#f-mail'))
    return shown
  }
  const type = async (shown: VmesteDiscussion, value: string) => {
    const field = find<HTMLInputElement>(shown, '#f-mail input')
    field.value = value
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    find(shown, '#f-mail .primary').click()
  }

  for (const [language, agreed] of Object.entries({ en: 'How it is used', ru: 'Как её используют', ar: 'كيف يُستخدم' }))
    it(`is accessible in ${language}, and takes the focus to its first field`, async () => {
      const shown = await open(language)
      await says(shown, agreed)
      await until(() => focused()?.getAttribute('name') === 'email')
      await accessible(shown)
    })

  it('sends address and pace, and says where the way goes on', async () => {
    await api.answer(followers, { body: { state: 'asked' } })
    const shown = await open()
    find<HTMLSelectElement>(shown, '#f-mail select').value = 'official'
    await type(shown, 'anna@example.test')
    await says(shown, 'Look into your mail')
    assert.deepEqual(
      (await api.asked(followers)).map(({ body }) => body),
      [{ email: 'anna@example.test', pace: 'official', consent: true }],
    )
    await until(() => focused()?.id === 'f-mail')
    await accessible(shown)
  })

  it('says what is wrong at the field, keeps what was typed, and sends the same again after a failure', async () => {
    await api.answer(
      followers,
      problem(422, 'invalid-input', { errors: [{ pointer: '/email', code: 'invalid_format', detail: 'No address' }] }),
      { drop: true },
      { body: { state: 'on' } },
    )
    const shown = await open()
    find(shown, '#f-mail .primary').click()
    await says(shown, 'Please give your address.')
    await type(shown, 'nobody')
    await until(() => read(find(shown, '#e-mail')) === 'No address')
    await accessible(shown)
    await type(shown, 'anna@example.test')
    await says(shown, 'from now on')
    assert.include((await api.asked(followers)).at(-1)?.body as object, { email: 'anna@example.test' })
  })
})
