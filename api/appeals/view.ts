import type { z } from '@hono/zod-openapi'
import type { Attachment } from '../attachments/contract.js'
import type { Staff } from '../identity/authenticate.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { localize } from '../platform/language.js'
import type { AppealContact } from './contacts.js'
import type { AppealSummary, publicAppealSchema, ResidentAppeal, StaffAppeal } from './contract.js'
import type { AppealRow } from './find.js'
import { type AppealEvent, apply, foldHistory } from './history.js'
import { isOpen, legalTransitions, type Status, statuses } from './transitions.js'

/** For whom, in what language and when an appeal is shown. */
export interface Reader {
  organization: ResolvedOrganization
  language: string
  now: Date
}

/** Where an appeal must stand for its text to be public: someone has looked at it, and not refused it. */
export const publicStatuses: Status[] = statuses.filter((status) => status !== 'received' && status !== 'declined')

/** Both must say so: what the organization promised when it was made, and what it wants now. */
export const isPublic = (appeal: Pick<AppealRow, 'visibility' | 'status'>, { settings }: ResolvedOrganization) =>
  settings.appealsVisibility === 'public' && appeal.visibility === 'public' && publicStatuses.includes(appeal.status)

/** What a list shows of an appeal. */
export type SummaryRow = Pick<
  AppealRow,
  | 'number'
  | 'status'
  | 'categoryCode'
  | 'categoryNames'
  | 'description'
  | 'address'
  | 'latitude'
  | 'longitude'
  | 'receivedAt'
  | 'deadline'
  | 'answeredAt'
  | 'closedAt'
  | 'erasedAt'
>

/** @param isReadable whether this reader may see text and place. */
export function toSummary(
  appeal: SummaryRow,
  { organization, language, now }: Reader,
  isReadable: boolean,
): AppealSummary {
  const { number, status, address, latitude, longitude, erasedAt } = appeal
  const hasPlace = address !== null || latitude !== null
  return {
    number,
    status,
    category: {
      code: appeal.categoryCode,
      name: localize(appeal.categoryNames, language, organization.settings.languages),
    },
    description: isReadable && !erasedAt ? appeal.description : null,
    place: isReadable && hasPlace ? { address, latitude, longitude } : null,
    receivedAt: appeal.receivedAt.toISOString(),
    deadline: appeal.deadline?.toISOString() ?? null,
    isOverdue: isOverdue(appeal, now),
    answeredAt: appeal.answeredAt?.toISOString() ?? null,
    closedAt: appeal.closedAt?.toISOString() ?? null,
    erasedAt: erasedAt?.toISOString() ?? null,
  }
}

export const toPublic = (
  appeal: AppealRow,
  events: readonly AppealEvent[],
  reader: Reader,
): z.infer<typeof publicAppealSchema> => {
  const isReadable = isPublic(appeal, reader.organization)
  return {
    view: 'public',
    ...shared(appeal, reader, isReadable),
    // The steps; what the resident wrote with a rating, and that a contact was mended, is for the organization.
    history: toHistory(events, isReadable).filter(({ type }) => type !== 'rated' && type !== 'corrected'),
  }
}

/** What only those who may read contact data are given with an appeal. */
export interface Particulars {
  events: readonly AppealEvent[]
  attachments: Attachment[]
  contact: AppealContact
}

export const toResident = (appeal: AppealRow, particulars: Particulars, reader: Reader): ResidentAppeal => ({
  view: 'resident',
  ...particularsOf(appeal, particulars, reader),
})

export const toStaff = (appeal: AppealRow, particulars: Particulars, reader: Reader, staff: Staff): StaffAppeal => ({
  view: 'staff',
  ...particularsOf(appeal, particulars, reader),
  transitions: (appeal.erasedAt ? [] : legalTransitions(appeal.status, staff.role)).map(({ to, requires }) => ({
    to,
    requires: [...requires],
  })),
})

const particularsOf = (appeal: AppealRow, { events, attachments, contact }: Particulars, reader: Reader) => ({
  ...shared(appeal, reader, true),
  history: toHistory(events, true),
  attachments,
  answers: appeal.answers,
  contact,
  canRate: canRate(appeal),
})

const shared = (appeal: AppealRow, reader: Reader, isReadable: boolean) => ({
  ...toSummary(appeal, reader, isReadable),
  responsible: appeal.responsible,
  answer: isReadable ? appeal.answer : null,
  ratingScore: appeal.ratingScore,
  version: appeal.version,
})

function toHistory(events: readonly AppealEvent[], isReadable: boolean) {
  let state = foldHistory([])
  return events.map((event) => {
    state = apply(state, event)
    return {
      type: event.type,
      status: state.status,
      at: event.at.toISOString(),
      text: isReadable ? (event.data.text ?? null) : null,
      responsible: event.data.responsible ?? null,
    }
  })
}

export const isOverdue = ({ status, deadline }: Pick<AppealRow, 'status' | 'deadline'>, now: Date) =>
  isOpen(status) && deadline !== null && deadline < now

/** An answer, and one that has not been rated. A refusal is not an answer. */
export const isAnswered = ({ status }: Pick<AppealRow, 'status'>) => status === 'answered' || status === 'closed'
export const canRate = (appeal: Pick<AppealRow, 'status' | 'ratingScore'> & Partial<Pick<AppealRow, 'erasedAt'>>) =>
  isAnswered(appeal) && appeal.ratingScore === null && !appeal.erasedAt
