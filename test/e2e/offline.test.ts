import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const api = new URL(inject('page')).origin
let browser: Browser
/** The network between: ended, it is gone for the page's worker too, which a browser told to be offline leaves online. */
let network: Server
beforeAll(async () => {
  browser = await startBrowser()
  network = createServer((asked, answer) => {
    const { method, headers, url = '' } = asked
    const passed = request(new URL(url, api), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => network.once('listening', resolve))
})
afterAll(async () => {
  network.close()
  await browser.close()
})

test('installed as an app, the form opens without a network, and what is not kept says so', async () => {
  const { page, context } = await openPerson(browser)
  const town = `http://127.0.0.1:${(network.address() as AddressInfo).port}/o/hanty-mansiysk`
  await page.goto(town)
  const manifest = await page.locator('link[rel=manifest]').getAttribute('href')
  const { start_url, icons } = await (await fetch(new URL(manifest ?? '', api))).json()
  expect((await fetch(new URL(icons[0].src, api))).status).toBe(200)
  expect(new URL(start_url, town).href).toBe(town)
  // In a tab of a browser nothing is registered.
  const workers = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
  expect(await workers()).toBe(0)

  await page.addInitScript(() => {
    const asked = window.matchMedia.bind(window)
    window.matchMedia = (query) => asked(query === '(display-mode: standalone)' ? 'all' : query)
  })
  await page.reload()
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true)
  await page.goto(`${town}/appeal`)
  const search = page.locator('vmeste-appeal input:visible').first()
  await search.waitFor()
  const kept = () =>
    page.evaluate(async () => (await (await caches.open('vmeste-offline')).keys()).map(({ url }) => url))
  await expect.poll(kept).toEqual(expect.arrayContaining([`${town}/offline`, `${town}/appeal`]))
  network.close()
  network.closeAllConnections()
  await page.reload()
  await search.waitFor()
  await page.goto(`${town}/mine`)
  // In the language that the browser itself asks for.
  await page.getByRole('heading', { name: /Нет связи|No connection/ }).waitFor()
  await context.close()
})

test('the documentation is written as files, and is searched in a browser without any server', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-docs-'))
  const { stdout } = await promisify(execFile)(process.execPath, ['api/cli/vmeste.mjs', 'docs', folder, '--from', api])
  expect(stdout).toMatch(/^\d{2,} files/)
  const { page, context } = await openPerson(browser)
  await page.goto(`${pathToFileURL(folder)}/docs/index.html`)
  await page.getByRole('navigation').getByRole('link', { name: 'Operations' }).click()
  await page.getByRole('searchbox').fill('pgbouncer')
  await page.keyboard.press('Enter')
  const found = page.locator('#found a').first()
  await found.click()
  expect(page.url()).toMatch(/^file:.*\/docs\/\w+\.html/)
  await page.getByText('DATABASE_PREPARE').first().waitFor()
  await context.close()
})
