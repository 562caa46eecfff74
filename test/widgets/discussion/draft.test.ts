/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteDiscussion } from '../../../widgets/discussion/discussion.js'
import '../../../widgets/discussion/define.js'
import { accessible, find, findAll, focused, read, says, show, tidy, until } from '../shared/page.js'
import { type Stub, stub } from '../shared/stub.js'

const discussion = {
  ...{ id: 'embankment', title: 'The embankment', text: 'Rules', isOpen: true, place: null, draftVersion: 2 },
  ...{ opensAt: '2026-01-01T09:00:00Z', closesAt: '2126-01-31T09:00:00Z', stage: 'discussing', stages: [] },
  ...{ summary: null, outcome: null, frozen: null, slowMode: 0, statements: 'residents', canFollow: false },
  commentCount: 1,
}
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const said = (number: number, text: string, paragraph: object | null) => ({
  ...{ id: id(number), parent: null, root: null, author: { name: 'Marina', isOfficial: false }, paragraph, text },
  ...{ status: 'published', reason: null, content: null, createdAt: '2026-11-20T09:00:00Z', editedAt: null },
  ...{ isPinned: false, isStatement: false, reactions: { agree: 0, disagree: 0, unsure: 0 }, erasedAt: null },
  ...{ replies: [], replyCount: 0 },
})
const draft = {
  ...{ version: 2, language: 'en', at: '2026-11-20T09:00:00Z' },
  versions: [1, 2].map((version) => ({ version, at: '2026-11-20T09:00:00Z' })),
  paragraphs: [
    { id: 'p1', text: 'Open to all.', commentCount: 0 },
    { id: 'p2', text: 'Dogs and cats on a leash.', commentCount: 1 },
  ],
  removed: [{ id: 'p3', text: 'No cars.', commentCount: 1, version: 1 }],
}
const changes = {
  ...{ from: 1, to: 2 },
  paragraphs: [
    { id: 'p1', change: 'same', parts: [{ change: 'same', text: 'Open to all.' }] },
    {
      ...{ id: 'p2', change: 'changed' },
      parts: [
        { change: 'same', text: 'Dogs ' },
        { change: 'added', text: 'and cats ' },
      ],
    },
    { id: 'p3', change: 'removed', parts: [{ change: 'removed', text: 'No cars.' }] },
  ],
}
const comments = '/discussions/embankment/comments'

describe('<vmeste-discussion> of a draft', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET /discussions/embankment', { body: discussion })
    await api.answer('GET /discussions/embankment/draft', { body: draft })
    await api.answer('GET /discussions/embankment/draft/changes', { body: changes })
    const items = [said(1, 'Which dogs?', { id: 'p2', version: 1 })]
    await api.answer(`GET ${comments}`, { body: { items, next: null } })
  })
  afterEach(tidy)

  const open = async (lang = 'en') => {
    const shown = show<HTMLElement>(
      `<div lang="${lang}"><vmeste-discussion api="${location.origin}" organization="${api.organization}" discussion="embankment"></vmeste-discussion></div>`,
    ).querySelector('vmeste-discussion') as VmesteDiscussion
    ;(await until(() => findAll(shown, '#draft summary')[0])).click()
    await until(() => findAll(shown, '#d-p2')[0])
    return shown
  }

  for (const [language, words] of Object.entries({ en: 'Comments: 1', ru: 'Комментарии: 1', ar: 'التعليقات: 1' }))
    it(`is accessible in ${language}: the text, with how many comments are on which paragraph`, async () => {
      const shown = await open(language)
      await says(shown, words)
      find(shown, '#r-p2').click()
      await until(() => findAll(shown, '#d-p2 li')[0])
      await accessible(shown)
    })

  it('shows what was changed by lines and words, not by colour alone', async () => {
    const shown = await open()
    find(shown, '#d-changes').click()
    await until(() => focused()?.id === 'd-whole')
    assert.equal(getComputedStyle(find(shown, 'ins')).textDecorationLine, 'underline')
    assert.equal(getComputedStyle(find(shown, 'del')).textDecorationLine, 'line-through')
    assert.equal(find(shown, 'ins').textContent, 'added: and cats ')
    await accessible(shown)
    find(shown, '#d-whole').click()
    await until(() => findAll(shown, '#d-p1')[0])
  })

  it('reads comments in the place of their paragraph, with the version, and keeps what is gone readable', async () => {
    const shown = await open()
    find(shown, '#r-p3').click()
    await says(shown, 'Made on version 1')
    assert.deepEqual(
      (await api.asked(`GET ${comments}`)).flatMap(({ query }) => query.paragraph ?? []),
      ['p3'],
    )
    assert.lengthOf(findAll(shown, '#d-p3 form'), 0)
    find(shown, '#r-p2').click()
    await until(() => findAll(shown, '#d-p2 form')[0])
    await until(() => read(find(shown, '#d-p2')).includes('Which dogs?'))
  })

  it('takes a comment on a paragraph, kept like any other until it is published', async () => {
    await api.answer(
      `POST ${comments}`,
      { drop: true },
      { status: 201, body: said(9, 'And cats?', { id: 'p1', version: 2 }) },
    )
    const shown = await open()
    find(shown, '#r-p1').click()
    const field = await until(() => findAll<HTMLTextAreaElement>(shown, '#t-p1')[0])
    field.value = 'And cats?'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    assert.include(localStorage.getItem(`vmeste:discussion:${api.organization}/embankment`) ?? '', 'And cats?')
    find(shown, '#f-p1 .primary').click()
    await until(() => focused()?.id === 'd-p1')
    const posted = await api.asked(`POST ${comments}`)
    assert.include(posted.at(-1)?.body as object, { text: 'And cats?', paragraph: 'p1', parent: null })
  })
})
