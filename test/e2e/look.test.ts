import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const { origin } = new URL(inject('page'))
const elements: [tag: string, attributes: string][] = [
  ['vmeste-poll', 'poll="new-park"'],
  ['vmeste-appeal', ''],
  ['vmeste-discussion', 'discussion="embankment"'],
  ['vmeste-appeal-status', ''],
  ['vmeste-statistics', ''],
  ['vmeste-mine', ''],
]

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** A page of the API's own origin that holds nothing but this. */
async function open(page: Page, body: string, css = '') {
  await page.route('**/a-page', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="en"><head><title>A site</title><link rel="icon" href="data:,"><style>${css}</style>
<script type="module" src="${origin}/embed.js"></script></head><body>${body}</body></html>`,
    }),
  )
  await page.goto(`${origin}/a-page`)
}

/** What an element shows once it is ready, not its skeleton. */
const ready = (page: Page, tag: string) =>
  page.locator(tag).locator('h2:visible, label:visible, button:visible').first().waitFor()

test.each(elements)(
  '<%s> arranges itself by the width of its place, whatever the window’s',
  async (tag, attributes) => {
    const { page, context } = await openPerson(browser)
    const measured: Record<string, number> = {}
    for (const place of [280, 720]) {
      for (const window of [320, 1280]) {
        await page.setViewportSize({ width: window, height: 900 })
        await open(
          page,
          `<div><${tag} organization="hanty-mansiysk" ${attributes}></${tag}></div>`,
          `body { margin: 0; font: 16px sans-serif } div { width: ${place}px }`,
        )
        await ready(page, tag)
        await page.waitForLoadState('networkidle')
        const { height, beyond } = await page.locator(tag).evaluate((element) => {
          const root = element.shadowRoot?.querySelector('.root')
          const right = element.getBoundingClientRect().right
          const nodes = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? [])]
          const scrolls = (node: Element | null): boolean =>
            !!node && (/(auto|scroll|hidden)/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement))
          return {
            height: Math.round(root?.getBoundingClientRect().height ?? 0),
            beyond: nodes
              .filter(
                (node) => node.checkVisibility() && node.getBoundingClientRect().right > right + 1 && !scrolls(node),
              )
              .map((node) => `${node.localName}.${node.className}`),
          }
        })
        expect(beyond, `${place} in ${window}`).toEqual([])
        measured[`${place} in ${window}`] = height
      }
    }
    expect(measured['280 in 1280']).toBe(measured['280 in 320'])
    expect(measured['720 in 1280']).toBe(measured['720 in 320'])
    await context.close()
  },
)

test('in the look of the town an element takes its links’ colour and its font, as far as they can be read, and follows its scheme', async () => {
  const { page, context, expectNoComplaints } = await openPerson(browser)
  const poll =
    '<vmeste-poll organization="hanty-mansiysk" poll="new-park" look="town"><a href="/o/hanty-mansiysk">Vote</a></vmeste-poll>'
  const colours = () =>
    page.locator('vmeste-poll').evaluate((element) => {
      const button = element.shadowRoot?.querySelector('.primary') as Element
      const { backgroundColor, color, fontFamily } = getComputedStyle(button)
      return { button: backgroundColor, ink: color, font: fontFamily }
    })
  const own = { button: 'rgb(42, 107, 224)', ink: 'rgb(255, 255, 255)' }
  const is = (wanted: object, css: string) => expect.poll(colours, { message: css }).toMatchObject(wanted)

  const dark = '.dark { background: #101418; color: #fff } .dark a { color: #ffd000 }'
  for (const [css, wanted] of [
    [
      'a { color: #0a6b3d } body { font-family: Georgia }',
      { button: 'rgb(10, 107, 61)', ink: own.ink, font: 'Georgia' },
    ],
    ['a { color: oklch(40% 0.1 20) }', { ink: own.ink, button: expect.stringMatching(/^rgb\(1?\d\d, \d+, \d+\)$/) }],
    // Yellow on white.
    ['a { color: #ffd000 }', own],
    ['a { color: #0a6b3d } vmeste-poll { --vmeste-accent: #123456 }', { button: 'rgb(18, 52, 86)' }],
    ['a { color: #0a6b3d } :root { --vmeste-accent: #123456 }', { button: 'rgb(18, 52, 86)' }],
    [`a { color: #0a6b3d } ${dark}`, { button: 'rgb(10, 107, 61)' }],
  ] as const) {
    await open(page, poll, css)
    await page.locator('vmeste-poll').getByRole('radio').or(page.locator('vmeste-poll input:visible')).first().waitFor()
    await is(wanted, css)
  }
  await page.evaluate(() => document.body.classList.add('dark'))
  await is({ button: 'rgb(255, 208, 0)', ink: 'rgb(0, 0, 0)' }, 'dark')
  await page.locator('vmeste-poll').evaluate((element) => element.removeAttribute('look'))
  await is(own, 'without')
  expectNoComplaints()
  await context.close()
})

test.each(elements)(
  'in forced colours <%s> keeps an edge around all that is pressed or filled in',
  async (tag, attributes) => {
    const { page, context } = await openPerson(browser, { forcedColors: 'active' })
    await open(page, `<${tag} organization="hanty-mansiysk" ${attributes}></${tag}>`)
    await ready(page, tag)
    const lost = await page.locator(tag).evaluate((element) =>
      [
        ...(element.shadowRoot?.querySelectorAll<HTMLElement>(
          'button:not(.quiet), input, textarea, select, [part~=root]',
        ) ?? []),
      ]
        .filter((node) => node.checkVisibility() && !node.matches('[type=radio], [type=checkbox], [type=file]'))
        .filter((node) => {
          const { borderTopWidth, borderTopColor } = getComputedStyle(node)
          return Number.parseFloat(borderTopWidth) === 0 || borderTopColor === 'rgba(0, 0, 0, 0)'
        })
        .map((node) => node.outerHTML.slice(0, 80)),
    )
    expect(lost).toEqual([])
    await context.close()
  },
)
