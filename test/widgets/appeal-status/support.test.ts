/// <reference types="mocha" />
import { assert } from 'chai'
import type { Appeal } from '../../../sdk/appeals.js'
import type { VmesteAppealStatus } from '../../../widgets/appeal-status/appeal-status.js'
import '../../../widgets/appeal-status/define.js'
import { accessible, find, findAll, focused, read, says, show, text, tidy } from '../shared/page.js'
import { problem, stub } from '../shared/stub.js'

const hole: Appeal = {
  view: 'public',
  number: 77,
  status: 'in_progress',
  category: { code: 'potholes', name: 'Potholes' },
  campaign: null,
  description: 'A deep hole by the school',
  place: null,
  receivedAt: '2026-11-20T08:00:00Z',
  deadline: null,
  registerBy: null,
  isOverdue: false,
  supporters: 3,
  answeredAt: null,
  closedAt: null,
  erasedAt: null,
  responsible: null,
  answer: null,
  ratingScore: null,
  version: 2,
  history: [
    { type: 'received', status: 'received', at: '2026-11-20T08:00:00Z', by: 'resident', text: null, responsible: null },
  ],
}

async function shownWith(members: Partial<Appeal> = {}, lang = 'en') {
  const api = stub()
  const supported = { number: 77, isSupported: true, supporters: 4, notices: 'none' }
  await api.answer('GET ', { body: { id: 'town', name: 'Town', consent: { text: 'I agree.' }, timeZone: 'UTC' } })
  await api.answer(
    'GET /appeals/77',
    { body: { ...hole, ...members } },
    { body: { ...hole, ...members, supporters: 4 } },
  )
  await api.answer('GET /categories', { body: { groups: [] } })
  await api.answer('POST /appeals/77/support', { body: supported }, { body: { ...supported, notices: 'asked' } })
  await api.answer('DELETE /appeals/77/support', { body: { ...supported, isSupported: false, supporters: 3 } })
  const shown = show<VmesteAppealStatus>(
    `<vmeste-appeal-status lang="${lang}" api="${location.origin}" organization="${api.organization}" number="77"></vmeste-appeal-status>`,
  )
  return { api, shown }
}
const press = (shown: Element, words: string) =>
  findAll(shown, 'button')
    .find((button) => read(button) === words)
    ?.click()

describe('<vmeste-appeal-status>: an appeal of someone else', () => {
  afterEach(async () => {
    await tidy()
    localStorage.clear()
  })

  it('is supported by who has the same trouble, who may be told of it by mail and take it back', async () => {
    const { api, shown } = await shownWith()
    await says(shown, 'Supported by 3 residents')
    await accessible(shown)
    press(shown, 'Mine too: support it')
    await says(shown, 'Your support is counted.')
    await says(shown, 'Supported by 4 residents')
    assert.equal(read(focused() as HTMLElement), 'Thank you! Your support is counted.')
    find<HTMLDetailsElement>(shown, '.support details').open = true
    await accessible(shown)
    const input = find<HTMLInputElement>(shown, '#support-email')
    input.value = 'anna@mail.test'
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    press(shown, 'Tell me of each step')
    await says(shown, 'confirm the address')
    press(shown, 'Take the support back')
    await says(shown, 'Mine too: support it')
    assert.equal((await api.asked('DELETE /appeals/77/support')).length, 1)
  })

  it('says so where it cannot be', async () => {
    const { api, shown } = await shownWith()
    await api.answer('POST /appeals/77/support', problem(409, 'support-not-possible'))
    await says(shown, 'Supported by 3 residents')
    press(shown, 'Mine too: support it')
    await says(shown, 'That did not work')
  })

  it('that is answered, or whose text is not public, cannot be supported', async () => {
    for (const members of [{ status: 'answered', answer: 'Done' }, { description: null }] as Partial<Appeal>[]) {
      const { shown } = await shownWith(members)
      await says(shown, 'Supported by 3 residents')
      assert.notInclude(text(shown), 'Mine too')
      await tidy()
    }
  })
})
