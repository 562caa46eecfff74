import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import puppeteer from 'puppeteer-core'
import { textsInTests } from '../widgets/texts/plugin.mjs'
import { chromeFlags, chromePath } from './chrome.mjs'
import { stubApi } from './widgets/shared/stub-api.mjs'

const root = new URL('..', import.meta.url).pathname

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
        args: chromeFlags,
      },
      // A storage of its own for each of the files that run at once.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
      concurrency: 2,
    }),
  ],
  testFramework: { config: { timeout: 30_000 } },
  testsFinishTimeout: 180_000,
}
