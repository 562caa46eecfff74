import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Our own, not those of the packaged one: these leave CORS and CSP as residents have them. */
export const chromeFlags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

/**
 * `CHROME_PATH`, else an installed Chrome, else the one that comes with the packages (Linux, x64).
 * @returns {Promise<string>}
 */
export async function chromePath() {
  const installed = [
    process.env.CHROME_PATH,
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const found = installed.find((path) => path && existsSync(path))
  if (found) return found
  // It unpacks into the temporary folder, and would take a stale or half-written one found there.
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'vmeste-chrome-'))
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}
