import type { ProblemDocument } from '../platform/own-api.js'
import type { Html } from './layout.js'

/** What a page answers: content, a problem to be told in its place, another address to go to, or a file to keep. */
export type Shown =
  | { title: string; content: Html; status?: number }
  | { problem: ProblemDocument }
  /** @param session of a resident, kept by the browser for these pages alone; empty ends it. */
  | { location: string; session?: string }
  | { file: { name: string; content: string } }
