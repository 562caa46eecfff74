/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, focused, until } from '../shared/page.js'
import { deskOfThree, inDays, summary } from './desk.fixture.js'

const MANY = 100_000

describe('<vmeste-desk> with a hundred thousand appeals', () => {
  const desk = deskOfThree()
  const body = summary(0, { deadline: inDays(3) })
  beforeEach(() => desk.api.answer('GET /appeals', { rows: MANY, body }))

  const shownNumbers = (shown: VmesteDesk) => findAll(shown, '.item').map(({ dataset }) => Number(dataset.number))
  const wide = async () => {
    const shown = desk.signedIn()
    shown.style.width = '1100px'
    await until(() => shownNumbers(shown).length > 0)
    return shown
  }
  const inSight = (shown: VmesteDesk) => {
    const { top, bottom } = find(shown, '.rows').getBoundingClientRect()
    return findAll(shown, '.item')
      .filter((item) => {
        const box = item.getBoundingClientRect()
        return box.top >= top && box.bottom <= Math.min(bottom, innerHeight)
      })
      .map(({ dataset }) => Number(dataset.number))
  }
  /** Scrolls on and on, and returns the most rows that ever were in the document. */
  const scrollTo = async (shown: VmesteDesk, number: number, scroll: () => void) => {
    let most = 0
    await until(() => {
      scroll()
      const rows = shownNumbers(shown)
      most = Math.max(most, rows.length)
      return rows.some((each) => each >= number)
    }, `it has come to no. ${number}`)
    return most
  }

  it('has few rows in the document however far it is scrolled, and loads what comes into sight', async () => {
    const shown = await wide()
    const rows = find(shown, '.rows')
    const most = await scrollTo(shown, 2000, () => {
      rows.scrollTop = rows.scrollHeight
    })
    assert.isBelow(most, 60)
    const asked = (await desk.api.asked('GET /appeals')).map(({ query }) => query.cursor)
    assert.deepEqual(asked.slice(0, 3), [undefined, '40', '80'])
    assert.equal(new Set(asked).size, asked.length)
    const places = findAll(shown, '[aria-posinset]')
    for (const place of places)
      assert.equal(place.getAttribute('aria-posinset'), place.querySelector('button')?.dataset.number ?? '')
    assert.equal(places[0]?.getAttribute('aria-setsize'), '-1')
    await accessible(shown)
  })

  it('scrolls with the page where there is no room beside', async () => {
    const shown = desk.signedIn()
    shown.style.width = '360px'
    await until(() => shownNumbers(shown).length > 0)
    const most = await scrollTo(shown, 300, () => window.scrollTo(0, document.documentElement.scrollHeight))
    assert.isBelow(most, 60)
  })

  it('is walked by the keyboard: arrows, pages, ends', async () => {
    const shown = await wide()
    find(shown, '.item').focus()
    const at = () => Number(focused()?.getAttribute('data-number'))
    await sendKeys({ press: 'ArrowDown' })
    await until(() => at() === 2)
    await sendKeys({ press: 'PageDown' })
    await until(() => at() > 2)
    const page = at() - 2
    await until(() => inSight(shown).includes(at()))
    await sendKeys({ press: 'PageUp' })
    await until(() => at() === 2)
    assert.isAbove(page, 1)
    await sendKeys({ press: 'End' })
    await until(() => at() >= 40)
    await until(() => inSight(shown).includes(at()))
    await sendKeys({ press: 'Home' })
    await until(() => at() === 1 && inSight(shown).includes(1))
    assert.equal(findAll(shown, '.item[tabindex="0"]').length, 1)
  })

  it('keeps the Tab key’s stop, and with it the focus, while others are scrolled through', async () => {
    const shown = await wide()
    find(shown, '[data-number="3"]').focus()
    const rows = find(shown, '.rows')
    await scrollTo(shown, 200, () => {
      rows.scrollTop = rows.scrollHeight
    })
    assert.equal(focused()?.getAttribute('data-number'), '3')
    assert.notInclude(inSight(shown), 3)
    await sendKeys({ press: 'ArrowDown' })
    await until(() => focused()?.getAttribute('data-number') === '4')
    await until(() => inSight(shown).includes(4))
  })

  it('asks only for what changed, and what is in sight stays where it is', async () => {
    await desk.api.answer('GET /events')
    const shown = await wide()
    const rows = find(shown, '.rows')
    await scrollTo(shown, 150, () => {
      rows.scrollTop = rows.scrollHeight
    })
    await until(() => inSight(shown).length > 0)
    const place = (number: number) => find(shown, `[data-number="${number}"]`).getBoundingClientRect().top
    const anchor = inSight(shown)[0] ?? 0
    const before = place(anchor)
    await desk.api.answer('GET /appeals', { rows: MANY, body, gone: [2, 4, 5] })
    for (const number of [2, 4, 5, anchor]) await desk.api.tell('appeal.changed', { number, status: 'answered' })
    await until(async () =>
      (await desk.api.asked('GET /appeals')).some(({ query }) => query.numbers === `2,4,5,${anchor}`),
    )
    await until(() => {
      const row = find(shown, `[data-number="${anchor}"]`).closest('li')
      return row?.getAttribute('aria-posinset') === `${anchor - 3}`
    })
    assert.closeTo(place(anchor), before, 2)
  })
})
