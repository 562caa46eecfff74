/**
 * What an element costs a page, beside others of its kind: bytes, requests, blocking of the main thread, layout shift,
 * and when it can be read and used, each on the same page, in the same browser, by slow 3G and on a slow processor.
 * The others come from npm into a temporary folder; nothing outside of this machine is reached while they are measured.
 * With --write the table goes into api/docs/peers.md. Run after a build: `npm run bench:peers -- --write`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { chromeFlags, chromePath } from '../chrome.mjs'
import { freePort } from '../postgres.mjs'
import { installPeers, peerPages, servePeers } from './peers-pages.mjs'

/** Slow 3G as WebPageTest has it: bits are bytes times eight. */
const network = { latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8, offline: false }
const SLOWDOWN = 4
const runs = Number(process.env.RUNS ?? 5)
/** Milliseconds that a page is watched after its element could be used, or at all where it never can. */
const WATCHED = { after: 1500, most: 20_000 }

const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-peers-'))
const children = []
try {
  const versions = await installPeers(folder)
  const api = await startDemo()
  const site = await servePeers({ folder, api })
  const browser = await chromium.launch({
    executablePath: await chromePath(),
    args: [...chromeFlags, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
  })
  const rows = []
  for (const peer of peerPages) {
    const measured = []
    for (let run = 0; run < runs; run++) measured.push(await measure(browser, `${site.origin}/${peer.name}`, peer))
    rows.push({ ...peer, ...medians(measured), version: versions[peer.of] })
    console.log(line(rows.at(-1)))
  }
  await browser.close()
  site.close()
  if (process.argv.includes('--write')) await write(rows)
} finally {
  for (const child of children) {
    child.kill('SIGINT')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
}

/** The demonstration on a folder of its own. @returns {Promise<string>} its address */
async function startDemo() {
  const port = await freePort()
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, ['api/cli/vmeste.mjs', 'serve', '--demo'], {
    env: { ...environment, PORT: String(port), VMESTE_DATA: path.join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let said = ''
  for await (const text of child.stdout) {
    said += text
    if (said.includes('Ctrl-C')) break
  }
  child.stdout.resume()
  return `http://localhost:${port}`
}

/** One visit by somebody who has never been there. */
async function measure(browser, url, { isReadable }) {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', network)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const requests = new Map()
  const outside = new Set()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (/^(data|blob):/.test(request.url) || request.url === url) return
    if (/^https?:\/\/(localhost|127\.0\.0\.1)[:/]/.test(request.url)) requests.set(requestId, 0)
    else outside.add(new URL(request.url).host)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.set(requestId, encodedDataLength)
  })
  await page.addInitScript(watch, isReadable && `${isReadable}`)
  await page.goto(url, { waitUntil: 'load', timeout: 60_000 })
  const shown = page.waitForFunction(() => window.seen.interactive, undefined, { timeout: WATCHED.most, polling: 200 })
  if (isReadable) await shown.catch(() => {})
  else shown.catch(() => {})
  await page.waitForTimeout(WATCHED.after)
  const seen = await page.evaluate(() => window.seen)
  await context.close()
  const bytes = [...requests.values()].reduce((sum, size) => sum + size, 0)
  return { ...seen, bytes, requests: requests.size, outside: [...outside] }
}

/** Runs in the page, before anything else. */
function watch(isReadable) {
  window.seen = { shift: 0, blocked: 0, longest: 0, readable: null, interactive: null }
  const { seen } = window
  const observe = (type, use) =>
    new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true })
  observe('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) seen.shift += value
  })
  observe('longtask', ({ duration }) => {
    seen.blocked += duration - 50
    seen.longest = Math.max(seen.longest, duration)
  })
  if (!isReadable) return
  const check = new Function(`return (${isReadable})()`)
  const look = () => {
    if (!check()) return requestAnimationFrame(look)
    seen.readable = performance.now()
    // Of use once the processor has nothing more to do for it.
    requestIdleCallback(() => {
      seen.interactive = performance.now()
    })
  }
  requestAnimationFrame(look)
}

function medians(measured) {
  const median = (name) => {
    const sorted = measured.map((run) => run[name]).filter((value) => value !== null)
    return sorted.length < measured.length ? null : sorted.sort((a, b) => a - b)[Math.floor(sorted.length / 2)]
  }
  const names = ['bytes', 'requests', 'blocked', 'longest', 'shift', 'readable', 'interactive']
  return { ...Object.fromEntries(names.map((name) => [name, median(name)])), outside: measured[0].outside }
}

function line({ title, version, bytes, requests, blocked, longest, shift, readable, interactive, outside }) {
  const seconds = (value) => (value === null ? '—' : `${(value / 1000).toFixed(1)} s`)
  const elsewhere = outside.length > 0 ? ` (asked in vain: ${outside.join(', ')})` : ''
  return `| ${[
    `${title}${version ? ` ${version}` : ''}${elsewhere}`,
    `${(bytes / 1024).toFixed(1)} KB`,
    requests,
    `${Math.round(blocked)} ms`,
    `${Math.round(longest)} ms`,
    shift.toFixed(3),
    seconds(readable),
    seconds(interactive),
  ].join(' | ')} |`
}

async function write(rows) {
  const file = 'api/docs/peers.md'
  const text = await readFile(file, 'utf8')
  const table = [
    '| On the page | Bytes | Requests | Blocked | Longest task | Layout shift | Readable | Of use |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(line),
  ].join('\n')
  const date = new Date().toISOString().slice(0, 10)
  const said = `Measured on ${date} by \`npm run bench:peers -- --write\`, medians of ${runs} visits.`
  await writeFile(
    file,
    text.replace(
      /(<!-- measured -->\n).*?(<!-- \/measured -->)/s,
      (_, before, after) => `${before}\n${said}\n\n${table}\n\n${after}`,
    ),
  )
}
