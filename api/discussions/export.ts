import type { Format } from '../exports/formats.js'
import { BOM, type CsvCell, csvLine } from '../platform/csv.js'
import type { Queryable } from '../platform/database.js'
import type { Comment, Discussion } from './contract.js'
import type { commentFiles } from './export-contract.js'
import { selectWritten } from './queries.js'
import { type Host, toPublicComment } from './view.js'

export type CommentFile = (typeof commentFiles)[number]

const columns: readonly [name: string, of: (comment: Comment) => CsvCell][] = [
  ['id', ({ id }) => id],
  ['parent', ({ parent }) => parent],
  ['thread', ({ root }) => root],
  ['paragraph', ({ paragraph }) => paragraph?.id ?? null],
  ['draft_version', ({ paragraph }) => paragraph?.version ?? null],
  ['author', ({ author }) => author.name],
  ['is_official', ({ author }) => (author.isOfficial ? 'yes' : 'no')],
  ['is_statement', ({ isStatement }) => (isStatement ? 'yes' : 'no')],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason],
  ['created_at', ({ createdAt }) => createdAt],
  ['edited_at', ({ editedAt }) => editedAt],
  ['agree', ({ reactions }) => reactions.agree],
  ['disagree', ({ reactions }) => reactions.disagree],
  ['unsure', ({ reactions }) => reactions.unsure],
  ['text', ({ text }) => text],
]

/** A discussion as a file: what it is about is in the JSON alone, a table has no place for it. */
export function commentFormat(file: CommentFile, discussion: Discussion): Format<Comment> {
  if (file === 'comments.csv')
    return {
      mediaType: 'text/csv; charset=utf-8',
      head: BOM + csvLine(columns.map(([name]) => name)),
      row: (comment) => csvLine(columns.map(([, of]) => of(comment))),
      tail: '',
    }
  return {
    mediaType: 'application/json; charset=utf-8',
    head: `{"discussion":${JSON.stringify(discussion)},"comments":[\n`,
    // Laid out or not, the text says it.
    row: ({ content: _, ...comment }, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(comment)}`,
    tail: '\n]}\n',
  }
}

/** Comments read from the database at once. */
const PAGE = 1000

/** The pages of such a file: each by the id that ended the one before. */
export async function readWritten(
  database: Queryable,
  key: { organizationId: string; discussionId: string; isAll: boolean },
  host: Host,
  after?: string,
): Promise<{ items: Comment[]; next: string | undefined }> {
  const rows = await selectWritten(database, { ...key, after, limit: PAGE })
  const items = rows.slice(0, PAGE).map((row) => toPublicComment(row, host))
  return { items, next: rows.length > PAGE ? items.at(-1)?.id : undefined }
}
