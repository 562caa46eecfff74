import { Feed } from 'feed'
import { html } from 'hono/html'

export interface AtomFeed {
  /** Of the feed, for good: an address or a URN. */
  id: string
  title: string
  /** The page it is about. */
  link: string
  /** Who speaks: RFC 4287 asks for an author. */
  author: string
  /** When it began: when it last changed, as long as it has no entry. */
  since: Date
  /** The oldest first. */
  entries: AtomEntry[]
}

export interface AtomEntry {
  /** What follows the feed's id and `#`; the same for good. */
  id: string
  title: string
  /** Plain text. */
  text?: string | undefined
  link: string
  at: Date
}

/** Writes an Atom feed (RFC 4287), the newest entry first. */
export function toAtom({ id, title, link, author, since, entries }: AtomFeed): string {
  const newest = entries.toReversed()
  const feed = new Feed({
    id,
    title,
    link,
    author: { name: author },
    updated: newest[0]?.at ?? since,
    generator: false,
  })
  for (const entry of newest) {
    feed.addItem({
      id: `${id}#${entry.id}`,
      title: inHtml(entry.title),
      content: entry.text && paragraphs(entry.text),
      link: entry.link,
      date: entry.at,
    })
  }
  return feed.atom1()
}

/** Of entries, the library takes HTML, and says so in the feed. */
const inHtml = (text: string) => String(html`${text}`)
const paragraphs = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => String(html`<p dir="auto">${line}</p>`))
    .join('')
