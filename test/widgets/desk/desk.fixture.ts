/// <reference types="mocha" />
import type { AppealSummary, StaffAppeal } from '../../../sdk/appeals.js'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import { find, findAll, read, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const DAY = 24 * 60 * 60 * 1000
export const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

export const summary = (number: number, members: Partial<AppealSummary> = {}): AppealSummary => ({
  number,
  status: 'received',
  category: { code: 'potholes', name: 'Potholes' },
  campaign: null,
  description: `A pothole, the ${number}th`,
  place: null,
  receivedAt: inDays(-3),
  deadline: inDays(9),
  registerBy: null,
  isOverdue: false,
  supporters: 0,
  answeredAt: null,
  closedAt: null,
  erasedAt: null,
  ...members,
})
export const items = [
  summary(3, { deadline: inDays(-1), isOverdue: true }),
  summary(7, { deadline: `${inDays(0).slice(0, 10)}T23:59:59.999Z` }),
  summary(5),
]
export const detail = (number: number, members: Partial<StaffAppeal> = {}): StaffAppeal => ({
  ...summary(number),
  view: 'staff',
  responsible: null,
  answer: null,
  ratingScore: null,
  version: 1,
  history: [{ type: 'received', status: 'received', at: inDays(-3), by: 'resident', text: null, responsible: null }],
  attachments: [],
  answers: {},
  contact: { name: 'Anna', email: 'anna@example.org', phone: null },
  canRate: false,
  supporterRatings: { count: 0, average: null },
  draft: null,
  isReworked: false,
  merged: [],
  mergedInto: null,
  parent: null,
  parts: [],
  isMentioned: false,
  canSplit: false,
  isMine: false,
  canHandOver: false,
  transitions: [
    { to: 'registered', requires: [] },
    { to: 'assigned', requires: ['responsible'] },
    { to: 'answered', requires: ['text'] },
  ],
  ...members,
})
export const answered = detail(3, {
  status: 'answered',
  answer: 'It is filled.',
  answeredAt: inDays(0),
  version: 2,
  transitions: [{ to: 'closed', requires: [] }],
})

/** A desk with an API of three appeals behind it, anew for each test. */
export function deskOfThree() {
  const address = location.href
  const desk = {
    api: {} as Stub,
    key: '',
    element: (attributes = '') =>
      show<VmesteDesk>(
        `<vmeste-desk api="${location.origin}" ${attributes}><a href="#way-out">Call IT</a></vmeste-desk>`,
      ),
    signedIn(attributes = '') {
      history.replaceState(null, '', `#key=${desk.key}`)
      return desk.element(attributes)
    },
    async open(shown: VmesteDesk, number: number) {
      ;(await until(() => find(shown, `[data-number="${number}"]`))).click()
      await until(() => find(shown, '.case h2').textContent?.includes(`№ ${number}`))
    },
  }
  beforeEach(async () => {
    desk.api = stub()
    const { api } = desk
    desk.key = `vmeste_${api.organization}_${'k'.repeat(43)}`
    await api.answer('GET ', { body: { name: 'Hanty', timeZone: 'UTC' } })
    await api.answer('GET /categories', {
      body: {
        groups: [{ code: 'roads', name: 'Roads', categories: [{ code: 'potholes', name: 'Potholes', questions: [] }] }],
      },
    })
    await api.answer('GET /events', problem(403, 'forbidden'))
    await api.answer('GET /appeals', { body: { items, next: null } })
    await api.answer('GET /queues', { body: {} })
    for (const number of [3, 5, 7]) await api.answer(`GET /appeals/${number}`, { body: detail(number) })
  })
  afterEach(async () => {
    history.replaceState(null, '', address)
    await tidy()
    sessionStorage.clear()
  })
  return desk
}

export const numbers = (shown: VmesteDesk) => findAll(shown, '.item b').map(read)
