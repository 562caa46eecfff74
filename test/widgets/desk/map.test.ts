/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteCaseMap } from '../../../widgets/case-map/case-map.js'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, focused, says, until } from '../shared/page.js'
import { deskOfThree, inDays, numbers, summary } from './desk.fixture.js'

const at = (latitude: number, longitude: number) => ({ place: { address: null, latitude, longitude } })
const items = [
  summary(3, { ...at(61.0042, 69.0019), deadline: inDays(-1), isOverdue: true }),
  summary(7, at(61.0042, 69.0019)),
  summary(5, at(61.05, 69.1)),
  summary(9),
]

describe('<vmeste-desk> with a map', () => {
  const desk = deskOfThree()
  beforeEach(async () => {
    await desk.api.answer('GET ', {
      body: {
        name: 'Hanty',
        timeZone: 'UTC',
        map: {
          tiles: `${location.origin}/no-tiles/{z}/{x}/{y}.png`,
          attribution: '© The mapmakers',
          center: { latitude: 61, longitude: 69 },
          zoom: 11,
        },
      },
    })
    await desk.api.answer('GET /appeals', { body: { items, next: null } })
  })
  const mapped = async (attributes = '') => {
    const shown = desk.signedIn(attributes)
    shown.style.width = '1100px'
    await until(() => numbers(shown).length === 4)
    const button = find(shown, '.bar [aria-expanded]')
    button.click()
    const map = await until(() => find<VmesteCaseMap>(shown, 'vmeste-case-map'))
    await until(() => marks(map).length === 2)
    return { shown, map, button }
  }
  const marks = (map: VmesteCaseMap) => findAll(map, '.mark')
  const labels = (map: VmesteCaseMap) => marks(map).map((mark) => mark.getAttribute('aria-label'))
  const middle = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return [left + width / 2, top + height / 2] as const
  }

  for (const language of ['en', 'ru', 'ar'])
    it(`shows in ${language} where the appeals are, also without tiles, and axe finds nothing`, async () => {
      const { shown, map } = await mapped(`lang="${language}"`)
      await until(() => find(map, '.notice').textContent)
      await accessible(shown)
      const frame = find(map, '.map').getBoundingClientRect()
      for (const mark of marks(map)) {
        const [x, y] = middle(mark)
        assert.isTrue(x > frame.left && x < frame.right && y > frame.top && y < frame.bottom)
      }
    })

  it('puts what lies upon each other together, and names it beneath the map', async () => {
    const { shown, map } = await mapped()
    await says(map, 'On the map: 3. Without a place: 1.')
    await says(map, '© The mapmakers')
    assert.deepEqual(labels(map), ['2 appeals here', 'No. 5: Potholes'])
    assert.isTrue(marks(map)[0]?.classList.contains('overdue'))
    marks(map)[0]?.click()
    await until(() => findAll(map, '.here button').length === 2)
    await until(() => focused()?.textContent?.includes('№ 3'))
    await accessible(shown)
    ;(focused() as HTMLElement).click()
    await until(() => find(shown, '.case h2').textContent?.includes('№ 3'))
    await until(() => focused()?.localName === 'h2')
  })

  it('opens the appeal of a mark, and shows which is open', async () => {
    const { shown, map } = await mapped()
    marks(map)[1]?.click()
    await until(() => find(shown, '.case h2').textContent?.includes('№ 5'))
    await until(() => marks(map)[1]?.getAttribute('aria-current') === 'true')
  })

  it('shows what the filter lists, all of it in sight, and goes away again', async () => {
    const { shown, map, button } = await mapped()
    await desk.api.answer('GET /appeals', { body: { items: [summary(8, at(60, 65))], next: null } })
    const status: HTMLSelectElement = find<HTMLSelectElement>(shown, '.filters select')
    status.value = 'closed'
    status.dispatchEvent(new Event('change'))
    await until(() => labels(map).join() === 'No. 8: Potholes')
    const [x] = middle(find(map, '.mark'))
    const frame = find(map, '.map').getBoundingClientRect()
    assert.isTrue(x > frame.left && x < frame.right)
    button.click()
    await until(() => !findAll(shown, 'vmeste-case-map').length)
  })

  it('stays where it is put while the list changes, and has no marks beyond its edge', async () => {
    const { shown, map } = await mapped()
    const closer = find(map, '.zoom button')
    for (let time = 0; time < 6; time++) closer.click()
    await until(() => marks(map).length < 2)
    const seen = labels(map).join()
    await desk.api.answer('GET /appeals', { body: { items: [...items, summary(11, at(61.2, 69.5))], next: null } })
    find(shown, '.bar [aria-expanded] + button').click()
    await says(map, 'On the map: 4.')
    assert.equal(labels(map).join(), seen)
  })

  it('reads further pages for the map', async () => {
    const body = summary(0, at(61, 69))
    await desk.api.answer('GET /appeals', { rows: 230, body })
    const shown: VmesteDesk = desk.signedIn()
    await until(() => numbers(shown).length > 0)
    find(shown, '.bar [aria-expanded]').click()
    const map = await until(() => find<VmesteCaseMap>(shown, 'vmeste-case-map'))
    await says(map, 'On the map: 230.')
    assert.deepEqual(labels(map), ['230 appeals here'])
  })
})
