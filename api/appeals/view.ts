import type { z } from '@hono/zod-openapi'
import { type AttachmentsOf, noAttachments } from '../attachments/claim.js'
import { readsContacts, rolesOf, type Staff } from '../identity/authenticate.js'
import { caseworkers } from '../identity/roles.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { ResolvedSettings } from '../organizations/settings.js'
import { localize } from '../platform/language.js'
import { maskingOf, unmasked } from '../privacy/masking.js'
import { type AppealContact, nobody } from './contacts.js'
import type { AppealSummary, publicAppealSchema, ResidentAppeal, StaffAppeal } from './contract.js'
import { feedPath } from './feed-contract.js'
import type { AppealRow } from './find.js'
import { mayGive } from './hands.js'
import { type AppealEvent, type AppealEventData, apply, type EventType, foldHistory } from './history.js'
import type { Related } from './related.js'
import { canSplit } from './split.js'
import { type Actor, isRunning, isTold, type Status, type StepField, statuses, stepsOf } from './transitions.js'

/** For whom, in what language and when an appeal is shown. */
export interface Reader {
  organization: ResolvedOrganization
  language: string
  now: Date
}

/** What nobody looked at, or was refused. */
const unseen: ReadonlySet<Status> = new Set(['moderation', 'declined', 'returned'])

/** Where an appeal must stand for its text to be public: not refused and, unless that comes after, looked at by someone. */
export const publicStatuses = ({ moderation }: Pick<ResolvedSettings, 'moderation'>): Status[] =>
  statuses.filter((status) => !unseen.has(status) && (status !== 'received' || moderation.appeals === 'after'))

/** Both must say so: what the organization promised when it was made, and what it wants now. Where appeals are switched off, none is published. */
export const isPublic = (appeal: Pick<AppealRow, 'visibility' | 'status'>, { settings }: ResolvedOrganization) =>
  settings.features.appeals &&
  settings.appealsVisibility === 'public' &&
  appeal.visibility === 'public' &&
  publicStatuses(settings).includes(appeal.status)

/** What a list shows of an appeal. */
export type SummaryRow = Pick<
  AppealRow,
  | 'number'
  | 'status'
  | 'categoryCode'
  | 'categoryNames'
  | 'campaign'
  | 'description'
  | 'address'
  | 'latitude'
  | 'longitude'
  | 'receivedAt'
  | 'deadline'
  | 'registerBy'
  | 'assigneeName'
  | 'answeredAt'
  | 'closedAt'
  | 'erasedAt'
  | 'supporters'
>

/**
 * How much of what was written a reader sees: nothing; what is told, with what leads to a person hidden; what is told, as
 * it was written; that, and what staff keep among themselves.
 */
export type Reading = 'nothing' | 'masked' | 'told' | 'all'

export function toSummary(
  appeal: SummaryRow,
  { organization, language, now }: Reader,
  reading: Reading,
): AppealSummary {
  const { number, status, latitude, longitude, erasedAt } = appeal
  const { text, address: place } = readAs(reading, organization)
  const address = appeal.address === null ? null : place(appeal.address)
  const hasPlace = address !== null || latitude !== null
  return {
    number,
    status,
    category: {
      code: appeal.categoryCode,
      name: localize(appeal.categoryNames, language, organization.settings.languages),
    },
    campaign: appeal.campaign,
    description: reading === 'nothing' || erasedAt ? null : text(appeal.description),
    place: reading !== 'nothing' && hasPlace ? { address, latitude, longitude } : null,
    receivedAt: appeal.receivedAt.toISOString(),
    deadline: appeal.deadline?.toISOString() ?? null,
    registerBy: appeal.registerBy?.toISOString() ?? null,
    isOverdue: isOverdue(appeal, now),
    supporters: appeal.supporters,
    answeredAt: appeal.answeredAt?.toISOString() ?? null,
    closedAt: appeal.closedAt?.toISOString() ?? null,
    erasedAt: erasedAt?.toISOString() ?? null,
    ...(reading === 'all' && { assignee: appeal.assigneeName }),
  }
}

export const toPublic = (
  appeal: AppealRow,
  events: readonly AppealEvent[],
  reader: Reader,
): z.infer<typeof publicAppealSchema> => {
  const reading = isPublic(appeal, reader.organization) ? 'masked' : 'nothing'
  return {
    view: 'public',
    ...shared(appeal, reader, reading),
    // The steps; what the resident wrote with a rating, and that a contact was mended, is for the organization.
    history: toHistory(events, reader, reading).filter(({ type }) => type !== 'rated' && type !== 'corrected'),
  }
}

/** What only those who may read contact data are given with an appeal. */
export interface Particulars {
  events: readonly AppealEvent[]
  attachments: AttachmentsOf
  contact: AppealContact
  /** What opens its feed. */
  feed: string
  /** How those who support it rated the answer. */
  supporterRatings: ResidentAppeal['supporterRatings']
  related: Related
  /** Whom among the staff a note calls. */
  mentioned: readonly string[]
}

export const toResident = (appeal: AppealRow, particulars: Particulars, reader: Reader): ResidentAppeal => ({
  view: 'resident',
  ...particularsOf(appeal, particulars, reader, { actor: 'resident', party: 'resident' }),
  feed: feedPath(appeal.organizationId, particulars.feed, reader.language),
})

