import type { Transport } from '../../sdk/transport.js'
import type { LoadHost } from '../shared/load.js'
import type { Say } from '../shared/texts.js'

/** What the parts of the desk are given. */
export interface DeskContext {
  host: LoadHost
  say: Say<'appeal-view' | 'desk'>
  /** As the officer signed in. */
  client(): Transport
  /** Tells one signing in from another; undefined for nobody. */
  session(): string | undefined
}
