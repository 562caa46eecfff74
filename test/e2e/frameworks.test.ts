import { execFile } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { packageRoot } from '../../api/platform/package-root.js'
import { openPerson, startBrowser } from './browser.js'
import { installPackage } from './installed.js'

const api = new URL(inject('page')).origin
const packages = ['react', 'react-dom', '@types/react', '@types/react-dom', 'vue', '@vitejs/plugin-vue', 'vite']

let folder: string
let browser: Browser
const sites: Server[] = []
beforeAll(async () => {
  ;({ folder } = await installPackage(packages))
  browser = await startBrowser()
})
afterAll(async () => {
  for (const site of sites) site.close()
  await browser.close()
})

/** A command of a package, run in an example; what it complains of is told. */
const tool = (file: string, ...parameters: string[]) => ({
  in: (cwd: string) =>
    promisify(execFile)(process.execPath, [path.join(packageRoot, 'node_modules', file), ...parameters], {
      cwd,
      env: { ...process.env, NODE_ENV: 'production', VITE_VMESTE_API: api },
    }).then(
      () => '',
      ({ stdout, stderr }) => `${stdout}${stderr}`,
    ),
})

async function serve(root: string) {
  const types: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' }
  const site = createServer(async (request, response) => {
    const file = path.join(root, request.url === '/' ? 'index.html' : (request.url ?? ''))
    const content = await readFile(file).catch(() => undefined)
    response.writeHead(content ? 200 : 404, { 'content-type': types[path.extname(file)] ?? 'text/plain' }).end(content)
  }).listen(0, '127.0.0.1')
  sites.push(site)
  await new Promise((resolve) => site.once('listening', resolve))
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
}

test.each([
  ['react', 'typescript/bin/tsc'],
  ['vue', 'vue-tsc/bin/vue-tsc.js'],
])('the example in %s is typed by what is packed, builds, and hears what its elements tell', async (name, compiler) => {
  const example = path.join(folder, name)
  await cp(path.join(packageRoot, 'examples', name), example, { recursive: true })
  expect(await tool(compiler).in(example)).toBe('')
  expect(await tool('vite/bin/vite.js', 'build', '--logLevel', 'warn').in(example)).toBe('')

  const url = await serve(path.join(example, 'dist'))
  const { page, context, expectNoComplaints } = await openPerson(browser, {
    locale: 'en',
    foreign: [new URL(url).origin],
  })
  await page.goto(url)
  await page.locator('vmeste-poll input:visible').first().waitFor()
  await page
    .locator('vmeste-poll')
    .evaluate((poll) =>
      poll.dispatchEvent(
        new CustomEvent('vmeste-voted', { detail: { poll: 'new-park' }, bubbles: true, composed: true }),
      ),
    )
  await page.getByText('your vote in “new-park” counts').waitFor()
  await page.getByRole('button', { name: 'What others say' }).click()
  await page.locator('vmeste-discussion article:visible').first().waitFor()
  expectNoComplaints()
  await context.close()
})
