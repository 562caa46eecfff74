import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import puppeteer from 'puppeteer-core'
import { textsInTests } from '../widgets/texts/plugin.mjs'
import { stubApi } from './widgets/shared/stub-api.mjs'

const root = new URL('..', import.meta.url).pathname

/** CHROME_PATH, else an installed Chrome, else the one that comes with the packages (Linux, x64). */
async function chromePath() {
  const installed = [
    process.env.CHROME_PATH,
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
  ]
  const found = installed.find((path) => path && existsSync(path))
  if (found) return found
  // It unpacks into the temporary folder, and would take a stale or half-written one found there.
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'vmeste-chrome-'))
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

export default {
  rootDir: root,
  files: [`${root}test/widgets/**/*.test.ts`],
  nodeResolve: { exportConditions: ['production'] },
  plugins: [textsInTests(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json` })],
  middleware: [stubApi()],
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: {
        executablePath: await chromePath(),
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      },
      // A storage of its own for each of the files that run at once.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
      concurrency: 2,
    }),
  ],
  testFramework: { config: { timeout: 10_000 } },
  testsFinishTimeout: 180_000,
}
