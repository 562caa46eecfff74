/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, read, says, until } from '../shared/page.js'
import { deskOfThree, numbers } from './desk.fixture.js'

const late = { name: 'Late roads', queue: 'overdue', status: null, category: 'potholes', q: null }

describe('<vmeste-desk> with filters', () => {
  const desk = deskOfThree()
  beforeEach(() => desk.api.answer('GET /filters', { body: { items: [late] } }))
  const wide = async (attributes = '') => {
    const shown = desk.signedIn(attributes)
    shown.style.width = '1100px'
    await until(() => numbers(shown).length === 3)
    return shown
  }
  const lastQuery = async () =>
    (await desk.api.asked('GET /appeals')).filter(({ path }) => path === '/appeals').at(-1)?.query
  const press = (shown: VmesteDesk, selector: string) => find(shown, selector).click()

  for (const language of ['en', 'ru', 'ar'])
    it(`lists by one that was saved, and saves another, in ${language}; axe finds nothing`, async () => {
      const added = { name: 'Mine', queue: null, status: 'answered', category: null, q: null }
      await desk.api.answer('PUT /filters', { body: { items: [late, added] } })
      const shown = await wide(`lang="${language}"`)
      await says(shown, 'Late roads')
      press(shown, '.saved button')
      await until(async () => (await lastQuery())?.queue === 'overdue')
      assert.deepEqual(await lastQuery(), { queue: 'overdue', category: 'potholes', sort: 'deadline', limit: '40' })
      await accessible(shown)
      press(shown, '.saved button')
      const status = await until(() => find<HTMLSelectElement>(shown, '.filters select'))
      status.value = 'answered'
      status.dispatchEvent(new Event('change'))
      await until(() => findAll(shown, '.save-filter').length)
      find<HTMLDetailsElement>(shown, '.save-filter').open = true
      press(shown, '.save-filter button')
      await until(() => find(shown, '#filter-name').getAttribute('aria-invalid') === 'true')
      await accessible(shown)
      const name = find<HTMLInputElement>(shown, '#filter-name')
      name.value = 'Mine'
      name.dispatchEvent(new Event('input'))
      press(shown, '.save-filter button')
      await until(() => findAll(shown, '.saved > [aria-pressed=true]').map(read).includes('Mine'))
      assert.deepEqual((await desk.api.asked('PUT /filters'))[0]?.body, { items: [late, added] })
    })

  it('forgets one', async () => {
    await desk.api.answer('PUT /filters', { body: { items: [] } })
    const shown = await wide()
    await says(shown, 'Late roads')
    press(shown, '.saved button')
    await says(shown, 'Forget this filter')
    press(shown, '.saved .quiet')
    await until(() => !findAll(shown, '.saved > [aria-pressed]').length)
    assert.deepEqual((await desk.api.asked('PUT /filters'))[0]?.body, { items: [] })
  })

  it('has an address that leads to what is listed and open', async () => {
    const shown = await wide()
    assert.equal(location.hash, '')
    await says(shown, 'Late roads')
    press(shown, '.saved button')
    await until(() => location.hash === '#queue=overdue&category=potholes')
    await desk.open(shown, 3)
    await until(() => location.hash === '#queue=overdue&category=potholes&appeal=3')
    shown.remove()
    const again = desk.element()
    await until(() => find(again, '.case h2').textContent?.includes('№ 3'))
    assert.equal((await lastQuery())?.queue, 'overdue')
    location.hash = '#status=closed&appeal=5'
    await until(() => find(again, '.case h2').textContent?.includes('№ 5'))
    await until(async () => (await lastQuery())?.status === 'closed')
  })
})
