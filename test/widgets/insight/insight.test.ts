/// <reference types="mocha" />
import { assert } from 'chai'
import type { Figures, Matrix, Statistics } from '../../../sdk/insight.js'
import type { VmesteInsight } from '../../../widgets/insight/insight.js'
import type { VmesteStatistics } from '../../../widgets/statistics/statistics.js'
import '../../../widgets/insight/define.js'
import '../../../widgets/statistics/define.js'
import { summary } from '../desk/desk.fixture.js'
import { accessible, find, findAll, focused, read, says, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const period = { from: '2026-01-01', to: '2026-12-31' }
const figures = (received: number): Figures => ({
  received,
  solved: received - 1,
  solvedShare: 0.9,
  open: 1,
  overdue: 1,
  overdueShare: 0.5,
  inTimeShare: 0.8,
  averageDays: 9.5,
  medianDays: 7,
  ratings: 4,
  ratedWellShare: 0.75,
  reworkShare: 0.1,
  supporters: 3,
  perThousand: null,
  change: 0.25,
})
const systemic = { score: 42, size: 1, growth: 0.25, spread: 0.5, repetition: 0.1, dissatisfaction: 0.25 }
const statistics: Statistics = {
  period,
  figures: figures(30),
  targets: { averageDays: 8, ratedWellShare: 0.6 },
  months: [
    { month: '2026-11', figures: figures(10) },
    { month: '2026-12', figures: figures(20) },
  ],
  categories: [{ code: 'potholes', name: 'Potholes', group: null, figures: figures(20) }],
  territories: [],
  bodies: [],
}
const row = (id: string, name: string, received: number): Matrix['rows'][number] => ({
  id,
  name,
  group: null,
  figures: figures(received),
  trend: [1, 2, 3],
  systemic,
})
const matrixOf = (...rows: Matrix['rows']): Matrix => ({
  period,
  by: 'territory',
  weights: { size: 3, growth: 2, spread: 1, repetition: 2, dissatisfaction: 2 },
  total: figures(30),
  rows,
  columns: [
    { id: 'centre', name: 'Centre', residents: 2000, figures: figures(12) },
    { id: '', name: '', residents: null, figures: figures(18) },
  ],
  cells: rows.map(({ id, figures }) => ({ row: id, column: 'centre', figures, systemic })),
})

let api: Stub
beforeEach(async () => {
  api = stub()
  await api.answer('GET ', { body: { name: 'Hanty' } })
  await api.answer('GET /statistics', { body: statistics })
  await api.answer(
    'GET /insight/matrix',
    { body: matrixOf(row('roads', 'Roads', 20), row('yards', 'Yards', 25)) },
    { body: matrixOf(row('potholes', 'Potholes', 15)) },
  )
  await api.answer('GET /insight/problems', { body: { items: [] } })
  await api.answer('GET /insight/cases', { body: { numbers: [7], total: 1 } })
  await api.answer('GET /appeals', { body: { items: [summary(7)], next: null } })
})
afterEach(async () => {
  sessionStorage.clear()
  await tidy()
})

describe('<vmeste-insight>', () => {
  const element = () => {
    history.replaceState(null, '', `#key=vmeste_${api.organization}_${'a'.repeat(43)}`)
    return show<VmesteInsight>(`<vmeste-insight api="${location.origin}"></vmeste-insight>`)
  }
  const rows = (shown: Element) => findAll(shown, '.fold').map(read)
  const figureAt = (shown: Element, name: string) =>
    findAll(shown, '.figure').find((each) => each.getAttribute('aria-label')?.startsWith(name)) as HTMLElement

  for (const language of ['en', 'ru', 'ar']) {
    it(`is accessible with a group unfolded and a figure opened, in ${language}`, async () => {
      document.documentElement.lang = language
      const shown = element()
      await says(shown, 'Roads')
      await accessible(shown)
      find(shown, '.fold').click()
      await says(shown, 'Potholes')
      figureAt(shown, 'Potholes, Centre').click()
      await says(shown, '№ 7')
      await accessible(shown)
    })
  }

  it('gives what is shown as files, by the key that it works with, and says why one cannot be had', async () => {
    await api.answer('GET /insight/report.pdf', {
      file: btoa('%PDF-1.7'),
      headers: { 'content-type': 'application/pdf' },
    })
    await api.answer('GET /insight/matrix/matrix.csv', problem(403, 'forbidden'))
    const shown = element()
    await says(shown, 'Report, PDF')
    const press = (name: string) =>
      findAll(shown, '.files button')
        .find((each) => read(each) === name)
        ?.click()
    press('Report, PDF')
    await says(shown, 'The file is ready.')
    const [asked] = await api.asked('GET /insight/report.pdf')
    assert.match(asked?.headers.authorization ?? '', /^Bearer vmeste_/)
    assert.match(asked?.query.from ?? '', /^\d{4}-\d\d-\d\d$/)
    press('Table, CSV')
    await says(shown, 'Detail of forbidden.')
    assert.equal((await api.asked('GET /insight/matrix/matrix.csv'))[0]?.query.by, 'territory')
  })

  it('shows figures with their targets, met or missed', async () => {
    const shown = element()
    await says(shown, 'target: 8 at most: missed')
    await says(shown, 'target: 60% at least: met')
  })

  it('sorts by any column, and says by which', async () => {
    const shown = element()
    await says(shown, 'Yards')
    await until(() => rows(shown)[0] === 'Yards')
    find(shown, 'th:nth-child(2) .sort').click()
    await until(() => rows(shown)[0] === 'Roads')
    assert.equal(find(shown, 'th:has(.sort):nth-child(2)').getAttribute('aria-sort'), 'ascending')
  })

  it('opens what stands behind a figure, with the focus, and closes it by Escape', async () => {
    const shown = element()
    await says(shown, 'Yards')
    figureAt(shown, 'Yards, Centre').click()
    await says(shown, '1 appeal')
    assert.equal(focused()?.id, 'cell')
    assert.include(read(find(shown, '.cell')), 'How systemic, 0 to 100: 42')
    assert.equal(find(shown, '.cases a').getAttribute('href'), `/desk?organization=${api.organization}#appeal=7`)
    const [asked] = await api.asked('GET /insight/cases')
    assert.include(asked?.query, { row: 'yards', column: 'centre', by: 'territory' })
    find(shown, '#cell').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await until(() => findAll(shown, '.cell').length === 0)
  })
})

describe('<vmeste-statistics>', () => {
  it('tells everyone the same figures, accessibly', async () => {
    const shown = show<VmesteStatistics>(
      `<vmeste-statistics api="${location.origin}" organization="${api.organization}" days="30"></vmeste-statistics>`,
    )
    await says(shown, 'target: 8 at most: missed')
    for (const details of findAll<HTMLDetailsElement>(shown, 'details')) details.open = true
    await says(shown, 'Potholes')
    await accessible(shown)
  })
})
