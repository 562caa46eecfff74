// `npm run bench:proof`: how long the proof of work takes that an anonymous resident's device does, in normal times, on
// a phone a quarter as fast as this machine; and whether the page stands still meanwhile. Chrome slows the page to a
// quarter; whether it slows the worker too is measured first, and what is missing is multiplied. Nothing here asserts:
// figures are for people. `--rounds N` sets how many proofs are done.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { chromeFlags, chromePath } from '../chrome.mjs'
import { freePort } from '../postgres.mjs'

const SLOWER = 4
const option = process.argv.indexOf('--rounds')
const rounds = option > 0 ? Number(process.argv[option + 1]) : 60

const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-proof-'))
const url = `http://127.0.0.1:${await freePort()}`
const server = spawn(
  process.execPath,
  [fileURLToPath(new URL('../../api/cli/vmeste.mjs', import.meta.url)), 'serve', '--demo'],
  {
    env: { ...process.env, DATABASE_URL: '', PORT: new URL(url).port, VMESTE_DATA: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  },
)
let browser
try {
  await ready()
  browser = await puppeteer.launch({ executablePath: await chromePath(), args: chromeFlags })
  const page = await browser.newPage()
  await page.goto(`${url}/o/hanty-mansiysk/discussions/embankment`)
  const pace = await page.createCDPSession()
  const slow = (rate) => pace.send('Emulation.setCPUThrottlingRate', { rate })

  const one = await challenge(page)
  await solve(page, one)
  const fast = middle(await series(5, () => solve(page, one)))
  await slow(SLOWER)
  const slowed = middle(await series(5, () => solve(page, one)))
  // What is sent to the worker and back is slowed in any case; the work itself may not be.
  const missing = Math.max(1, SLOWER / (slowed.milliseconds / fast.milliseconds))

  const proofs = await series(rounds, async () => solve(page, await challenge(page)))
  const times = proofs.map(({ milliseconds }) => milliseconds * missing).sort((a, b) => a - b)
  const at = (part) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))])
  console.log(`a proof in normal times, on a processor ${SLOWER} times slower, ${rounds} proofs:`)
  console.log(`  median ${at(0.5)} ms   90 % within ${at(0.9)} ms   longest ${at(1)} ms`)
  console.log(
    `  the worker ran ${(SLOWER / missing).toFixed(1)} times slower; times are multiplied by ${missing.toFixed(1)}`,
  )
  const longest = Math.round(Math.max(...proofs.map(({ longestTask }) => longestTask)))
  console.log(
    `  the page stood still for ${longest < 50 ? 'less than 50' : longest} ms at a time (slowed ${SLOWER} times)`,
  )
} finally {
  await browser?.close()
  server.kill('SIGINT')
  await new Promise((resolve) => server.once('exit', resolve))
  await rm(folder, { recursive: true, force: true })
}

function challenge(page) {
  return page.evaluate(async () => {
    const answer = await fetch('/v1/organizations/hanty-mansiysk/challenge?feature=discussions')
    return answer.json()
  })
}

/** As the elements do it: a hidden frame of the service's starts the worker. */
function solve(page, given) {
  return page.evaluate(async (challenge) => {
    let longestTask = 0
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration)
    })
    observer.observe({ type: 'longtask' })
    const began = performance.now()
    const frame = document.createElement('iframe')
    frame.hidden = true
    frame.src = '/proof.html'
    const solved = new Promise((resolve) => {
      addEventListener('message', function listen({ source, data }) {
        if (source !== frame.contentWindow) return
        if (data === 'ready') source.postMessage(challenge, location.origin)
        else if (data !== 'working') {
          removeEventListener('message', listen)
          resolve(data)
        }
      })
    })
    document.documentElement.append(frame)
    const solution = await solved
    const milliseconds = performance.now() - began
    frame.remove()
    if (!solution.derivedKey.startsWith(challenge.parameters.keyPrefix)) throw new Error('that is no proof')
    await new Promise((resolve) => setTimeout(resolve, 50))
    observer.disconnect()
    return { milliseconds, longestTask }
  }, given)
}

async function series(count, run) {
  const done = []
  for (let index = 0; index < count; index++) done.push(await run())
  return done
}

function middle(done) {
  return done.sort((a, b) => a.milliseconds - b.milliseconds)[Math.floor(done.length / 2)]
}

async function ready() {
  for (let attempt = 0; attempt < 480; attempt++) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the demo never answered')
}
