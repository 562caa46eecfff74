import type { ProblemDocument } from '../platform/own-api.js'
import type { Html } from './layout.js'

/** What a page answers: content, a problem to be told in its place, or another address to go to. */
export type Shown =
  | { title: string; content: Html; status?: number }
  | { problem: ProblemDocument }
  | { location: string }
