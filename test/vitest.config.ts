import { defineConfig } from 'vitest/config'

/** Files of one process share what they import, and the embedded database: see `test/api/app.ts`. */
const tests = (
  name: string,
  include: string[],
  { env = {}, exclude = [] }: { env?: Record<string, string>; exclude?: string[] } = {},
) => ({
  test: { name, include, exclude, env, root: '.', isolate: false, testTimeout: 30_000, hookTimeout: 60_000 },
})

/**
 * The API's tests run twice: on the embedded PostgreSQL and on a real server (`DATABASE_URL`, else one started here).
 * Who may do what is tried once: it is thousands of requests, which no database answers.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['test/api/postgres.setup.ts'],
    projects: [
      tests('rules and sdk', ['test/{rules,sdk,cli}/**/*.test.ts']),
      tests('api on pglite', ['test/api/**/*.test.ts'], {
        env: { TEST_DATABASE: 'embedded' },
        exclude: ['test/api/access.test.ts'],
      }),
      tests('api on postgres', ['test/api/**/*.test.ts'], { env: { TEST_DATABASE: 'server' } }),
    ],
  },
})
