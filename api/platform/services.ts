import type { Context } from 'hono'
import type { Blocks } from '../abuse/blocks.js'
import type { Rates } from '../abuse/rates.js'
import type { Database } from './database.js'
import type { Sealing } from './sealing.js'
import type { Settings } from './settings.js'

/** What the app stands on, given to it from outside: nothing below reaches for a global. */
export interface Services {
  database: Database
  settings: Settings
  /** Signs and hashes what must not be guessed; see `keyedHash`. */
  secret: string
  /** Seals contact data; see `sealing.ts`. */
  sealing: Sealing
  log: Log
  images: ImageProcessor
  passwords: PasswordHasher
  /** How often what happened lately, in all processes. */
  rates: Rates
  /** Whose writes are not taken. */
  blocks: Blocks
  mail: Mailer
  /** Tells browsers, where an organization allows it; see `push.ts`. */
  push: PushSender
  /** Fetches what an organization's settings name, and nothing of this machine's own network: see `outgoing.ts`. */
  fetchOutside: typeof fetch
  /** Tells readers of the event stream; see `events/`. */
  events: EventHub
  /** The guides of `/docs`: Markdown by name. None unless given. */
  guides?: ReadonlyMap<string, string>
  /** The address of a page to try everything on. None unless given. */
  examplePage?: string | undefined
  now(): Date
  /** The caller's network address, as far as proxies are trusted. */
  clientAddress(c: Context): string
}

export interface Log {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
  info(fields: object, message: string): void
}

export interface Picture {
  content: Uint8Array
  mediaType: 'image/jpeg'
  width: number
  height: number
}

export interface ImageProcessor {
  /** Re-encodes a picture upright and without metadata. @throws {Problem} `unsupported-file` for what is no picture, or too many pixels. @param longestSide pixels; 2560 where nothing is said. */
  reencode(content: Uint8Array, longestSide?: number): Promise<Picture>
}

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** Takes as long, and is false, where there is no hash: who has an account is not told by the time. */
  verify(hash: string | null, password: string): Promise<boolean>
}

export interface Mail {
  /** One address. */
  to: string
  subject: string
  text: string
  /** The same for those who see it laid out. */
  html?: string | undefined
  headers?: Record<string, string> | undefined
  attachments?: readonly { name: string; type: string; content: Uint8Array }[] | undefined
}

export interface Mailer {
  /** Whether there is anything to send by: ask before offering what ends in a mail. */
  isConfigured: boolean
  /**
   * Resolves when the mail server has it. Never within a transaction: it takes as long as that server likes.
   * @throws {Problem} `mail-not-configured`; `mail-failed` when the server cannot be reached or is unwell; `mail-refused` when it takes no mail for this address.
   */
  send(mail: Mail): Promise<void>
  close(): Promise<void>
}

/** Where a browser is told, as it says itself (Push API). */
export interface PushSubscription {
  /** An address of its maker's service: whoever knows it can send there. */
  endpoint: string
  /** What messages are encrypted with, as base64url. */
  keys: { p256dh: string; auth: string }
}

export interface PushSender {
  /** What browsers are told of this installation, so that nobody else sends to them: a P-256 point as base64url. */
  publicKey: string
  /**
   * Never within a transaction: it takes as long as the service likes. `over` for a browser that is told no more.
   * @throws when the service cannot be reached or does not take it now.
   */
  send(subscription: PushSubscription, message: object): Promise<'taken' | 'over'>
}

export interface AnnouncedEvent {
  organizationId: string
  position: number
  topic: string
  type: string
  data: Record<string, unknown>
}

/** Who follows an organization's events. Neither function may throw or block. */
export interface EventReader {
  /** Called with each event once, in the order of positions. */
  onEvent(event: AnnouncedEvent): void
  /** The hub closes: no more will come. */
  onEnd(): void
}

export interface EventHub {
  /** Tells the reader of each event of the organization beyond a position, until the returned function is called. */
  subscribe(organizationId: string, after: number, reader: EventReader): () => void
  /** Something was written: announce it soon. */
  nudge(): void
}
