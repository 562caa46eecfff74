import type { Organization } from '../../sdk/organization.js'
import type { Transport } from '../../sdk/transport.js'
import type { LoadHost } from '../shared/load.js'
import type { Say } from '../shared/texts.js'
import type { Localized } from './definition.js'

export type BuilderSay = Say<'desk' | 'poll-builder'>

/** What the parts of the builder are given. */
export interface BuilderContext {
  host: LoadHost
  say: BuilderSay
  /** On the clocks of the organization, for there polls open. */
  sayMoment(moment: string): string
  /** In the reader's language, or another that there is. */
  titleOf(titles: Localized): string
  /** As staff signed in. */
  client(): Transport
  /** Tells one signing in from another; undefined for nobody. */
  session(): string | undefined
  /** The organization, once it is read. */
  profile(): Organization | undefined
  /** Coordinators and administrators write, leaders read. */
  isWriter(): boolean
  /** In which language texts are written at present. */
  language(): string
  /** Tells later whether the same is still open: an answer may come when another poll is. */
  stays(): () => boolean
  /** Whether the session is over by what the API said: then it is asked anew who is there. */
  leftFor(error: unknown): boolean
  /** Has a screen reader say it. */
  tell(text: string): void
  /** Once it is on screen. */
  focusOn(selector: string): void
  go(hash: string): void
}
