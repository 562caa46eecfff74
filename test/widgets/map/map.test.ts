/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmesteMap } from '../../../widgets/map/map.js'
import type { VmesteSquareMap } from '../../../widgets/map/squares/squares.js'
import '../../../widgets/map/define.js'
import { summary } from '../desk/desk.fixture.js'
import { accessible, find, findAll, focused, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const place = { address: 'Mira 5', latitude: 61.01, longitude: 69.02 }
const classifier = {
  groups: [{ code: 'roads', name: 'Roads', categories: [{ code: 'potholes', name: 'Potholes' }] }],
}
const organization = {
  name: 'Hanty',
  timeZone: 'Asia/Yekaterinburg',
  appealsVisibility: 'public',
  consent: { text: 'I agree', url: '/privacy' },
  map: {
    tiles: 'https://tiles.test/{z}/{x}/{y}.png',
    attribution: '© The mapmakers',
    center: { latitude: 61, longitude: 69 },
    zoom: 12,
  },
}
const cells = {
  cells: [
    { latitude: 61, longitude: 69, count: 1200, number: null },
    { latitude: 61.01, longitude: 69.02, count: 1, number: 5 },
  ],
  total: 1201,
}

describe('<vmeste-map>', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET ', { body: organization })
    await api.answer('GET /categories', { body: classifier })
    await api.answer('GET /appeals', { body: { items: [summary(5, { place }), summary(9)], next: null } })
    await api.answer('GET /map', { body: cells })
    await api.answer('GET /appeals/5', {
      body: {
        ...summary(5, { place }),
        view: 'public',
        answer: null,
        history: [],
        responsible: null,
        ratingScore: null,
      },
    })
  })
  afterEach(async () => {
    history.replaceState(null, '', location.pathname + location.search)
    await tidy()
  })

  const open = (attributes = '', width = '900px') => {
    const shown = show<VmesteMap>(
      `<vmeste-map api="${location.origin}" organization="${api.organization}" ${attributes}><a href="/map">The page</a></vmeste-map>`,
    )
    shown.style.width = width
    return shown
  }
  const marks = (map: Element) => findAll(map, '.mark')
  const squares = (shown: Element) =>
    until(() => {
      const map = find<VmesteSquareMap>(shown, 'vmeste-square-map')
      return marks(map).length > 0 ? map : undefined
    })
  const asked = async (path: string) => (await api.asked(`GET ${path}`)).filter((each) => each.path === path)
  const choose = (shown: Element, selector: string, value: string) => {
    const field = find<HTMLSelectElement>(shown, selector)
    field.value = value
    field.dispatchEvent(new Event('change'))
  }

  for (const [language, words] of Object.entries({ en: 'Show the map', ru: 'Показать карту', ar: 'عرض الخريطة' }))
    it(`is a list, and a map when asked for, accessible in a narrow column and a wide one (${language})`, async () => {
      const shown = open(`lang="${language}"`, '320px')
      await says(shown, words)
      await says(shown, 'Mira 5')
      await accessible(shown)
      find(shown, '.closed button').click()
      const map = await squares(shown)
      await until(() => find(map, '.notice').textContent)
      await accessible(shown)
      assert.isAtMost(find(shown, '.root').scrollWidth, 320)
      shown.style.width = '1100px'
      await until(() => map.getBoundingClientRect().width > 400)
      await accessible(shown)
    })

  it('asks nobody else for pictures before it is opened; then the list is of what the map shows', async () => {
    performance.clearResourceTimings()
    const shown = open()
    await says(shown, 'Its pictures come from tiles.test')
    await says(shown, 'Mira 5')
    const loaded = () => performance.getEntriesByType('resource').some(({ name }) => /tiles\.test/.test(name))
    assert.isFalse(loaded())
    assert.isUndefined((await asked('/appeals'))[0]?.query.box)
    find(shown, '.closed button').click()
    const map = await squares(shown)
    await until(loaded)
    assert.deepEqual(
      marks(map).map((mark) => mark.getAttribute('aria-label')),
      ['Appeal no. 5', '1,200 appeals here'],
    )
    await says(map, 'On the map: 1,201')
    const box = await until(async () => (await asked('/appeals')).at(-1)?.query.box)
    assert.equal(box, (await asked('/map')).at(-1)?.query.box)
  })

  it('asks of days as the town’s clocks have them, and of list and map alike', async () => {
    const shown = open('open')
    await squares(shown)
    choose(shown, '.filters label:nth-child(2) select', 'answered')
    choose(shown, '.filters [type=date]', '2026-11-01')
    choose(shown, '.filters label:nth-child(4) input', '2026-11-30')
    const expected = {
      status: 'answered,closed',
      since: '2026-10-31T19:00:00.000Z',
      until: '2026-11-30T19:00:00.000Z',
    }
    for (const path of ['/appeals', '/map'])
      await until(async () => {
        const { status, since, until } = (await asked(path)).at(-1)?.query ?? {}
        assert.deepEqual({ status, since, until }, expected)
        return true
      })
  })

  it('opens an appeal from the map and from the list, and gives the focus back', async () => {
    const shown = open('open')
    const map = await squares(shown)
    const opened: number[] = []
    shown.addEventListener('vmeste-opened', ({ detail }) => opened.push(detail.number))
    marks(map)[0]?.click()
    await until(() => focused()?.classList.contains('opened'))
    const status = await until(() => find(shown, 'vmeste-appeal-status'))
    await says(status, 'Potholes')
    assert.equal(marks(map)[0]?.getAttribute('aria-current'), 'true')
    await accessible(shown)
    find(shown, '.opened .quiet').click()
    await until(() => focused()?.getAttribute('data-number') === '5')
    ;(focused() as HTMLElement).click()
    await until(() => focused()?.classList.contains('opened'))
    assert.deepEqual(opened, [5, 5])
  })

  it('goes nearer at a mark of many, and follows its frame when that grows', async () => {
    const shown = open('open')
    const map = await squares(shown)
    const zooms = async () => (await asked('/map')).map(({ query }) => Number(query.zoom))
    marks(map)[1]?.click()
    await until(async () => ((await zooms()).at(-1) ?? 0) > 12)
    const boxes = (await asked('/map')).length
    shown.style.width = '1400px'
    await until(async () => (await asked('/map')).length > boxes)
  })

  it('leaves the page’s address alone, unless it is linked: then it leads to the same', async () => {
    const quiet = open('open')
    await squares(quiet)
    choose(quiet, '.filters select', 'potholes')
    await until(async () => (await asked('/appeals')).some(({ query }) => query.category === 'potholes'))
    assert.equal(location.hash, '')
    await tidy()
    const shown = open('open linked')
    const map = await squares(shown)
    choose(shown, '.filters select', 'potholes')
    marks(map)[0]?.click()
    await until(() => location.hash.includes('appeal=5'))
    assert.equal(location.hash, '#vmeste-map:category=potholes&map=61,69,12&appeal=5')
    await tidy()
    const again = open('open linked')
    await until(() => find(again, 'vmeste-appeal-status'))
    assert.equal(find<HTMLSelectElement>(again, '.filters select').value, 'potholes')
  })

  it('finds what is near without telling where exactly, also in the address', async () => {
    Object.defineProperty(navigator, 'geolocation', {
      configurable: true,
      value: {
        getCurrentPosition: (done: PositionCallback) =>
          done({ coords: { latitude: 61.2042123, longitude: 69.4019456 } } as GeolocationPosition),
      },
    })
    const shown = open('open linked')
    await squares(shown)
    choose(shown, '.filters label:last-child select', 'near')
    await until(async () => (await asked('/map')).some(({ query }) => Number(query.box?.split(',')[2]) > 69.4))
    await until(() => !location.hash.includes('map='))
    for (const { query } of [...(await asked('/map')), ...(await asked('/appeals'))])
      assert.notInclude(query.box ?? '', '61.2042')
    await says(shown, 'Near me')
  })

  it('reads on, and keeps what is there when that fails', async () => {
    await api.answer('GET /appeals', { rows: 30, body: summary(0, { place }) })
    const shown = open()
    await says(shown, '20 shown, and there are more')
    find(shown, '.actions button').click()
    await until(() => findAll(shown, '.item').length === 30)
    await until(() => focused()?.getAttribute('data-number') === '21')
  })

  it('says what is wrong with a way out, and that nothing is public or there', async () => {
    await api.answer('GET /appeals', problem(500, 'internal'), { body: { items: [], next: null } })
    const shown = open()
    await says(shown, 'Detail of internal.')
    await accessible(shown)
    find(shown, '.beside .notice button').click()
    await says(shown, 'Nothing was reported here by this choice.')
    await api.answer('GET ', { body: { ...organization, appealsVisibility: 'private' } })
    const closed = open()
    await says(closed, 'Appeals are not published here.')
    assert.notInclude(text(closed), 'Topic')
  })
})
