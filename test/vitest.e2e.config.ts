import { defineConfig } from 'vitest/config'

/** A real browser on the example page of `npm start`, in the order a resident and an officer meet things. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/demo.setup.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
