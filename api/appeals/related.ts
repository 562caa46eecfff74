import { and, asc, eq, or } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { AppealRow } from './find.js'
import { appeals } from './tables.js'

/** More are not named. */
const NAMED = 200

export interface Related {
  /** The numbers of those merged into an appeal, and of those that became of parts of it. */
  merged: number[]
  parts: number[]
}

export async function relatedOf(
  database: Queryable,
  { organizationId, number }: Pick<AppealRow, 'organizationId' | 'number'>,
): Promise<Related> {
  const rows = await database
    .select({ number: appeals.number, parent: appeals.parent })
    .from(appeals)
    .where(
      and(eq(appeals.organizationId, organizationId), or(eq(appeals.mergedInto, number), eq(appeals.parent, number))),
    )
    .orderBy(asc(appeals.number))
    .limit(NAMED)
  const parts = rows.filter(({ parent }) => parent === number)
  const merged = rows.filter((row) => !parts.includes(row))
  return { merged: merged.map((row) => row.number), parts: parts.map((row) => row.number) }
}

export const partsOf = (
  database: Queryable,
  { organizationId, number }: Pick<AppealRow, 'organizationId' | 'number'>,
): Promise<Pick<AppealRow, 'organizationId' | 'id'>[]> =>
  database
    .select({ organizationId: appeals.organizationId, id: appeals.id })
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.parent, number)))
    .orderBy(asc(appeals.number))
