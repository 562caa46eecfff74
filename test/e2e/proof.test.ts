import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const api = new URL(inject('page')).origin
const strictest = [
  "default-src 'none'",
  `script-src ${api}`,
  `connect-src ${api}`,
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
]

let browser: Browser
let site: Server
beforeAll(async () => {
  await askForProof('always')
  browser = await startBrowser()
  site = createServer((request, response) => {
    const policy = request.url === '/without-frames' ? strictest : [...strictest, `frame-src ${api}`]
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', policy.join('; '))
    response.end(`<!doctype html><html lang="en"><title>A site</title><script type="module" src="${api}/embed.js"></script>
<vmeste-discussion organization="hanty-mansiysk" discussion="embankment"></vmeste-discussion>`)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => site.once('listening', resolve))
})
afterAll(async () => {
  await askForProof(null)
  await browser.close()
  site.close()
})

const foreign = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`

test.each([
  ['another site under the strictest policy', () => `${foreign()}/`],
  ['the example page under the strictest policy', () => `${api}/examples/strict-csp/`],
  ['the service’s own page', () => `${api}/o/hanty-mansiysk/discussions/embankment?lang=en`],
])('%s: a worker does the work, and the comment is published', async (_, address) => {
  const { page, context, complaints, requests } = await openPerson(browser, { foreign: [foreign()] })
  const workers: string[] = []
  page.on('worker', (worker) => workers.push(worker.url()))
  await page.goto(address())
  await comment(page, `A bench, ${address().slice(-20)}`)
  expect(workers).toEqual([`${api}/proof.js`])
  expect(requests.filter((url) => url.endsWith('/proof.html'))).toHaveLength(1)
  // A browser says of every refusal that it was one.
  expect(complaints.filter((complaint) => !/428|a request to/.test(complaint))).toEqual([])
  // Nothing of it stays in the page.
  expect(await page.locator('iframe').count()).toBe(0)
  await context.close()
})

test('a site whose policy lets no frame in does the work itself, without the page standing still', async () => {
  const { page, context } = await openPerson(browser)
  const workers: string[] = []
  page.on('worker', (worker) => workers.push(worker.url()))
  await page.goto(`${foreign()}/without-frames`)
  await page.evaluate(() => {
    const seen = window as unknown as { longest: number }
    seen.longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
    }).observe({ type: 'longtask' })
  })
  await comment(page, 'A bench, without a frame')
  expect(workers).toEqual([])
  expect(await page.evaluate(() => (window as unknown as { longest: number }).longest)).toBeLessThan(300)
  await context.close()
})

test('without JavaScript the form itself is taken, from who takes the time to fill it', async () => {
  const { page, context } = await openPerson(browser, { javaScriptEnabled: false })
  await page.goto(`${api}/o/hanty-mansiysk/discussions/embankment?lang=ru`)
  await page.getByLabel('Ваш комментарий').fill('И без сценариев')
  await page.waitForTimeout(2_500)
  await page.getByRole('button', { name: 'Опубликовать' }).click()
  await page.locator('article:target', { hasText: 'И без сценариев' }).waitFor()
  await context.close()
})

async function comment(page: Page, text: string) {
  const discussion = page.locator('vmeste-discussion')
  await discussion.scrollIntoViewIfNeeded()
  const begin = discussion.getByRole('button', { name: /^(Write a comment|Написать комментарий)$/ })
  // What stands there without scripts has a text box too, which is gone then.
  await page.evaluate(() => customElements.whenDefined('vmeste-discussion').then(() => {}))
  await begin.or(discussion.getByRole('textbox')).first().waitFor()
  if (await begin.isVisible()) await begin.click()
  await discussion.getByRole('textbox').first().fill(text)
  await discussion
    .getByRole('button', { name: /^(Publish|Опубликовать|Send|Отправить)/ })
    .first()
    .click()
  await discussion.getByRole('article').filter({ hasText: text }).or(discussion.getByText(text)).first().waitFor()
}

async function askForProof(proofOfWork: string | null) {
  const answer = await fetch(`${api}/v1/organizations/hanty-mansiysk/settings`, {
    method: 'PATCH',
    headers: {
      'content-type': 'application/merge-patch+json',
      authorization: `Bearer ${inject('administrator')}`,
    },
    body: JSON.stringify({ settings: { abuse: { proofOfWork } } }),
  })
  expect(answer.status).toBe(200)
}
