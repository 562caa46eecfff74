import { and, eq } from 'drizzle-orm'
import { emit } from '../events/emit.js'
import type { Transaction } from '../platform/database.js'
import type { AppealRow } from './find.js'
import { type AppealEvent, type AppealState, apply } from './history.js'
import { appealEvents, appeals } from './tables.js'

/** Adds the next event to a locked appeal: the event, the row that it makes, and word of it, in one trip to the database. */
export async function append(
  transaction: Transaction,
  appeal: AppealRow,
  actor: string,
  given: Omit<AppealEvent, 'sequence' | 'actor'>,
): Promise<AppealRow> {
  const { organizationId, id: appealId, number } = appeal
  const event = { ...given, actor, sequence: appeal.version + 1 }
  const state = apply(stateOf(appeal), event)
  await Promise.all([
    transaction.insert(appealEvents).values({ organizationId, appealId, ...event }),
    transaction
      .update(appeals)
      .set(state)
      .where(and(eq(appeals.organizationId, organizationId), eq(appeals.id, appealId))),
    emit(transaction, {
      organizationId,
      topic: `appeals/${number}`,
      type: 'appeal.changed',
      data: { number, status: state.status },
      at: event.at,
    }),
  ])
  return { ...appeal, ...state }
}

/** Of a row, what its events make of it. */
const stateOf = (row: AppealRow): AppealState => ({
  status: row.status,
  version: row.version,
  responsible: row.responsible,
  mergedInto: row.mergedInto,
  assignee: row.assignee,
  assigneeName: row.assigneeName,
  draft: row.draft,
  draftedBy: row.draftedBy,
  answer: row.answer,
  answeredBy: row.answeredBy,
  reworks: row.reworks,
  disputedAt: row.disputedAt,
  forwardedFrom: row.forwardedFrom,
  deadline: row.deadline,
  registerBy: row.registerBy,
  pausedAt: row.pausedAt,
  answeredAt: row.answeredAt,
  closedAt: row.closedAt,
  ratingScore: row.ratingScore,
})
