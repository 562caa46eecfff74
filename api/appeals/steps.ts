import type { z } from 'zod'
import type { Staff } from '../identity/authenticate.js'
import type { Transaction } from '../platform/database.js'
import { type FieldError, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import { append } from './append.js'
import type { newRatingSchema, newTransitionSchema } from './contract.js'
import type { AppealRow } from './find.js'
import { legalTransitions } from './transitions.js'
import { isAnswered } from './view.js'

/**
 * Takes a locked appeal a step further and returns it as it stands then.
 * @throws {Problem} `changed-meanwhile` and `illegal-transition`, which tell in `appeal` where it stands now; `forbidden`, `appeal-erased`, `invalid-input` for what the step requires.
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
  if (appeal.erasedAt) throw new Problem('appeal-erased')
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
    type: 'transitioned',
    at: now,
    data: { to: step.to, text: step.text || undefined, responsible: step.responsible || undefined },
  })
}

/** @throws {Problem} `not-answered-yet`, `already-rated`, `appeal-erased`. */
export async function rate(
  transaction: Transaction,
  appeal: AppealRow,
  { score, comment }: z.output<typeof newRatingSchema>,
  now: Date,
): Promise<AppealRow> {
  if (appeal.erasedAt) throw new Problem('appeal-erased')
  if (!isAnswered(appeal)) throw new Problem('not-answered-yet')
  if (appeal.ratingScore !== null) throw new Problem('already-rated')
  return append(transaction, appeal, 'resident', {
    type: 'rated',
    at: now,
    data: { score, text: comment || undefined },
  })
}
