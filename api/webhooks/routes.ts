import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import { announce, findKept } from '../events/queries.js'
import { requireStaff } from '../identity/authenticate.js'
import type { Queryable } from '../platform/database.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import * as contract from './contract.js'
import { webhookSecret } from './secret.js'
import { webhookMessages, webhooks } from './tables.js'

/** More than that many listeners nobody looks after. */
const MOST = 20

/** Whom an organization has told of what happens: looked after by its administrators. */
export function webhookRoutes(services: Services) {
  const { database, secret, now } = services
  return createRouter()
    .openapi(contract.listWebhooks, async (c) => {
      requireStaff(c, 'administrator')
      privateCache(c)
      return c.json({ items: await read(c.get('database'), c.get('organization').id) }, 200)
    })

    .openapi(contract.createWebhook, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const organizationId = c.get('organization').id
      const given = c.req.valid('json')
      privateCache(c)
      // What happened before is not told.
      await announce(database)
      const { last: position } = await findKept(c.get('database'), organizationId)
      return once(c, services, async (transaction) => {
        if ((await read(transaction, organizationId)).length >= MOST) throw invalid('/url', 'too-many-templates')
        const id = uuid()
        const at = now()
        await transaction
          .insert(webhooks)
          .values({ ...given, organizationId, id, isActive: true, position, createdAt: at })
        await recordAudit(transaction, {
          organizationId,
          actor,
          at,
          action: 'webhook.created',
          subject: `webhooks/${id}`,
        })
        const [made] = await read(transaction, organizationId, id)
        if (!made) throw new Error('the webhook just made is gone')
        return c.json({ ...made, secret: await webhookSecret(secret, { organizationId, id }) }, 201)
      })
    })

    .openapi(contract.changeWebhook, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const organizationId = c.get('organization').id
      const { webhook: id } = c.req.valid('param')
      const change = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const at = now()
        if (Object.keys(change).length > 0) {
          await transaction.update(webhooks).set(change).where(isOne(organizationId, id))
          await recordAudit(transaction, {
            organizationId,
            actor,
            at,
            action: 'webhook.changed',
            subject: `webhooks/${id}`,
          })
        }
        const [changed] = await read(transaction, organizationId, id)
        if (!changed) throw new Problem('not-found')
        return c.json(changed, 200)
      })
    })

    .openapi(contract.removeWebhook, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const organizationId = c.get('organization').id
      const { webhook: id } = c.req.valid('param')
      await c.get('database').transaction(async (transaction) => {
        const gone = await transaction.delete(webhooks).where(isOne(organizationId, id)).returning({ id: webhooks.id })
        if (gone.length === 0) throw new Problem('not-found')
        await transaction.delete(webhookMessages).where(isOf(organizationId, id))
        await recordAudit(transaction, {
          organizationId,
          actor,
          at: now(),
          action: 'webhook.removed',
          subject: `webhooks/${id}`,
        })
      })
      return c.body(null, 204)
    })

    .openapi(contract.listMessages, async (c) => {
      requireStaff(c, 'administrator')
      const organizationId = c.get('organization').id
      const { webhook: id } = c.req.valid('param')
      const { limit, cursor } = c.req.valid('query')
      privateCache(c)
      const rows = await c
        .get('database')
        .select()
        .from(webhookMessages)
        .where(and(isOf(organizationId, id), cursor ? lt(webhookMessages.id, idIn(cursor)) : undefined))
        .orderBy(desc(webhookMessages.id))
        .limit(limit + 1)
      return c.json(
        toPage(
          rows,
          limit,
          ({ id, type, data, createdAt, attempts, dueAt, failure }) => ({
            id,
            type,
            data,
            createdAt: createdAt.toISOString(),
            attempts,
            dueAt: dueAt?.toISOString() ?? null,
            failure,
          }),
          ({ id }) => toCursor(id),
        ),
        200,
      )
    })

    .openapi(contract.replayMessages, async (c) => {
      requireStaff(c, 'administrator')
      const organizationId = c.get('organization').id
      const { webhook: id } = c.req.valid('param')
      privateCache(c)
      return once(c, services, async (transaction) => {
        if ((await read(transaction, organizationId, id)).length === 0) throw new Problem('not-found')
        const again = await transaction
          .update(webhookMessages)
          .set({ dueAt: now(), attempts: 0 })
          .where(and(isOf(organizationId, id), isNull(webhookMessages.dueAt)))
          .returning({ id: webhookMessages.id })
        return c.json({ count: again.length }, 200)
      })
    })
}

async function read(database: Queryable, organizationId: string, id?: string): Promise<contract.Webhook[]> {
  const count = (isDead: boolean) =>
    sql<number>`(select count(*)::int from webhook_messages m where m.organization_id = webhooks.organization_id
      and m.webhook_id = webhooks.id and (m.due_at is null) = ${isDead})`
  const rows = await database
    .select({
      id: webhooks.id,
      url: webhooks.url,
      types: webhooks.types,
      isActive: webhooks.isActive,
      createdAt: webhooks.createdAt,
      waiting: count(false),
      dead: count(true),
    })
    .from(webhooks)
    .where(id === undefined ? eq(webhooks.organizationId, organizationId) : isOne(organizationId, id))
    .orderBy(webhooks.id)
  return rows.map(({ createdAt, types, ...row }) => ({
    ...row,
    types: types as contract.Webhook['types'],
    createdAt: createdAt.toISOString(),
  }))
}

const isOne = (organizationId: string, id: string) =>
  and(eq(webhooks.organizationId, organizationId), eq(webhooks.id, id))
const isOf = (organizationId: string, id: string) =>
  and(eq(webhookMessages.organizationId, organizationId), eq(webhookMessages.webhookId, id))

function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
