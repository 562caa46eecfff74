import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../../platform/database.js'
import { invalid, Problem } from '../../platform/problems.js'
import { type By, noteDraft } from '../manage.js'
import { comments, discussionDrafts } from '../tables.js'
import type { NewDraft } from './contract.js'
import { identify, splitText } from './paragraphs.js'

export type DraftRow = typeof discussionDrafts.$inferSelect
interface Key {
  organizationId: string
  discussionId: string
}

/** Paragraphs of a draft. */
const MOST_PARAGRAPHS = 500

/**
 * Publishes a version of the text that is discussed. One that says the same as the one before is that one.
 * @throws {Problem} `not-found`, `changed-meanwhile` where another is the latest than was said, `invalid-input`
 */
export async function publishDraft(
  transaction: Transaction,
  { organizationId, discussionId }: Key,
  { text, language, follows }: Pick<NewDraft, 'text' | 'language' | 'follows'>,
  by: By,
): Promise<{ draft: DraftRow; isNew: boolean }> {
  const texts = splitText(text)
  if (texts.length > MOST_PARAGRAPHS) throw invalid('/text', 'too_big')
  return noteDraft(transaction, { organizationId, id: discussionId }, by, async () => {
    const versions = await versionsOf(transaction, { organizationId, discussionId })
    const [latest] = versions
    if (follows !== undefined && follows !== (latest?.version ?? 0)) throw new Problem('changed-meanwhile')
    const isSame =
      latest?.language === language && texts.join('\n\n') === latest.paragraphs.map((one) => one.text).join('\n\n')
    if (latest && isSame) return { draft: latest, isNew: false }
    const draft: DraftRow = {
      organizationId,
      discussionId,
      version: (latest?.version ?? 0) + 1,
      at: by.at,
      language,
      paragraphs: identify(
        texts,
        versions.map(({ paragraphs }) => paragraphs),
      ),
    }
    await transaction.insert(discussionDrafts).values(draft)
    return { draft, isNew: true }
  })
}

/** All versions, the latest first. */
export const versionsOf = (database: Queryable, { organizationId, discussionId }: Key): Promise<DraftRow[]> =>
  database
    .select()
    .from(discussionDrafts)
    .where(and(eq(discussionDrafts.organizationId, organizationId), eq(discussionDrafts.discussionId, discussionId)))
    .orderBy(desc(discussionDrafts.version))

/** How many comments are on which paragraph, replies to them not counted. */
export async function countOnParagraphs(
  database: Queryable,
  { organizationId, discussionId }: Key,
): Promise<Map<string, number>> {
  const rows = await database
    .select({ paragraph: comments.paragraph, count: sql<number>`count(*)`.mapWith(Number) })
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, organizationId),
        eq(comments.discussionId, discussionId),
        isNotNull(comments.paragraph),
        inArray(comments.status, ['published', 'hidden', 'withdrawn']),
      ),
    )
    .groupBy(comments.paragraph)
  return new Map(rows.map(({ paragraph, count }) => [paragraph ?? '', count]))
}

/** Whether there is such a paragraph in the version that stands. */
export async function isInDraft(
  database: Queryable,
  { organizationId, discussionId, version, paragraph }: Key & { version: number; paragraph: string },
): Promise<boolean> {
  const [draft] = await database
    .select({ paragraphs: discussionDrafts.paragraphs })
    .from(discussionDrafts)
    .where(
      and(
        eq(discussionDrafts.organizationId, organizationId),
        eq(discussionDrafts.discussionId, discussionId),
        eq(discussionDrafts.version, version),
      ),
    )
  return draft?.paragraphs.some(({ id }) => id === paragraph) ?? false
}
