import type { z } from 'zod'
import { ContractProblem } from '../platform/problems.js'

/** @throws {ContractProblem} explained at the terminal as it is to a caller of the API. */
export function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given)
  if (!result.success) throw new ContractProblem(result.error)
  return result.data
}
