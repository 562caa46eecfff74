import type { z } from 'zod'

/** What is wrong in a file that comes whole or not at all, place by place. */
export class ImportError extends Error {
  constructor(readonly causes: string[]) {
    super(causes.join('\n'))
  }

  /** Each with the path of the value it is about. */
  static causesOf(error: z.ZodError | undefined): string[] {
    return error?.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')) ?? []
  }
}
