import type { z } from 'zod'
import { claimAttachments, moveAttachments } from '../attachments/claim.js'
import { type AttachmentCopy, keepAttachments } from '../attachments/copy.js'
import { dispatch, findTarget, recall, report } from '../forwarding/send.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { type FieldError, invalid, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import { maskingOf } from '../privacy/masking.js'
import { append } from './append.js'
import type { newRatingSchema, newTransitionSchema } from './contract.js'
import { endOf, localDate } from './deadlines.js'
import { draftBefore, takesFiles } from './enclosures.js'
import { type AppealRow, eventsOf } from './find.js'
import { findMain, takeAlong } from './merge.js'
import { promise, resume, reworkOf } from './promises.js'
import { type Actor, isBy, isOpenTo, legalTransitions, type Status, stepsOf, type Transition } from './transitions.js'
import { isAnswered } from './view.js'

export type Step = z.output<typeof newTransitionSchema>

/** Who takes a step, as what. */
export interface Taker {
  actor: string
  party: Actor['party']
  /** By name, for colleagues. */
  author?: string
}

/** Days from today beyond which nothing is put off. */
const FURTHEST = 2 * 366

/**
 * Takes a locked appeal a step further and returns it as it stands then.
 * @throws {Problem} `changed-meanwhile` and `illegal-transition`, which tell in `appeal` where it stands now;
 * `second-person` where someone else must; `forbidden`, `appeal-erased`, `invalid-input` for what the step requires.
 */
export async function takeStep(
  transaction: Transaction,
  appeal: AppealRow,
  step: Step,
  {
    taker: { actor, party, author },
    organization,
    ifMatch,
    now,
    files = [],
  }: {
    taker: Taker
    organization: ResolvedOrganization
    ifMatch: string | undefined
    now: Date
    /** Of another organization, which the step came from. */
    files?: readonly AttachmentCopy[]
  },
): Promise<AppealRow> {
  const { version, status } = appeal
  const { fourEyes } = organization.settings.casework
  if (ifMatch !== undefined && !matchesVersion(ifMatch, version)) {
    throw new Problem('changed-meanwhile', { appeal: { status, version } })
  }
  if (appeal.erasedAt) throw new Problem('appeal-erased')
  const ways = legalTransitions(status).filter(({ to }) => to === step.to)
  const legal = () => [...new Set(stepsOf(appeal, { actor, party, fourEyes }).map(({ to }) => to))]
  if (ways.length === 0) throw new Problem('illegal-transition', { appeal: { status, version }, legal: legal() })
  const mine = ways.filter((way) => isBy(way, party))
  if (mine.length === 0) throw new Problem('forbidden')
  const way = mine.find((each) => isOpenTo(each, appeal, { actor, fourEyes }))
  if (!way) {
    const code = mine.some(({ eyes }) => eyes) ? 'second-person' : 'illegal-transition'
    throw new Problem(code, { appeal: { status, version }, legal: legal() })
  }
  // What was approved is what goes out: mended, it is another draft.
  const isMended =
    status === 'approved' &&
    step.to === 'answered' &&
    ((step.text && step.text !== appeal.draft) || step.attachments !== undefined)
  if (isMended && (fourEyes || appeal.reworks > 0)) {
    throw new Problem('second-person', { appeal: { status, version }, legal: legal() })
  }
  const errors = way.requires.flatMap((field): FieldError[] =>
    step[field] ? [] : [{ pointer: `/${field}`, code: 'required' }],
  )
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  if (step.attachments?.length && !takesFiles(way)) throw invalid('/attachments', 'no-files')
  const target = way.requires.includes('organization')
    ? await findTarget(transaction, appeal, step.organization ?? '', now)
    : undefined
  const main = way.requires.includes('into') ? await findMain(transaction, appeal, step.into ?? 0) : undefined
  const deadline = await deadlineAfter(transaction, { way, appeal, step, organization, now })
  const next = await append(transaction, appeal, actor, {
    type: 'transitioned',
    at: now,
    data: {
      to: step.to,
      // What was drafted and approved is the answer, unless it was mended on the way out.
      text: step.text || (status === 'approved' && step.to === 'answered' ? (appeal.draft ?? undefined) : undefined),
      responsible: target?.name ?? (step.responsible || undefined),
      organization: target,
      related: main?.number,
      author,
      ...(deadline !== undefined && { deadline: deadline?.toISOString() ?? null }),
    },
  })
  await enclose(transaction, appeal, next, step.attachments)
  await keepAttachments(
    transaction,
    { organizationId: next.organizationId, ownerId: next.id, sequence: next.version },
    files,
  )
  if (target) await dispatch(transaction, next, target.id, now)
  else if (status === 'forwarded' && actor !== 'system') await recall(transaction, next, 'recall', now)
  await takeAlong(transaction, next, now, maskingOf(organization.settings).text)
  if (next.forwardedFrom !== null && outcomes.has(next.status)) await report(transaction, next, now)
  return next
}

/** Gives the files to the event just added: those named, else those of the draft that it was made of. */
async function enclose(
  transaction: Transaction,
  { organizationId, id: ownerId, status: from }: AppealRow,
  { status: to, version: sequence }: AppealRow,
  ids: readonly string[] | undefined,
): Promise<void> {
  if (ids) return claimAttachments(transaction, { organizationId, ownerId, sequence, ids })
  if (from !== 'drafted' && from !== 'approved') return
  const before = (await eventsOf(transaction, { organizationId, appealId: ownerId })).slice(0, -1)
  const draft = draftBefore(before, { from, to })
  if (draft !== undefined) await moveAttachments(transaction, { organizationId, ownerId, from: draft, to: sequence })
}

/** What the organization that forwarded it here is told. */
const outcomes: ReadonlySet<Status> = new Set(['answered', 'declined', 'returned'])

/** Undefined where it stays as it is. @throws {Problem} `invalid-input` for a date that has passed or is too far away. */
async function deadlineAfter(
  transaction: Transaction,
  {
    way,
    appeal,
    step,
    organization,
    now,
  }: { way: Transition; appeal: AppealRow; step: Step; organization: ResolvedOrganization; now: Date },
): Promise<Date | null | undefined> {
  const { timeZone, casework } = organization.settings
  switch (way.deadline) {
    case 'keeps':
    case 'pauses':
      return undefined
    case 'resumes':
      return resume(transaction, organization, appeal, now)
    case 'postpones': {
      const until = step.until ?? ''
      const furthest = localDate(new Date(now.getTime() + FURTHEST * 86_400_000), timeZone)
      if (until <= localDate(now, timeZone) || until > furthest) throw invalid('/until', 'date-ahead')
      return endOf(until, timeZone)
    }
    case 'decision':
      return promise(transaction, organization, casework.decide, now)
    case 'rework': {
      const promised = reworkOf(appeal, casework.rework)
      return promised ? promise(transaction, organization, promised, now) : null
    }
  }
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
