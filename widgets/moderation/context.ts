import type { Transport } from '../../sdk/transport.js'
import type { LoadHost } from '../shared/load.js'
import type { Say } from '../shared/texts.js'

/** What the parts of the element are given. */
export interface ModerationContext {
  host: LoadHost
  say: Say<'moderation'>
  /** As the moderator signed in. */
  client(): Transport
  /** Tells one signing in from another; undefined for nobody. */
  session(): string | undefined
  /** Whether the session is over by what the API said: then it is asked anew who is there. */
  leftFor(error: unknown): boolean
}