export const toStaff = (appeal: AppealRow, particulars: Particulars, reader: Reader, staff: Staff): StaffAppeal => ({
  view: 'staff',
  ...particularsOf(
    appeal,
    readsContacts(staff) ? particulars : { ...particulars, attachments: noAttachments, contact: nobody },
    reader,
    { actor: staff.actor, party: rolesOf(staff) },
  ),
  ...(!readsContacts(staff) && { answers: {} }),
  draft: appeal.draft,
  isReworked: appeal.reworks > 0,
  merged: particulars.related.merged,
  isMentioned: particulars.mentioned.includes(staff.actor),
  canSplit: canSplit(appeal) && caseworkers.some((role) => rolesOf(staff).includes(role)),
  isMine: appeal.assignee === staff.actor,
  canHandOver: mayGive('a colleague', appeal, { actor: staff.actor, roles: rolesOf(staff) }),
})

const particularsOf = (
  appeal: AppealRow,
  { events, attachments, contact, supporterRatings, related }: Particulars,
  reader: Reader,
  whoever: Omit<Actor, 'fourEyes'>,
) => ({
  ...shared(appeal, reader, whoever.party === 'resident' ? 'told' : 'all'),
  history: toHistory(events, reader, whoever.party === 'resident' ? 'told' : 'all', attachments.bySequence),
  transitions: stepsFor(appeal, { ...whoever, fourEyes: reader.organization.settings.casework.fourEyes }),
  attachments: attachments.own,
  answers: appeal.answers,
  contact,
  canRate: canRate(appeal),
  supporterRatings,
  mergedInto: appeal.mergedInto,
  parent: appeal.parent,
  parts: related.parts,
})

/** Two ways to one place are one choice, and what it requires is what the first of them does. */
function stepsFor(appeal: AppealRow, actor: Actor): { to: Status; requires: StepField[] }[] {
  const steps = new Map<Status, StepField[]>()
  for (const { to, requires } of appeal.erasedAt ? [] : stepsOf(appeal, actor))
    if (!steps.has(to)) steps.set(to, [...requires])
  return [...steps].map(([to, requires]) => ({ to, requires }))
}

const shared = (appeal: AppealRow, reader: Reader, reading: Reading) => ({
  ...toSummary(appeal, reader, reading),
  responsible: appeal.responsible,
  answer:
    reading === 'nothing' || appeal.answer === null ? null : readAs(reading, reader.organization).text(appeal.answer),
  ratingScore: appeal.ratingScore,
  version: appeal.version,
})

/** What staff keep among themselves. */
export const amongStaff: ReadonlySet<EventType> = new Set(['accepted', 'noted', 'taken', 'handed', 'released'])

/** @param attachments given with the events, for whoever may have them: never for everyone. */
function toHistory(
  events: readonly AppealEvent[],
  { organization }: Reader,
  reading: Reading,
  attachments = noAttachments.bySequence,
) {
  const { text } = readAs(reading, organization)
  let state = foldHistory([])
  return events.flatMap((event) => {
    const from = state.status
    state = apply(state, event)
    // What residents and staff ask and tell each other is not for everyone, whoever may read the appeal.
    const isBetween = reading === 'masked' && (event.actor === 'resident' || state.status === 'waiting')
    const isKept = isBetween || (reading !== 'all' && event.type === 'transitioned' && !isTold(from, state.status))
    if (reading !== 'all' && amongStaff.has(event.type)) return []
    const files = isKept ? undefined : attachments.get(event.sequence)
    return {
      type: event.type,
      status: state.status,
      at: event.at.toISOString(),
      by: event.actor === 'resident' ? ('resident' as const) : ('organization' as const),
      text: reading === 'nothing' || isKept || event.data.text === undefined ? null : text(event.data.text),
      responsible: event.data.responsible ?? null,
      ...(files && { attachments: files }),
      ...(reading === 'all' && event.data.author !== undefined && { author: event.data.author }),
      ...(event.data.related !== undefined &&
        (reading === 'told' || reading === 'all') && { related: event.data.related }),
      ...(event.data.mentions !== undefined && reading === 'all' && { mentions: event.data.mentions }),
      ...(event.data.organization !== undefined && { organization: toPeer(event.data.organization, reading) }),
      ...(reading === 'all' && event.data.assigneeName !== undefined && { assignee: event.data.assigneeName }),
    }
  })
}

const toPeer = ({ id, name, number, reference }: NonNullable<AppealEventData['organization']>, reading: Reading) => ({
  id,
  name,
  number: reading === 'all' ? (number ?? null) : null,
  ...(reading === 'all' && reference !== undefined && { reference }),
})

const readAs = (reading: Reading, { settings }: ResolvedOrganization) =>
  reading === 'all' || reading === 'told' ? unmasked : maskingOf(settings)

export const isOverdue = (
  { status, deadline, registerBy }: Pick<AppealRow, 'status' | 'deadline' | 'registerBy'>,
  now: Date,
) => isRunning(status) && [deadline, registerBy].some((due) => due !== null && due < now)

/** An answer, and one that has not been rated. A refusal is not an answer. */
export const isAnswered = ({ status }: Pick<AppealRow, 'status'>) => status === 'answered' || status === 'closed'
export const canRate = (appeal: Pick<AppealRow, 'status' | 'ratingScore'> & Partial<Pick<AppealRow, 'erasedAt'>>) =>
  isAnswered(appeal) && appeal.ratingScore === null && !appeal.erasedAt
