import { and, desc, eq, lt } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import { requireStaff } from '../identity/authenticate.js'
import type { Transaction } from '../platform/database.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import type { BlockKind } from './blocking.js'
import { senderHash } from './blocks.js'
import { createBlock, listBlocks, type newBlockSchema, removeBlock } from './contract.js'
import { blocks, senders } from './tables.js'

/** Milliseconds. */
const DAY = 86_400_000

export function abuseRoutes(services: Services) {
  const { secret, now } = services

  return createRouter()
    .openapi(listBlocks, async (c) => {
      requireStaff(c, 'moderator', 'administrator')
      const { limit, cursor } = c.req.valid('query')
      privateCache(c)
      const rows = await c
        .get('database')
        .select()
        .from(blocks)
        .where(
          and(eq(blocks.organizationId, c.get('organization').id), cursor ? lt(blocks.id, idIn(cursor)) : undefined),
        )
        .orderBy(desc(blocks.id))
        .limit(limit + 1)
      return c.json(
        toPage(rows, limit, toBlock, ({ id }) => toCursor(id)),
        200,
      )
    })

    .openapi(createBlock, async (c) => {
      const staff = requireStaff(c, 'moderator', 'administrator')
      const { id: organizationId } = c.get('organization')
      const input = c.req.valid('json')
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const at = now()
        const subject = await subjectOf(transaction, { secret, organizationId }, input)
        // Behind an address may be thousands: nobody sees how many, so that it is not for long.
        const days = subject.kind === 'address' ? 1 : input.days
        const expiresAt = new Date(at.getTime() + days * DAY)
        const [row] = await transaction
          .insert(blocks)
          .values({
            organizationId,
            id: uuid(),
            ...subject,
            reason: input.reason,
            createdBy: staff.actor,
            createdAt: at,
            expiresAt,
          })
          .onConflictDoUpdate({
            target: [blocks.organizationId, blocks.kind, blocks.value],
            set: { reason: input.reason, expiresAt },
          })
          .returning()
        if (!row) throw new Error('an upsert that returns no row')
        // Neither what was blocked nor why: this is kept for good.
        const details = { kind: row.kind, days }
        const entry = { action: 'block.added', subject: `blocks/${row.id}`, details }
        await recordAudit(transaction, { organizationId, actor: staff.actor, at, ...entry })
        return c.json(toBlock(row), 201)
      })
      services.blocks.forget()
      return answer
    })

    .openapi(removeBlock, async (c) => {
      const staff = requireStaff(c, 'moderator', 'administrator')
      const { id: organizationId } = c.get('organization')
      const { block: id } = c.req.valid('param')
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const [row] = await transaction
          .delete(blocks)
          .where(and(eq(blocks.organizationId, organizationId), eq(blocks.id, id)))
          .returning()
        if (!row) throw new Problem('not-found')
        const entry = { action: 'block.removed', subject: `blocks/${id}`, details: { kind: row.kind } }
        await recordAudit(transaction, { organizationId, actor: staff.actor, at: now(), ...entry })
        return c.json(toBlock(row), 200)
      })
      services.blocks.forget()
      return answer
    })
}

/** @throws {Problem} `invalid-input` for the sender of what is unknown, or known no more. */
async function subjectOf(
  transaction: Transaction,
  { secret, organizationId }: { secret: string; organizationId: string },
  input: z.output<typeof newBlockSchema>,
): Promise<{ kind: BlockKind; value: string }> {
  if (input.kind === 'network') return { kind: 'network', value: input.value }
  if (input.kind !== 'sender') {
    const { kind } = input
    return { kind, value: await senderHash(secret, organizationId, kind, input.value.toLowerCase()) }
  }
  const [sender] = await transaction
    .select()
    .from(senders)
    .where(and(eq(senders.organizationId, organizationId), eq(senders.about, input.of)))
  if (sender?.device) return { kind: 'device', value: sender.device }
  if (sender?.address) return { kind: 'address', value: sender.address }
  throw invalid('/of', 'unknown')
}

const toBlock = ({ id, kind, value, reason, createdAt, createdBy, expiresAt }: typeof blocks.$inferSelect) => ({
  id,
  kind,
  value: kind === 'network' ? value : null,
  reason,
  createdAt: createdAt.toISOString(),
  createdBy,
  expiresAt: expiresAt.toISOString(),
})

function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
