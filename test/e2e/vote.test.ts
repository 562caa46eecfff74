import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test('a resident votes once on the town’s page and sees the results, and again at the next visit', async () => {
  const { page, expectNoComplaints } = await openPerson(browser)
  await page.goto(inject('page'))
  const poll = page.locator('vmeste-poll')
  await poll.getByRole('heading', { name: 'Каким быть новому парку' }).waitFor()

  await poll.getByRole('button', { name: 'Проголосовать' }).click()
  await poll.getByText('Выберите ответ').first().waitFor()
  await poll.getByLabel('Со стороны набережной').check()
  await poll.getByLabel('Лыжную трассу с освещением').check()
  await poll.getByLabel('Каток').check()
  await poll.getByRole('button', { name: 'Проголосовать' }).click()

  await poll.getByText('голос учтён').waitFor()
  // 143 in the demo, of 242, and whoever else voted in these tests.
  await poll.getByText(/14[4-9] голос/).waitFor()
  await poll.getByText(/Проголосовало: 24[3-9]/).waitFor()

  await page.reload()
  await poll.getByText('голос учтён').waitFor()
  expect(await poll.getByRole('button', { name: 'Проголосовать' }).count()).toBe(0)
  expectNoComplaints()
})

test('in English, by keyboard alone', async () => {
  const { page, expectNoComplaints } = await openPerson(browser)
  await page.goto(new URL('en.html', inject('page')).href)
  const poll = page.locator('vmeste-poll')
  await poll.getByRole('heading', { name: 'What the new park should be' }).waitFor()
  await poll.getByLabel('From the embankment').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  for (let tab = 0; tab < 5; tab++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await poll.getByText('Your vote is counted').waitFor()
  expectNoComplaints()
})

test('nothing moves on the page of a poll when the element takes the place of what stands there without scripts', async () => {
  for (const [poll, there] of [
    ['courtyards', 'vmeste-poll input:visible'],
    ['square-name', 'vmeste-poll-results table:visible'],
  ] as const) {
    const { page, context, expectNoComplaints } = await openPerson(browser, { viewport: { width: 360, height: 900 } })
    await page.addInitScript(() => {
      const moved: string[] = []
      Object.assign(window, { moved })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number }[]) moved.push(`${entry.value}`)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(`${new URL(inject('page')).origin}/o/hanty-mansiysk/polls/${poll}`)
    await page.locator(there).first().waitFor()
    // What follows is painted by then.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect([poll, await page.evaluate(() => (window as unknown as { moved: string[] }).moved)]).toEqual([poll, []])
    expectNoComplaints()
    await context.close()
  }
})
