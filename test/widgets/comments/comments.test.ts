/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteComments } from '../../../widgets/comments/comments.js'
import '../../../widgets/comments/define.js'
import { accessible, findAll, says, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const comment = (text: string, isOfficial = false) => ({
  ...{ id: '00000000-0000-7000-8000-000000000001', parent: null, root: null, paragraph: null, text, content: null },
  ...{ author: { name: isOfficial ? 'A town' : null, isOfficial }, status: 'published', reason: null },
  ...{ createdAt: '2026-01-20T09:00:00Z', editedAt: null, isPinned: false, isStatement: false, erasedAt: null },
  ...{ reactions: { agree: 0, disagree: 0, unsure: 0 }, discussion: 'square', title: 'The square' },
  link: 'https://town.test/o/town/discussions/square#c-1',
})

describe('<vmeste-comments>', () => {
  let api: Stub
  beforeEach(() => {
    api = stub()
  })
  afterEach(tidy)
  const open = (attributes = '', lang = 'en') =>
    show<HTMLElement>(
      `<div lang="${lang}"><vmeste-comments api="${location.origin}" organization="${api.organization}" ${attributes}><a href="#way-out">Its own page</a></vmeste-comments></div>`,
    ).querySelector('vmeste-comments') as VmesteComments

  for (const [language, words] of Object.entries({
    en: 'Latest comments',
    ru: 'Последние комментарии',
    ar: 'أحدث التعليقات',
  }))
    it(`is accessible in ${language}: full, empty and failed`, async () => {
      await api.answer('GET /latest-comments', { body: { items: [comment('A fountain'), comment('We look', true)] } })
      const shown = open('', language)
      await says(shown, words)
      await says(shown, 'A fountain')
      await accessible(shown)
      await api.answer('GET /latest-comments', { body: { items: [] } })
      const empty = open('', language)
      await until(() => findAll(empty, '.root > p')[0])
      await accessible(empty)
      await api.answer('GET /latest-comments', problem(500, 'internal'))
      const failed = open('', language)
      await until(() => findAll(failed, '.notice slot')[0])
      await accessible(failed)
    })

  it('asks for as many as wanted, of one discussion, and leads to each on the page that is named', async () => {
    await api.answer('GET /latest-comments', { body: { items: [comment('<b>A fountain</b>')] } })
    const shown = open('discussion="square" limit="99" page="/talk"')
    await says(shown, '<b>A fountain</b>')
    assert.deepEqual((await api.asked('GET /latest-comments'))[0]?.query, { discussion: 'square', limit: '20' })
    const links = findAll<HTMLAnchorElement>(shown, 'a').map((link) => link.getAttribute('href'))
    assert.deepEqual(links, ['/talk#c-00000000-0000-7000-8000-000000000001'])
  })
})
