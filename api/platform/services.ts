import type { Context } from 'hono'
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
  /** Re-encodes a picture upright and without metadata. @throws {Problem} `unsupported-file` for what is no picture, or too many pixels. */
  reencode(content: Uint8Array): Promise<Picture>
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
