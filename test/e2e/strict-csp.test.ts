import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const api = new URL(inject('page')).origin
const tiles = 'https://tile.openstreetmap.org'

const blank = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'

/** What the guide for websites tells a webmaster to add, and not a word more. */
const policy = [
  "default-src 'none'",
  `script-src ${api}`,
  `connect-src ${api}`,
  `frame-src ${api}`,
  `img-src ${api} blob: ${tiles}`,
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

let browser: Browser
let site: Server
beforeAll(async () => {
  browser = await startBrowser()
  site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', policy)
    response.end(`<!doctype html><html lang="en"><title>A site</title><script type="module" src="${api}/embed.js"></script>
<vmeste-poll organization="hanty-mansiysk" poll="new-park"></vmeste-poll>
<vmeste-appeal organization="hanty-mansiysk"></vmeste-appeal>
<vmeste-appeal-status organization="hanty-mansiysk"></vmeste-appeal-status>
<vmeste-map organization="hanty-mansiysk"></vmeste-map>
<vmeste-discussion organization="hanty-mansiysk" discussion="embankment"></vmeste-discussion>`)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => site.once('listening', resolve))
})
afterAll(async () => {
  await browser.close()
  site.close()
})

const pages = [
  ['another site with the strictest policy', () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`],
  ['the example page', () => `${api}/examples/strict-csp/`],
] as const

test.each(pages)('%s shows every element, and no policy is broken', async (_, address) => {
  const { page, complaints, context } = await openPerson(browser, {
    viewport: { width: 390, height: 800 },
    foreign: [tiles],
  })
  await page.route(`${tiles}/**`, (route) => route.fulfill({ contentType: 'image/svg+xml', body: blank }))
  await page.goto(address())
  for (const tag of ['vmeste-poll', 'vmeste-appeal', 'vmeste-appeal-status', 'vmeste-map', 'vmeste-discussion']) {
    const element = page.locator(tag)
    await element.scrollIntoViewIfNeeded()
    // An inline style sheet of its own would have been refused, and the box be without its line.
    const root = element.locator('[part=root]').first()
    await root.locator('button, input, a').first().waitFor()
    await expect(root.evaluate((box) => getComputedStyle(box).borderTopWidth)).resolves.toBe('1px')
  }
  // The map itself, with its marks, under the policy too.
  await page.locator('vmeste-map .closed button').click()
  await page.locator('vmeste-square-map .mark').first().waitFor()
  const own = [new URL(address()).origin, api].map((origin) => `a request to ${origin}`)
  expect(complaints.filter((complaint) => !own.includes(complaint))).toEqual([])
  await context.close()
})
