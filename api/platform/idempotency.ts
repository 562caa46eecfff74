import { and, eq, inArray } from 'drizzle-orm'
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
  const key = c.req.header('idempotency-key')
  if (!key) return c.get('database').transaction(work)

  const hash = await hashOf(c, key)
  const caller = c.req.header('authorization') ?? c.get('staff')?.actor ?? ''
  const fingerprint = await sha256(caller, ...(request ?? [await c.req.text()]))
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
