/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { Comment } from '../../../sdk/discussions.js'
import type { CommentContext, ModerationQueue, QueuedComment } from '../../../sdk/moderation.js'
import type { VmesteModeration } from '../../../widgets/moderation/moderation.js'
import '../../../widgets/moderation/define.js'
import { accessible, find, findAll, focused, read, says, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const id = (number: number) => `0190000${number}-0000-7000-8000-000000000000`
const comment = (number: number, text: string): Comment => ({
  ...{
    id: id(number),
    parent: null,
    root: null,
    paragraph: null,
    text,
    content: null,
    status: 'published',
    reason: null,
  },
  ...{ createdAt: '2026-11-20T09:00:00Z', editedAt: null, isPinned: false, isStatement: false, erasedAt: null },
  author: { name: 'Ivan', isOfficial: false },
  reactions: { agree: 0, disagree: 0, unsure: 0 },
})
const queued = (number: number, text: string, more: Partial<QueuedComment> = {}): QueuedComment => ({
  ...comment(number, text),
  ...{ status: 'waiting', discussion: 'square', title: 'The square', flags: [], reasons: ['waiting'] },
  ...{ decidedAt: null, objection: null, isOwnDecision: false, legal: ['publish', 'refuse'] },
  findings: { held: ['spam'], score: { total: 1.2, parts: [{ check: 'links', score: 1 }] } },
  ...more,
})
const first = queued(1, 'Buy my watches')
const second = queued(2, 'You are all fools', {
  ...{ status: 'published', reasons: ['flagged'], legal: ['hide', 'keep'], findings: null },
  flags: [
    { reason: 'insult', text: 'He means us', at: '2026-11-20T10:00:00Z' },
    { reason: 'insult', text: '', at: '2026-11-20T11:00:00Z' },
  ],
})
const third = queued(3, 'I only asked', {
  ...{ status: 'hidden', reason: 'Off topic', reasons: ['contested'], legal: ['publish', 'uphold'], findings: null },
  objection: {
    text: 'It is about the square',
    at: '2026-11-21T09:00:00Z',
    settledAt: null,
    isGranted: null,
    answer: '',
  },
})
const queueOf = (...items: QueuedComment[]): ModerationQueue => ({
  items,
  next: null,
  counts: { waiting: 1, flagged: 1, contested: 1 },
  discussions: [{ id: 'square', title: 'The square', count: 3 }],
})
const around = (one: QueuedComment): CommentContext => ({
  comment: one,
  thread: [comment(0, 'What is to be built here?')],
  versions: [{ at: '2026-11-20T08:00:00Z', text: 'Watches' }],
  decisions: [{ decision: 'keep', reason: '', at: '2026-11-20T08:30:00Z', by: 'Olga' }],
  author: { standing: 'watched', published: 4, against: 1, latest: [comment(9, 'Trees, please')] },
})
const path = ({ id }: QueuedComment) => `/discussions/square/comments/${id}`

let api: Stub
beforeEach(async () => {
  api = stub()
  await api.answer('GET ', { body: { name: 'Hanty' } })
  await api.answer('GET /moderation/queue', { body: queueOf(first, second, third) })
  for (const one of [first, second, third]) {
    await api.answer(`GET ${path(one)}/context`, { body: around(one) })
    await api.answer(`POST ${path(one)}/moderation`, { status: 201, body: { ...one, canUndo: true } })
  }
})
afterEach(async () => {
  sessionStorage.clear()
  await tidy()
})

const element = () => {
  history.replaceState(null, '', `#key=vmeste_${api.organization}_${'a'.repeat(43)}`)
  return show<VmesteModeration>(`<vmeste-moderation api="${location.origin}"></vmeste-moderation>`)
}
const press = (key: string) => sendKeys({ press: key })
const current = (shown: Element) => find(shown, '[aria-current=true]')
const listed = (shown: Element) => findAll(shown, 'article').map((one) => one.id)
const sent = async (one: QueuedComment) => (await api.asked(`POST ${path(one)}/moderation`)).map(({ body }) => body)

describe('<vmeste-moderation>', () => {
  for (const language of ['en', 'ru', 'ar']) {
    it(`is accessible with a comment looked at, a form open and nothing left, in ${language}, at 320 px`, async () => {
      document.documentElement.lang = language
      const shown = element()
      shown.style.width = '320px'
      await says(shown, 'What is to be built here?')
      await accessible(shown)
      find(shown, '.acts .reject').click()
      await until(() => focused()?.localName === 'textarea')
      await accessible(shown)
      assert.isAtMost(find(shown, '.root').scrollWidth, 320)
      await api.answer('GET /moderation/queue', { body: queueOf() })
      await api.tell('moderation.changed', {})
      await until(() => listed(shown).length === 1)
    })
  }

  it('shows each with what is around it: thread, author, reports, checks, decisions and objection', async () => {
    const shown = element()
    await says(shown, 'What is to be built here?')
    for (const words of ['Looks like spam', 'links: 1', '1.2 in all', 'Was hidden or refused lately', '4 published'])
      await says(shown, words)
    for (const words of [
      'What stood here before',
      'reports set aside',
      'Olga',
      'He means us',
      'It is about the square',
    ])
      await says(shown, words)
    assert.include(read(find(shown, `#m-${second.id}`)), 'Insults or hatred × 2')
    assert.equal(
      find(shown, `#m-${second.id} a`).getAttribute('href'),
      `${location.origin}/o/${api.organization}/discussions/square#c-${second.id}`,
    )
  })

  it('is worked through by keys, and what was decided is taken back', async () => {
    await api.answer(`DELETE ${path(first)}/moderation`, { body: first })
    const shown = element()
    await says(shown, 'What is to be built here?')
    await press('h')
    await until(() => focused()?.localName === 'textarea')
    await sendKeys({ down: 'Control' })
    await press('Enter')
    await sendKeys({ up: 'Control' })
    await says(shown, 'Please give a reason.')
    await sendKeys({ type: 'Advertising' })
    await sendKeys({ down: 'Control' })
    await press('Enter')
    await sendKeys({ up: 'Control' })
    await says(shown, '1 comment is not shown.')
    assert.deepEqual(await sent(first), [
      { decision: 'refuse', reason: 'Advertising', decidedAt: null, editedAt: null },
    ])
    await until(() => focused()?.id === `m-${second.id}`)
    await press('z')
    await says(shown, 'Taken back.')
    await until(() => focused()?.id === `m-${first.id}`)
    await press('j')
    await until(() => focused()?.id === `m-${second.id}`)
    await until(() => find(shown, '.acts .keep'))
    await api.answer('GET /moderation/queue', { body: queueOf(first, third) })
    await press('l')
    await says(shown, '1 comment stays.')
    assert.deepEqual(await sent(second), [{ decision: 'keep', decidedAt: null, editedAt: null }])
    await press('?')
    assert.isTrue(find<HTMLDialogElement>(shown, '.help').open)
  })

  it('decides on several at once, each as it stands', async () => {
    const shown = element()
    await says(shown, 'What is to be built here?')
    await press('x')
    await press('j')
    await press('x')
    await says(shown, '2 selected')
    await press('h')
    await until(() => focused()?.localName === 'textarea')
    findAll(shown, '.usual button')[1]?.click()
    find(shown, '.words .primary').click()
    await says(shown, '2 comments are not shown.')
    assert.deepEqual(
      [await sent(first), await sent(second)].flat().map((body) => (body as { decision: string }).decision),
      ['refuse', 'hide'],
    )
    assert.deepEqual(listed(shown), [`m-${third.id}`])
  })

  it('says who was quicker and what they decided, and goes on', async () => {
    const decision = { decision: 'publish', reason: '', at: '2026-11-21T09:00:00Z', by: 'Olga' }
    await api.answer(`POST ${path(first)}/moderation`, problem(409, 'decided-meanwhile', { decision }))
    const shown = element()
    await says(shown, 'What is to be built here?')
    await api.answer(`GET ${path(first)}/context`, {
      body: around({ ...first, status: 'published', reasons: [], legal: ['hide'] }),
    })
    await press('p')
    await says(shown, 'Olga was quicker: published')
    await press('j')
    await until(() => listed(shown).length === 2)
    assert.equal(current(shown).id, `m-${second.id}`)
  })

  it('hears what comes in without moving what is looked at, and blocks a sender unseen', async () => {
    await api.answer('POST /blocks', { status: 201, body: { id: 'any', expiresAt: '2026-12-21T09:00:00Z' } })
    const shown = element()
    await says(shown, 'What is to be built here?')
    await until(async () => (await api.streams()) === 1)
    await api.answer('GET /moderation/queue', { body: queueOf(first, second, third, queued(4, 'One more')) })
    await api.tell('moderation.changed', {})
    await says(shown, 'One more')
    assert.equal(current(shown).id, `m-${first.id}`)
    await press('b')
    await until(() => focused()?.localName === 'textarea')
    await sendKeys({ type: 'Advertising ' })
    await api.answer('GET /moderation/queue', { body: queueOf(queued(0, 'One before'), first, third) })
    await api.tell('moderation.changed', {})
    await says(shown, 'One before')
    await sendKeys({ type: 'again' })
    find(shown, '.words .primary').click()
    await says(shown, 'Nothing is taken from this sender for 30 days.')
    const [block] = await api.asked('POST /blocks')
    assert.deepEqual(block?.body, { kind: 'sender', of: `comments/${first.id}`, reason: 'Advertising again', days: 30 })
  })

  it('leaves an objection to another person, and says when nothing waits', async () => {
    await api.answer('GET /moderation/queue', { body: queueOf({ ...third, isOwnDecision: true }) })
    const shown = element()
    await says(shown, 'Someone else has to look at the objection.')
    assert.equal(findAll(shown, '.acts button').length, 0)
    await api.answer('GET /moderation/queue', { body: queueOf() })
    find(shown, '.reasons button:nth-child(2)').click()
    await says(shown, 'Nothing of this waits.')
    const asked = await api.asked('GET /moderation/queue')
    assert.include(asked.at(-1)?.query, { reason: 'waiting', sort: 'oldest' })
  })
})
