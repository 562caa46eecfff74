import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { chromeFlags } from '../chrome.mjs'
import { note } from './seen.js'

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: inject('chrome'), args: chromeFlags })

/**
 * A person's browser, with storage of its own. What a page complains of, and every request to another server than ours
 * and the `foreign` expected, is collected: it should stay empty.
 */
export async function openPerson(
  browser: Browser,
  { foreign = [], ...options }: BrowserContextOptions & { foreign?: string[] } = {},
) {
  const context = await browser.newContext({ locale: 'ru-RU', timezoneId: 'Asia/Yekaterinburg', ...options })
  context.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const requests: string[] = []
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', ({ message }) => complaints.push(message))
    page.on('request', (request) => {
      requests.push(request.url())
      void note(request)
      const { origin, protocol } = new URL(request.url())
      const isExpected = [new URL(inject('page')).origin, ...foreign].includes(origin)
      if (protocol.startsWith('http') && !isExpected) complaints.push(`a request to ${origin}`)
    })
  }
  context.on('page', watch)
  return {
    context,
    page: await context.newPage(),
    complaints,
    requests,
    expectNoComplaints: () => expect(complaints).toEqual([]),
  }
}
