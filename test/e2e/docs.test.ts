import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { elementsOf, readManifest } from '../../widgets/manifest.mjs'
import { run, temporaryFolder } from '../cli/vmeste.js'
import { openPerson, startBrowser } from './browser.js'

const { origin } = new URL(inject('page'))
const names = elementsOf(await readManifest()).map(({ tagName }) => tagName.replace('vmeste-', ''))

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test.each(names)('the page of <vmeste-%s> shows it at work, under a policy without exceptions', async (name) => {
  const { page, context, expectNoComplaints } = await openPerson(browser, {
    locale: 'en',
    viewport: { width: 390, height: 800 },
  })
  const answer = await page.goto(`${origin}/docs/elements/${name}`)
  expect(answer?.headers()['content-security-policy']).not.toContain('unsafe')
  const element = page.locator(`vmeste-${name}`)
  await element.locator('h2:visible, label:visible, [part~=error]:visible').first().waitFor()
  expect(await element.locator('[part~=error]:visible').count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expectNoComplaints()
  await context.close()
})

test('a copy as files has every page of an element, with a link to where it works, and no script of the service', async () => {
  const folder = await temporaryFolder()
  const { code, stdout } = await run(['docs', folder, '--from', origin])
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('docs/index.html') })
  for (const name of names) {
    const file = path.join(folder, `docs/elements/${name}.html`)
    const text = await readFile(file, 'utf8')
    expect(text).toContain(`It works where the service is: <a href="${origin}/docs/elements/${name}">`)
    expect(text).not.toContain('<script')
    for (const [, to = ''] of text.matchAll(/ href="([^"#:]+)(?:#[^"]*)?"/g))
      await access(path.join(path.dirname(file), to))
  }
  expect(await readFile(path.join(folder, 'docs/search.html'), 'utf8')).toContain('elements/poll.html#parts')
})
