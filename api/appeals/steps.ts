import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { emit } from '../events/emit.js'
import type { Staff } from '../identity/authenticate.js'
import type { Transaction } from '../platform/database.js'
import { type FieldError, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import type { newRatingSchema, newTransitionSchema } from './contract.js'
import type { AppealRow } from './find.js'
import { type AppealEvent, apply } from './history.js'
import { appealEvents, appeals } from './tables.js'
import { legalTransitions } from './transitions.js'
import { isAnswered } from './view.js'

/**
 * Takes a locked appeal a step further and returns it as it stands then.
 * @throws {Problem} `changed-meanwhile` and `illegal-transition`, which tell in `appeal` where it stands now; `forbidden`, `invalid-input` for what the step requires.
 */
export async function takeStep(
  transaction: Transaction,
  appeal: AppealRow,
  step: z.output<typeof newTransitionSchema>,
  { staff, ifMatch, now }: { staff: Staff; ifMatch: string | undefined; now: Date },
): Promise<AppealRow> {
  const { version, status } = appeal
  if (ifMatch !== undefined && !matchesVersion(ifMatch, version)) {
    throw new Problem('changed-meanwhile', { appeal: { status, version } })
  }
  const ways = legalTransitions(status).filter(({ to }) => to === step.to)
  if (ways.length === 0) {
    const legal = legalTransitions(status, staff.role).map(({ to }) => to)
    throw new Problem('illegal-transition', { appeal: { status, version }, legal })
  }
  const way = ways.find(({ roles }) => roles.includes(staff.role))
  if (!way) throw new Problem('forbidden')
  const errors = way.requires.flatMap((field): FieldError[] =>
    step[field] ? [] : [{ pointer: `/${field}`, code: 'required' }],
  )
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  return append(transaction, appeal, staff.actor, {
    sequence: version + 1,
    type: 'transitioned',
    at: now,
    data: { to: step.to, text: step.text || undefined, responsible: step.responsible || undefined },
  })
}

/** @throws {Problem} `not-answered-yet`, `already-rated`. */
export async function rate(
  transaction: Transaction,
  appeal: AppealRow,
  { score, comment }: z.output<typeof newRatingSchema>,
  now: Date,
): Promise<AppealRow> {
  if (!isAnswered(appeal)) throw new Problem('not-answered-yet')
  if (appeal.ratingScore !== null) throw new Problem('already-rated')
  return append(transaction, appeal, 'resident', {
    sequence: appeal.version + 1,
    type: 'rated',
    at: now,
    data: { score, text: comment || undefined },
  })
}

/** The event, the row that it makes, and word of it, in one trip to the database. */
async function append(
  transaction: Transaction,
  appeal: AppealRow,
  actor: string,
  event: AppealEvent,
): Promise<AppealRow> {
  const { organizationId, id: appealId, number } = appeal
  const { status, version, responsible, answer, deadline, answeredAt, closedAt, ratingScore } = appeal
  const state = apply({ status, version, responsible, answer, deadline, answeredAt, closedAt, ratingScore }, event)
  await Promise.all([
    transaction.insert(appealEvents).values({ organizationId, appealId, actor, ...event }),
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
