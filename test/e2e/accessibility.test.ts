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
  ['/accessibility', 'main li:visible'],
  ['/privacy', 'main li:visible'],
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

/** WCAG 2.2, 2.3.3: what moves by itself, in shadow roots too. */
const moving = (page: Page) =>
  page.evaluate(
    () => document.getAnimations().filter((each) => each.effect?.getComputedTiming().activeDuration !== 0).length,
  )

test.each(pages)(
  '%s is read at four times its size and in twice as large letters, hit with a finger, told right, and without motion',
  async (path, content) => {
    const { page, context } = await openPerson(browser, {
      viewport: { width: 320, height: 640 },
      reducedMotion: 'reduce',
    })
    await page.goto(town + path)
    await page.locator(content).first().waitFor()
    expect(await overflowing(page), 'at 320 pixels').toEqual([])
    expect(await small(page)).toEqual([])
    expect(await moving(page)).toBe(0)
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
  expect(await moving(page)).toBe(0)
  await context.close()
})

/** What is told of an element, without what differs from run to run: numbers, times, and the order that polls shuffle. */
async function told(page: Page, tag: string): Promise<string> {
  const lines = (await page.locator(tag).ariaSnapshot())
    .replace(/(?<!level=)\d[\d\u202f\u00a0.,:]*/g, '0')
    .replace(/\b(yesterday|today|last \w+|0 \w+ ago|[A-Z][a-z]+ 0 0( at 0 [AP]M)?)/g, 'then')
    .split('\n')
    .filter((line) => !/^ *- \/url:|^ *- text:/.test(line))
  const isOption = (line = '') => /^ *- (checkbox|radio)/.test(line)
  for (let from = 0; from < lines.length; from++) {
    let to = from
    while (isOption(lines[to])) to++
    lines.splice(from, to - from, ...lines.slice(from, to).sort())
    from = Math.max(from, to - 1)
  }
  return `${lines.join('\n')}\n`
}

test.each([
  ['poll', '/o/hanty-mansiysk/polls/new-park', 'vmeste-poll', '.primary:visible'],
  ['appeal', '/o/hanty-mansiysk/appeal', 'vmeste-appeal', '[part~=title]:visible'],
  ['discussion', '/o/hanty-mansiysk/discussions/embankment', 'vmeste-discussion', '[part~=comment]:visible'],
  ['statistics', '/docs/elements/statistics', 'vmeste-statistics', '[part~=figures]:visible'],
  ['mine', '/docs/elements/mine', 'vmeste-mine', '[part~=title]:visible'],
])(
  'what a screen reader is told of <%s>, and the order in which its controls are reached, stay as they are',
  async (name, path, tag, content) => {
    const { page, context } = await openPerson(browser, { locale: 'en-GB', viewport: { width: 390, height: 800 } })
    await page.goto(`${new URL(town).origin}${path}?lang=en`)
    await page.locator(`${tag} ${content}`).first().waitFor()
    await expect(await told(page, tag)).toMatchFileSnapshot(`told/${name}.txt`)

    // Of what can be reached, each comes below or beside the one before, as it is read.
    await page.locator(tag).evaluate((element) => {
      element.tabIndex = -1
      element.focus()
    })
    const places: { name: string; top: number; left: number }[] = []
    for (let tabs = 0; tabs < 40; tabs++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate((tag) => {
        let node: Element | null = document.activeElement
        if (!node?.closest(tag)) return undefined
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
        const { top = 0, left = 0 } = node?.getBoundingClientRect() ?? {}
        return { name: node?.textContent?.trim() ?? '', top: Math.round(top + scrollY), left: Math.round(left) }
      }, tag)
      if (!at) break
      places.push(at)
    }
    expect(places.length).toBeGreaterThan(0)
    for (const [index, place] of places.entries()) {
      const before = places[index - 1]
      const isNext =
        !before || place.top >= before.top - 4 || (Math.abs(place.top - before.top) < 40 && place.left > before.left)
      expect(isNext, `${before?.name} → ${place.name}`).toBe(true)
    }
    await context.close()
  },
)
