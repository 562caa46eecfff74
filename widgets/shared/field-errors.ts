import type { ProblemError } from '../../sdk/problems.js'

/** What is wrong, by field. */
export type FieldErrors = Record<string, string>

/**
 * What the API found wrong, by field: JSON pointers into what was sent, less their beginning, as names of fields
 * (`/contact/email` is `contact-email`). Empty when it did not find fault with a field.
 */
export const fieldErrors = ({ errors }: ProblemError, beginning = '/'): FieldErrors =>
  Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.replace(beginning, '').replaceAll('/', '-'), detail]))
