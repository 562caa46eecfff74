import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const town = `${new URL(inject('page')).origin}/o/hanty-mansiysk`
/** What residents meet, each with what stands in it once it is there. */
const pages = [
  ['', 'main a:visible'],
  ['/appeal', 'vmeste-appeal input:visible'],
  ['/polls/new-park', 'vmeste-poll input:visible'],
  ['/polls/courtyards', 'vmeste-poll input:visible'],
  ['/discussions/embankment', 'vmeste-discussion article:visible'],
  ['/appeals', 'main a:visible'],
  ['/statistics', 'main table:visible'],
] as const

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** Runs in the page: everything in it, within shadow roots too, that can be seen. */
const gather = `function* all(root) {
  for (const node of root.querySelectorAll('*')) {
    if (node.checkVisibility({ visibilityProperty: true })) yield node
    if (node.shadowRoot) yield* all(node.shadowRoot)
  }
}`

/** WCAG 2.2, 1.4.10 and 1.4.4: what stands out of a phone's width, as its selector. */
const overflowing = (page: Page) =>
  page.evaluate<string[]>(`(() => { ${gather}
    const width = document.documentElement.clientWidth
    const scrolls = (node) => node && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement ?? node.getRootNode().host))
    return document.documentElement.scrollWidth <= width ? [] : [...all(document)]
      .filter((node) => node.getBoundingClientRect().right > width + 1 && !scrolls(node))
      .map((node) => node.localName + '.' + node.className)
  })()`)

/** WCAG 2.2, 2.5.8: what is to be hit and is smaller than 24 pixels, but for links within a text. */
const small = (page: Page) =>
  page.evaluate<string[]>(`(() => { ${gather}
    const box = (node) => (node.closest('label') ?? node).getBoundingClientRect()
    const isInText = (node) => node.localName === 'a' && getComputedStyle(node).display === 'inline'
    return [...all(document)]
      .filter((node) => node.matches('a[href], button, input:not([type=hidden]), select, textarea, summary'))
      .filter((node) => !isInText(node) && box(node).width > 1 && Math.min(box(node).width, box(node).height) < 24)
      .map((node) => node.localName + ' ' + (node.ariaLabel ?? node.textContent.trim().slice(0, 40)) + ' ' + Math.round(box(node).width) + '×' + Math.round(box(node).height))
  })()`)

test.each(pages)(
  '%s is read at four times its size and in twice as large letters, hit with a finger, and told right',
  async (path, content) => {
    const { page, context } = await openPerson(browser, { viewport: { width: 320, height: 640 } })
    await page.goto(town + path)
    await page.locator(content).first().waitFor()
    expect(await overflowing(page), 'at 320 pixels').toEqual([])
    expect(await small(page)).toEqual([])
    await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'))
    const found = await page.evaluate<string[]>(
      `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    )
    expect(found).toEqual([])
    await page.setViewportSize({ width: 640, height: 640 })
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    expect(await overflowing(page), 'in large letters').toEqual([])
    await context.close()
  },
)

test('by the keyboard alone every control of a page is reached in its order, seen, and left again', async () => {
  const { page, context } = await openPerson(browser, { viewport: { width: 390, height: 700 } })
  await page.goto(`${town}/polls/new-park`)
  await page.locator('vmeste-poll input:visible').first().waitFor()
  const seen: string[] = []
  for (let tabs = 0; tabs < 60; tabs++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      let node = document.activeElement
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
      if (!node || node === document.body) return undefined
      const { top, bottom, height } = node.getBoundingClientRect()
      const isSeen = bottom > 0 && top < innerHeight && height > 0
      const labelled = (node as HTMLInputElement).labels?.[0]?.textContent ?? node.textContent ?? ''
      return { name: (node.ariaLabel ?? labelled).trim().replace(/\s+/g, ' '), isSeen }
    })
    if (!at) break
    expect(at.isSeen, at.name).toBe(true)
    seen.push(at.name)
  }
  expect(seen[0]).toBe('К содержанию')
  expect(seen.length).toBeLessThan(60)
  expect(seen.filter((name) => !name)).toEqual([])
  const order = ['Со стороны набережной', 'Проголосовать'].map((name) => seen.findIndex((said) => said.includes(name)))
  expect(order[0]).toBeGreaterThan(0)
  expect(order[1]).toBeGreaterThan(order[0] ?? 0)
  await context.close()
})

test('in forced colours and without motion nothing is lost', async () => {
  const { page, context } = await openPerson(browser, { forcedColors: 'active', reducedMotion: 'reduce' })
  await page.goto(`${town}/polls/new-park`)
  const choice = page.locator('vmeste-poll input:visible').first()
  await choice.waitFor()
  // What is chosen is told by the control itself, not by a colour that is taken away.
  expect(await choice.evaluate((node) => getComputedStyle(node).appearance)).toBe('auto')
  const moving = await page.evaluate(() =>
    document.getAnimations().filter((each) => each.effect?.getComputedTiming().activeDuration !== 0),
  )
  expect(moving).toHaveLength(0)
  await context.close()
})
