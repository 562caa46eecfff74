import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { sha256Bytes, toBase64Url } from '../../platform/crypto.js'
import { type Database, inOrganization, type Queryable, type Transaction } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import { type FieldError, Problem } from '../../platform/problems.js'
import type { Picture } from '../../platform/services.js'
import type { QuestionDefinition } from '../questions.js'
import { pollPhotos, polls } from '../tables.js'
import type { PollPhoto } from './contract.js'

/** Pixels of the longer side: a phone shows two beside each other, and may enlarge one. */
export const LONGEST_SIDE = 1280

/** Milliseconds that a photo may wait for the poll that shows it. */
const PATIENCE = 24 * 60 * 60 * 1000

/** Keeps a photo under the hash of what it is: the same one twice is one. */
export async function keepPhoto(
  transaction: Transaction,
  { organizationId, at }: { organizationId: string; at: Date },
  { content, width, height }: Picture,
): Promise<PollPhoto> {
  const id = toBase64Url(await sha256Bytes(content))
  await transaction
    .insert(pollPhotos)
    .values({ organizationId, id, content, width, height, usedAt: at })
    .onConflictDoUpdate({ target: [pollPhotos.organizationId, pollPhotos.id], set: { usedAt: at } })
  return { id, bytes: content.length, width, height }
}

/** @throws {Problem} `not-found`. */
export async function findPhoto(
  database: Queryable,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<Uint8Array> {
  const [found] = await database
    .select({ content: pollPhotos.content })
    .from(pollPhotos)
    .where(and(eq(pollPhotos.organizationId, organizationId), eq(pollPhotos.id, id)))
  if (!found) throw new Problem('not-found')
  return found.content
}

/**
 * Has the photos that questions show stay, in the transaction that writes the poll.
 * @throws {Problem} `invalid-input` at each that the organization has not.
 */
export async function holdPhotos(
  transaction: Transaction,
  questions: readonly QuestionDefinition[],
  { organizationId, at }: { organizationId: string; at: Date },
): Promise<void> {
  const shown = questions.flatMap((question, index) =>
    question.type === 'single' || question.type === 'multiple'
      ? question.options.flatMap(({ photo }, place) =>
          photo ? [{ id: photo.id, pointer: `/questions/${index}/options/${place}/photo/id` }] : [],
        )
      : [],
  )
  if (shown.length === 0) return
  const ids = [...new Set(shown.map(({ id }) => id))].sort()
  const rows = await transaction
    .update(pollPhotos)
    .set({ usedAt: at })
    .where(and(eq(pollPhotos.organizationId, organizationId), inArray(pollPhotos.id, ids)))
    .returning({ id: pollPhotos.id })
  const found = new Set(rows.map(({ id }) => id))
  const errors = shown.flatMap(({ id, pointer }): FieldError[] => (found.has(id) ? [] : [{ pointer, code: 'unknown' }]))
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
}

/** Deletes what no poll shows a day after it was uploaded, or last written into one. */
export const forgetPhotos = (database: Database): Chore => ({
  name: 'photos of polls',
  async run(now) {
    const isOld = lt(pollPhotos.usedAt, new Date(now.getTime() - PATIENCE))
    const isShown = sql`exists (select from ${polls} where ${polls.organizationId} = ${pollPhotos.organizationId}
      and jsonb_path_exists(${polls.questions}, '$[*].options[*].photo ? (@.id == $id)', jsonb_build_object('id', ${pollPhotos.id})))`
    const unused = and(isOld, sql`not ${isShown}`)
    const found = await database
      .selectDistinct({ organizationId: pollPhotos.organizationId })
      .from(pollPhotos)
      .where(unused)
    for (const { organizationId } of found)
      await inOrganization(database, organizationId, (transaction) => transaction.delete(pollPhotos).where(unused))
  },
})
