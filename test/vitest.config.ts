import { defineConfig } from 'vitest/config'

/** Files of one process share what they import, and the embedded database: see `test/api/app.ts`. */
const tests = (name: string, include: string[], env: Record<string, string> = {}) => ({
  test: { name, include, env, root: '.', isolate: false, testTimeout: 30_000, hookTimeout: 60_000 },
})

/** The API's tests run twice: on the embedded PostgreSQL and on a real server (`DATABASE_URL`, else one started here). */
export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['test/api/postgres.setup.ts'],
    projects: [
      tests('rules and sdk', ['test/{rules,sdk,cli}/**/*.test.ts']),
      tests('api on pglite', ['test/api/**/*.test.ts'], { TEST_DATABASE: 'embedded' }),
      tests('api on postgres', ['test/api/**/*.test.ts'], { TEST_DATABASE: 'server' }),
    ],
  },
})
