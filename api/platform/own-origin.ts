import type { Context } from 'hono'
import type { Settings } from './settings.js'

/** Where the API is for a browser that asks it: as the settings say, else as it was asked. */
export const ownOrigin = (requestUrl: string, publicUrl: string | undefined) => new URL(publicUrl ?? requestUrl).origin

/**
 * Whether a browser asks from one of our own pages. What it says of the site cannot be invented by a page (fetch
 * metadata); one too old to say it names the origin, except where it asks its own.
 */
export function isFromOwnPage(c: Context, { PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return !origin || origin === ownOrigin(c.req.url, PUBLIC_URL)
}

/** Where links in mails lead. Never where a request says it came to: it would lead people wherever its sender likes. */
export const linkBase = ({ PUBLIC_URL, PORT }: Pick<Settings, 'PUBLIC_URL' | 'PORT'>) =>
  PUBLIC_URL ?? `http://localhost:${PORT}`
