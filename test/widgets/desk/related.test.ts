/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, read, until } from '../shared/page.js'
import { deskOfThree, detail, summary } from './desk.fixture.js'

const desk = deskOfThree()
const able = {
  transitions: [{ to: 'merged' as const, requires: ['into' as const] }],
  canSplit: true,
  canHandOver: true,
}
const related = (shown: VmesteDesk, within: string) => until(() => find(shown, `${within} vmeste-related`))

describe('what an appeal has to do with others', () => {
  it('an officer chooses which one it is the same as from those alike, and is told where it went', async () => {
    const { api } = desk
    await api.answer('GET /appeals/3', { body: detail(3, able) })
    await api.answer('POST /appeals/similar', {
      body: {
        items: [
          { ...summary(5), distance: 40 },
          { ...summary(3), distance: 0 },
        ],
      },
    })
    await api.answer('POST /appeals/3/transitions', {
      body: detail(3, { status: 'merged', mergedInto: 5, version: 2 }),
    })
    const shown = await desk.signedIn()
    await desk.open(shown, 3)
    find(shown, '[name=to][value=merged]').click()
    const merge = await related(shown, '.step')
    await until(() => find(merge, '[name=same]'))
    assert.lengthOf(findAll(merge, '[name=same]'), 1, 'itself is not among them')
    assert.include(read(find(merge, 'li')), '40 m away')
    await accessible(merge)
    find(merge, '[name=same]').click()
    await until(() => find<HTMLInputElement>(merge, '#into').value === '5')
    find(shown, '.step .primary').click()
    await until(() => read(find(shown, '.case')).includes('Joined to: № 5'))
    const [sent] = await api.asked('POST /appeals/3/transitions')
    assert.deepEqual(sent?.body, { to: 'merged', into: 5 })
  })

  it('a part is split off with a topic and a text of its own, and leads there', async () => {
    const { api } = desk
    await api.answer(
      'GET /appeals/3',
      { body: detail(3, able) },
      { body: detail(3, { ...able, parts: [7], version: 2 }) },
    )
    await api.answer('POST /appeals/3/parts', { body: detail(3, { ...able, parts: [7], version: 2 }) })
    const shown = await desk.signedIn()
    await desk.open(shown, 3)
    const [, summaryOfSplit] = findAll(shown, 'details.note summary')
    ;(summaryOfSplit as HTMLElement).click()
    const split = await related(shown, 'details')
    const text = await until(() => find<HTMLTextAreaElement>(split, '#description'))
    assert.equal(text.value, 'A pothole, the 3th')
    text.value = 'The lamp is out'
    text.dispatchEvent(new Event('input'))
    await accessible(split)
    find(split, 'form button').click()
    await until(() => read(find(shown, '.case')).includes('Parts: № 7'))
    const [sent] = await api.asked('POST /appeals/3/parts')
    assert.deepEqual(sent?.body, { category: 'potholes', description: 'The lamp is out' })
    find(shown, '.case .related').click()
    await until(() => read(find(shown, '.case h2')).includes('№ 7'))
  })

  it('a note calls a colleague, and whoever is called says that they have seen it', async () => {
    const { api } = desk
    await api.answer('GET /colleagues', { body: { items: [{ id: 'b', name: 'Boris', isMe: false }], next: null } })
    await api.answer('GET /appeals/3', { body: detail(3, { ...able, isMentioned: true }) })
    await api.answer('POST /appeals/3/notes', { body: detail(3, { ...able, isMentioned: true }) })
    await api.answer('DELETE /appeals/3/mention', { body: detail(3, able) })
    const shown = await desk.signedIn()
    await desk.open(shown, 3)
    const call = await until(() => find<HTMLSelectElement>(shown, '#call'))
    find<HTMLDetailsElement>(shown, 'details.note').open = true
    call.value = 'b'
    call.dispatchEvent(new Event('change'))
    const note = find<HTMLTextAreaElement>(shown, '#note')
    note.value = 'Yours?'
    note.dispatchEvent(new Event('input'))
    find(shown, '.note form button').click()
    await until(async () => (await api.asked('POST /appeals/3/notes')).length)
    assert.deepEqual((await api.asked('POST /appeals/3/notes'))[0]?.body, { text: 'Yours?', mentions: ['b'] })
    await until(() => note.value === '')
    find(shown, '.seen').click()
    await until(() => !findAll(shown, '.seen').length)
  })
})
