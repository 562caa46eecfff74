import { and, eq, gt, sql } from 'drizzle-orm'
import { keyedHash } from '../platform/crypto.js'
import type { Queryable } from '../platform/database.js'
import { Problem } from '../platform/problems.js'
import { isOther } from './answer.js'
import type { PollRow } from './queries.js'
import { ballots } from './tables.js'

const PAGE = 200

/**
 * What voters answered to a question in words, of a poll that has closed: whoever read them after every vote would see
 * which answers came together, and when. Each question has an order of its own, so that no place in a list tells which
 * two are of one voter. It is drawn with a secret: the ids of the ballots, their receipts, are published.
 *
 * @throws {Problem} `not-found` for a question that is not answered in words.
 */
export async function wordsOf(
  database: Queryable,
  { organizationId, id: pollId, questions }: PollRow,
  { question: id, after, secret }: { question: string; after?: string | undefined; secret: string },
): Promise<{ words: string[]; next: string | null }> {
  const question = questions.find((candidate) => candidate.id === id)
  const isText = question?.type === 'text'
  if (!isText && !(question && 'hasOther' in question && question.hasOther)) throw new Problem('not-found')
  const drawn = await keyedHash(secret, 'poll words', organizationId, pollId, id)
  const place = sql<string>`md5(${drawn}::text || ${ballots.id}::text)`
  const answer = sql<unknown>`${ballots.answers} -> ${id}::text`
  // In a list too: the path is lax.
  const isInWords = isText ? sql`${answer} is not null` : sql`(${answer}) @? '$.other'`
  const rows = await database
    .select({ place, answer })
    .from(ballots)
    .where(
      and(
        eq(ballots.organizationId, organizationId),
        eq(ballots.pollId, pollId),
        isInWords,
        after ? gt(place, after) : undefined,
      ),
    )
    .orderBy(place)
    .limit(PAGE + 1)
  const shown = rows.slice(0, PAGE)
  return {
    words: shown.flatMap((row) => (typeof row.answer === 'string' ? [row.answer] : wordsIn(row.answer))),
    next: rows.length > PAGE ? (shown.at(-1)?.place ?? null) : null,
  }
}

const wordsIn = (answer: unknown): string[] => [answer].flat().flatMap((said) => (isOther(said) ? [said.other] : []))
