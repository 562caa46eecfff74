import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const api = new URL(inject('page')).origin
const town = `${api}/o/hanty-mansiysk`
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test('installed as an app, the form opens without a network', async () => {
  const { page, context } = await openPerson(browser)
  await page.goto(town)
  const manifest = await page.locator('link[rel=manifest]').getAttribute('href')
  const { start_url, icons } = await (await fetch(new URL(manifest ?? '', api))).json()
  expect((await fetch(new URL(icons[0].src, api))).status).toBe(200)
  expect(new URL(start_url, api).href).toBe(town)
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
  await context.setOffline(true)
  await page.reload()
  await search.waitFor()
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
