import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { v7 as uuid } from 'uuid'
import { announce, findKept, selectMissed } from '../events/queries.js'
import type { Database } from '../platform/database.js'
import type { Log } from '../platform/services.js'
import { webhookSecret } from './secret.js'
import { webhookMessages, webhooks } from './tables.js'

/** Milliseconds between looks for what is to be told. */
const LOOK_EVERY = 3_000
/** Events made into messages, and messages sent, at once. */
const BATCH = 200
const AT_ONCE = 10
/** Milliseconds for which whoever took a message in hand is left alone with it. */
const IN_HAND = 60_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Milliseconds after each failure until the next attempt; after the last the message is given up, some three days later. */
const AGAIN_AFTER = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

export interface Messenger {
  round(): Promise<void>
  start(): void
  close(): Promise<void>
}

/**
 * Tells those whom an organization named what happens, by the Standard Webhooks specification. Messages are made from the
 * outbox, in the transaction that moves the webhook on: none is lost, and one that is sent twice has the same id.
 */
export function createMessenger({
  database,
  secret,
  fetchOutside,
  log,
  now,
}: {
  database: Database
  secret: string
  fetchOutside: typeof fetch
  log: Log
  now(): Date
}): Messenger {
  let timer: ReturnType<typeof setInterval> | undefined
  let round: Promise<void> | undefined

  const work = async () => {
    const active = await database.select().from(webhooks).where(eq(webhooks.isActive, true))
    if (active.length > 0) await announce(database)
    for (const webhook of active) while (await makeMessages(database, webhook, now()));
    for (;;) {
      const taken = await take(database, now())
      for (let at = 0; at < taken.length; at += AT_ONCE) await Promise.all(taken.slice(at, at + AT_ONCE).map(deliver))
      if (taken.length < BATCH) return
    }
  }

  const deliver = async (message: Message) => {
    const { organizationId, id, webhookId, type, data, createdAt, attempts, url } = message
    const mine = and(eq(webhookMessages.organizationId, organizationId), eq(webhookMessages.id, id))
    const body = JSON.stringify({
      type,
      timestamp: createdAt.toISOString(),
      data: { organization: organizationId, ...data },
    })
    const sentAt = now()
    const failure = await send(url, body, {
      'content-type': 'application/json',
      'user-agent': 'vmeste',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(await webhookSecret(secret, { organizationId, id: webhookId })).sign(
        id,
        sentAt,
        body,
      ),
    })
    if (failure === undefined) {
      await database.delete(webhookMessages).where(mine)
      return
    }
    const wait = AGAIN_AFTER[attempts]
    const dueAt = wait === undefined ? null : new Date(now().getTime() + wait)
    await database
      .update(webhookMessages)
      .set({ attempts: attempts + 1, dueAt, failure })
      .where(mine)
    // Whoever says that it is gone is told nothing any more.
    if (failure === '410')
      await database
        .update(webhooks)
        .set({ isActive: false })
        .where(and(eq(webhooks.organizationId, organizationId), eq(webhooks.id, webhookId)))
  }

  const send = async (url: string, body: string, headers: Record<string, string>): Promise<string | undefined> => {
    try {
      const { ok, status } = await fetchOutside(url, { method: 'POST', headers, body })
      return ok ? undefined : String(status)
    } catch (error) {
      return error instanceof Error ? error.message.slice(0, 200) : 'failed'
    }
  }

  const begin = () => {
    round ??= work()
      .catch((error: unknown) => {
        log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'webhooks could not be told')
      })
      .finally(() => {
        round = undefined
      })
    return round
  }
  return {
    round: begin,
    start() {
      timer = setInterval(begin, LOOK_EVERY)
      timer.unref()
      void begin()
    },
    async close() {
      clearInterval(timer)
      await round
    },
  }
}

type Message = typeof webhookMessages.$inferSelect & { url: string }

/** @returns whether there may be more. */
const makeMessages = (
  database: Database,
  { organizationId, id }: typeof webhooks.$inferSelect,
  createdAt: Date,
): Promise<boolean> =>
  database.transaction(async (transaction) => {
    const mine = and(eq(webhooks.organizationId, organizationId), eq(webhooks.id, id))
    const [held] = await transaction.select().from(webhooks).where(mine).for('update', { skipLocked: true })
    if (!held?.isActive) return false
    const { last: until } = await findKept(transaction, organizationId)
    if (until <= held.position) return false
    const events = await selectMissed(transaction, { organizationId, after: held.position, until, limit: BATCH })
    const wanted = events.filter(({ type }) => held.types.length === 0 || held.types.includes(type))
    if (wanted.length > 0)
      await transaction.insert(webhookMessages).values(
        wanted.map(({ type, data }) => ({
          organizationId,
          id: uuid(),
          webhookId: id,
          type,
          data,
          createdAt,
          dueAt: createdAt,
          attempts: 0,
        })),
      )
    const position = events.length < BATCH ? until : (events.at(-1)?.position ?? until)
    await transaction.update(webhooks).set({ position }).where(mine)
    return events.length === BATCH
  })

/** Takes some in hand that nobody else has, in the order in which they were made. */
async function take(database: Database, now: Date): Promise<Message[]> {
  const due = database
    .select({ id: webhookMessages.id })
    .from(webhookMessages)
    .where(
      and(
        lte(webhookMessages.dueAt, now),
        sql`exists (select from webhooks w where w.organization_id = webhook_messages.organization_id
          and w.id = webhook_messages.webhook_id and w.is_active)`,
      ),
    )
    .orderBy(asc(webhookMessages.dueAt), asc(webhookMessages.id))
    .limit(BATCH)
    .for('update', { skipLocked: true })
  const taken = await database
    .update(webhookMessages)
    .set({ dueAt: new Date(now.getTime() + IN_HAND) })
    .where(inArray(webhookMessages.id, due))
    .returning()
  if (taken.length === 0) return []
  const known = await database
    .select()
    .from(webhooks)
    .where(inArray(webhooks.id, [...new Set(taken.map(({ webhookId }) => webhookId))]))
  const urls = new Map(known.map(({ id, url, isActive }) => [id, isActive ? url : undefined]))
  const sent = taken.flatMap((message) => {
    const url = urls.get(message.webhookId)
    return url === undefined ? [] : [{ ...message, url }]
  })
  return sent.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Deletes what was given up long ago. */
export const forgetMessages = (database: Database) => ({
  name: 'messages given up',
  run: (now: Date) =>
    database
      .delete(webhookMessages)
      .where(
        and(
          sql`${webhookMessages.dueAt} is null`,
          lte(webhookMessages.createdAt, new Date(now.getTime() - 30 * 24 * HOUR)),
        ),
      ),
})
