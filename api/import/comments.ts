import { findWord } from '../abuse/words.js'
import { recordAudit } from '../audit/record.js'
import { readsAs } from '../discussions/impersonation.js'
import { countImportedReplies, type ImportedComment, insertImportedComments } from '../discussions/imported.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { sha256 } from '../platform/crypto.js'
import { type Database, inOrganization } from '../platform/database.js'
import { readDisqus } from './disqus.js'
import type { ExportedComment, LeftOut } from './exported-comment.js'
import { htmlToMarkup } from './html-markup.js'
import { readWxr } from './wxr.js'

export const commentFormats = { disqus: readDisqus, wxr: readWxr }
export type CommentFormat = keyof typeof commentFormats

/** Comments written in one transaction. */
const BATCH = 500
/** Characters, as of who writes here. */
const LONGEST_NAME = 60

export interface CommentImport {
  organization: ResolvedOrganization
  discussion: string
  format: CommentFormat
  /** The file from its beginning: it is read twice, since an answer may stand before what it answers. */
  read(): AsyncIterable<string>
  /** Only what stands under the page of this address. */
  page?: string | undefined
  now: Date
  signal: AbortSignal
  onRead(count: number): void
}

export interface CommentImportReport {
  imported: number
  known: number
  /** Of those imported: for a moderator, since they hold a word that the organization does not want. */
  held: number
  /** Why how many did not come. */
  leftOut: Partial<Record<LeftOut | 'other-page' | 'empty' | 'undated', number>>
}

/**
 * Brings in the comments of an export. Known by what they are called there, they come once however often it is read;
 * who answered something that was left out stands by themselves.
 * @throws for a file that is no whole export of that kind.
 */
export async function importComments(database: Database, given: CommentImport): Promise<CommentImportReport> {
  const { organization, discussion, format, now, signal } = given
  const key = { organizationId: organization.id, discussionId: discussion }
  const report: CommentImportReport = { imported: 0, known: 0, held: 0, leftOut: {} }
  const ids = new Map<string, { id: string; parent: string | null }>()
  let count = 0
  for await (const comment of commentFormats[format](given.read())) {
    if (signal.aborted) return report
    given.onRead(++count)
    const cause = whyNot(comment, given)
    if (cause) report.leftOut[cause] = (report.leftOut[cause] ?? 0) + 1
    else if (comment.createdAt)
      ids.set(comment.id, {
        id: await idOf(comment.createdAt, [...Object.values(key), format, comment.id]),
        parent: comment.parent,
      })
  }
  const reserved = [...Object.values(organization.names), ...Object.values(organization.parent?.names ?? {})]
  const toRow = (said: ExportedComment, createdAt: Date): ImportedComment | undefined => {
    const own = ids.get(said.id)
    if (!own) return undefined
    const text = htmlToMarkup(said.content)
    const name = said.name?.slice(0, LONGEST_NAME) ?? null
    const isHeld = findWord(`${text}\n${name ?? ''}`, organization.settings.moderation.words) !== undefined
    const parent = (own.parent && ids.get(own.parent)?.id) || null
    return {
      ...{ ...key, id: own.id, parentId: parent, rootId: rootOf(said.id, ids), text, createdAt },
      // A name of ours says that it is us.
      authorName: name && !readsAs(name, ...reserved) ? name : null,
      status: isHeld ? 'waiting' : 'published',
    }
  }
  let batch: ImportedComment[] = []
  const write = async () => {
    const written = await inOrganization(database, organization.path, async (transaction) => {
      const ids = await insertImportedComments(transaction, batch)
      const details = { format, imported: ids.size, discussion }
      const entry = { organizationId: organization.id, actor: 'command', action: 'comments.imported', at: now }
      if (ids.size > 0) await recordAudit(transaction, { ...entry, subject: `discussions/${discussion}`, details })
      return ids
    })
    report.imported += written.size
    report.known += batch.length - written.size
    report.held += batch.filter(({ id, status }) => status === 'waiting' && written.has(id)).length
    batch = []
  }
  for await (const comment of commentFormats[format](given.read())) {
    if (signal.aborted) break
    given.onRead(++count)
    const row = comment.createdAt && toRow(comment, comment.createdAt)
    if (row) batch.push(row)
    if (batch.length === BATCH) await write()
  }
  if (batch.length > 0) await write()
  if (report.imported > 0)
    await inOrganization(database, organization.path, (transaction) => countImportedReplies(transaction, key, now))
  return report
}

function whyNot({ leftOut, page, content, createdAt, id }: ExportedComment, given: CommentImport) {
  if (given.page && (page === null || addressOf(page) !== addressOf(given.page))) return 'other-page'
  if (leftOut) return leftOut
  if (!createdAt || createdAt > given.now || !id) return 'undated'
  return htmlToMarkup(content) ? undefined : 'empty'
}

/** The same page, with or without TLS, `www.`, what follows `#` or a last slash. */
const addressOf = (address: string) =>
  address
    .replace(/^https?:\/\/(www\.)?/i, '')
    .replace(/#.*$/, '')
    .replace(/\/+$/, '')
    .toLowerCase()

/** The comment that opened the thread; null for that itself. A ring, which no system has meant, is cut. */
function rootOf(id: string, ids: ReadonlyMap<string, { id: string; parent: string | null }>): string | null {
  const seen = new Set([id])
  let root: string | null = null
  for (let at = ids.get(id); at?.parent && !seen.has(at.parent); ) {
    seen.add(at.parent)
    const parent = ids.get(at.parent)
    if (!parent) break
    root = parent.id
    at = parent
  }
  return root
}

/** A UUIDv7 (RFC 9562) of when it was written, so that it stands in its place, and for the rest of what it is called there. */
async function idOf(at: Date, names: string[]): Promise<string> {
  const bytes = Array.from(atob((await sha256(...names)).replace(/-/g, '+').replace(/_/g, '/')), (one) =>
    one.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('')
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bytes.slice(0, 3)}-8${bytes.slice(3, 6)}-${bytes.slice(6, 18)}`
}
