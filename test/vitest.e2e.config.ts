import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** In the order of their names, so that what looks back on all of them comes last. */
class LastLast extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isLast = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('.last.test.ts'))
    return [...files].sort((one, other) => isLast(one) - isLast(other) || (one.moduleId < other.moduleId ? -1 : 1))
  }
}

/** A real browser on the example page of `npm start`, in the order a resident and an officer meet things. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/demo.setup.ts'],
    fileParallelism: false,
    sequence: { sequencer: LastLast },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
