import { and, desc, eq, gte, inArray, isNull, lte, max, notInArray } from 'drizzle-orm'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { type AppealRow, appealColumns } from './find.js'
import { appealEvents, appeals } from './tables.js'
import { isOpen } from './transitions.js'
import { amongStaff, publicStatuses } from './view.js'

export interface PublishedRow extends AppealRow {
  /** When something last happened to it. */
  updatedAt: Date
}

interface Wanted {
  /** Codes of categories; all, where left out. */
  categories?: readonly string[] | undefined
  /** Still owed an answer, or not; both, where left out. */
  isOpen?: boolean | undefined
  since?: Date | undefined
  until?: Date | undefined
  limit: number
}

/** Appeals that anyone may read, received from `since` until `until`, the newest first: what others build upon. */
export async function findPublished(
  database: Queryable,
  { id: organizationId, settings }: ResolvedOrganization,
  { categories, isOpen: wantsOpen, since, until, limit }: Wanted,
): Promise<PublishedRow[]> {
  if (!settings.features.appeals || settings.appealsVisibility !== 'public') return []
  const statuses = publicStatuses(settings).filter((status) => wantsOpen === undefined || isOpen(status) === wantsOpen)
  const rows = await database
    .select(appealColumns)
    .from(appeals)
    .where(
      and(
        eq(appeals.organizationId, organizationId),
        eq(appeals.visibility, 'public'),
        isNull(appeals.erasedAt),
        inArray(appeals.status, statuses),
        categories && inArray(appeals.categoryCode, [...categories]),
        since && gte(appeals.receivedAt, since),
        until && lte(appeals.receivedAt, until),
      ),
    )
    .orderBy(desc(appeals.receivedAt), desc(appeals.id))
    .limit(limit)
  return withUpdates(database, organizationId, rows)
}

/** Those of these numbers there are, whether they may be read in full or not: see `isPublic`. */
export async function findNumbered(
  database: Queryable,
  organizationId: string,
  numbers: readonly number[],
): Promise<PublishedRow[]> {
  if (numbers.length === 0) return []
  const rows = await database
    .select(appealColumns)
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), inArray(appeals.number, [...numbers])))
    .orderBy(desc(appeals.number))
  return withUpdates(database, organizationId, rows)
}

async function withUpdates(
  database: Queryable,
  organizationId: string,
  rows: readonly AppealRow[],
): Promise<PublishedRow[]> {
  if (rows.length === 0) return []
  const latest = await database
    .select({ id: appealEvents.appealId, at: max(appealEvents.at) })
    .from(appealEvents)
    .where(
      and(
        eq(appealEvents.organizationId, organizationId),
        notInArray(appealEvents.type, [...amongStaff, 'corrected']),
        inArray(
          appealEvents.appealId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(appealEvents.appealId)
  const at = new Map(latest.map(({ id, at }) => [id, at]))
  return rows.map((row) => ({ ...row, updatedAt: at.get(row.id) ?? row.receivedAt }))
}
