import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { decrypt, encrypt, sha256 } from './crypto.js'
import type { Transaction } from './database.js'
import type { AppContext } from './http.js'
import { Problem } from './problems.js'
import type { Services } from './services.js'
import { idempotencyKeys } from './tables.js'

/**
 * Runs the write of a POST once (IETF Idempotency-Key draft). The key is claimed in the transaction of the write:
 * a second request with it, even at the same moment, waits for the first and gets its answer. Nothing is kept of a
 * write that fails, so that a corrected request may use the key again.
 *
 * @param request what makes two requests the same; by default the body as it was sent: what of it no contract reads may be nested too deep to be written again.
 * @throws {Problem} `idempotency-key-reused` when the key came with another request before.
 */
export async function once<Answer extends Response>(
  c: AppContext,
  { now }: Pick<Services, 'now'>,
  work: (transaction: Transaction) => Promise<Answer>,
  request?: (string | Uint8Array)[],
): Promise<Answer> {
  const { id: organizationId } = c.get('organization')
  const claim = await claimOf(c, request)
  if (!claim) return c.get('database').transaction(work)
  const { key, hash, fingerprint } = claim
  return c.get('database').transaction(async (transaction) => {
    const claimed = await transaction
      .insert(idempotencyKeys)
      .values({ organizationId, hash, fingerprint, createdAt: now() })
      .onConflictDoNothing()
      .returning({ hash: idempotencyKeys.hash })
    const mine = and(eq(idempotencyKeys.organizationId, organizationId), eq(idempotencyKeys.hash, hash))
    if (claimed.length === 0) {
      const [kept] = await transaction.select().from(idempotencyKeys).where(mine)
      if (!kept?.answer || kept.fingerprint !== fingerprint) throw new Problem('idempotency-key-reused')
      const body = await decrypt(key, kept.answer)
      // By the context, which adds the headers set before: without those of CORS no browser could read it.
      const status = (kept.status ?? 200) as ContentfulStatusCode
      return c.body(body, status, { 'content-type': 'application/json' }) as Response as Answer
    }
    const answer = await work(transaction)
    const body = await encrypt(key, await answer.clone().text())
    await transaction
      .update(idempotencyKeys)
      .set({ status: answer.status, answer: body, about: c.get('about') })
      .where(mine)
    return answer
  })
}

/** What a request says of being the same as another; undefined where it has no key. */
export async function claimOf(c: AppContext, request?: (string | Uint8Array)[]) {
  const key = c.req.header('idempotency-key')
  if (!key) return undefined
  const caller = c.req.header('authorization') ?? c.get('staff')?.actor ?? ''
  const [hash, fingerprint] = await Promise.all([hashOf(c, key), sha256(caller, ...(request ?? [await c.req.text()]))])
  return { key, hash, fingerprint }
}
export type Claim = NonNullable<Awaited<ReturnType<typeof claimOf>>>

/**
 * For writes of many requests in one statement: a part of it, `claimed`, that keeps their answers and returns the `hash`
 * of each that did not come before. The others are for `once`.
 * @param given a part before it with the columns `hash`, `fingerprint` and `answer`: see `answerFor`.
 */
export const claimed = (
  given: string,
  { organizationId, status, at }: { organizationId: string; status: number; at: Date },
) => sql`claimed as (
    insert into ${idempotencyKeys} (organization_id, hash, fingerprint, status, answer, created_at)
    select ${organizationId}, hash, fingerprint, ${status}::int, decode(answer, 'base64'), ${at.toISOString()}::timestamptz
    from ${sql.identifier(given)} where hash is not null order by hash
    on conflict do nothing returning hash)`

/** An answer as `claimed` takes it. */
export async function answerFor({ key }: Claim, body: unknown): Promise<string> {
  const sealed = await encrypt(key, JSON.stringify(body))
  return btoa(String.fromCharCode(...sealed))
}

/** Nothing is kept of a write that fails. */
export async function unclaim(transaction: Transaction, organizationId: string, hashes: string[]): Promise<void> {
  await transaction
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.organizationId, organizationId), inArray(idempotencyKeys.hash, hashes)))
}

/**
 * Takes away the answers kept of something that is erased, such as `appeals/1042`. The keys stay until their time is
 * over: a late repetition of the request that made it is refused, and does not make it again.
 */
export async function forgetAnswers(
  transaction: Transaction,
  { organizationId, about }: { organizationId: string; about: readonly string[] },
): Promise<void> {
  if (about.length === 0) return
  await transaction
    .update(idempotencyKeys)
    .set({ answer: null, fingerprint: '' })
    .where(and(eq(idempotencyKeys.organizationId, organizationId), inArray(idempotencyKeys.about, [...about])))
}

/** Whether the request was answered before: `once` will give that answer again, or refuse. */
export async function hasKeptAnswer(c: AppContext): Promise<boolean> {
  const key = c.req.header('idempotency-key')
  if (!key) return false
  const found = await c
    .get('database')
    .select({ status: idempotencyKeys.status })
    .from(idempotencyKeys)
    .where(
      and(eq(idempotencyKeys.organizationId, c.get('organization').id), eq(idempotencyKeys.hash, await hashOf(c, key))),
    )
  return found.length > 0
}

const hashOf = (c: AppContext, key: string) => sha256(c.req.method, c.req.path, key)
