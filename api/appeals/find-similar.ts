import { and, desc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Queryable } from '../platform/database.js'
import type { Masking } from '../privacy/masking.js'
import { type AppealRow, appealColumns } from './find.js'
import { distanceFrom, isIn } from './list.js'
import { boxesAround, distanceBetween } from './near.js'
import { likenessOf, NEARBY, scoreOf } from './similar.js'
import type { similarQuerySchema } from './similar-contract.js'
import { appeals, stillOpen } from './tables.js'
import { isOpen, type Status } from './transitions.js'

/** More are not compared, and not shown. */
const COMPARED = 100
const SHOWN = 5
/** Milliseconds: what is older is not found by its words alone. */
const RECENT = 180 * 24 * 3_600_000

export interface SimilarRow {
  appeal: AppealRow
  /** Metres; null where a point is missing. */
  metres: number | null
}

/**
 * The appeals still open that may be the same as one about to be sent, the likeliest first. By an index some are
 * found that may be: near the point, at an address written alike or, where no place is told, the latest of the category;
 * these are compared by what of them may be read.
 * @param index the database as the owner of the tables has it: see `isolation.ts`.
 */
export async function findSimilar(
  database: Queryable,
  {
    organizationId,
    query,
    only,
    visibility,
    index,
    masking,
    now,
  }: {
    organizationId: string
    query: z.output<typeof similarQuerySchema>
    /** The statuses, and whether also what is not public, that whoever asks may read. */
    only: readonly Status[]
    visibility: 'public' | 'all'
    index: Queryable
    masking: Masking
    now: Date
  },
): Promise<SimilarRow[]> {
  const base = and(
    eq(appeals.organizationId, organizationId),
    stillOpen,
    inArray(appeals.status, only.filter(isOpen)),
    visibility === 'public' ? eq(appeals.visibility, 'public') : undefined,
    isNull(appeals.erasedAt),
  )
  const ids = await candidates(index, base, query, now)
  if (ids.length === 0) return []
  const rows = await database
    .select(appealColumns)
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), inArray(appeals.id, ids)))

  const { category, campaign, description, place } = query
  const point = pointOf(place)
  const scored = rows.map((appeal) => {
    const there = pointOf(appeal)
    const metres = point && there ? distanceBetween(point, there) : null
    const address = appeal.address === null ? undefined : masking.address(appeal.address)
    const score = scoreOf({
      metres,
      addresses: place?.address && address ? likenessOf(place.address, address) : null,
      // What is hidden must not be found by trying out what it may be.
      texts: likenessOf(description, masking.text(appeal.description)),
      isSameCategory: appeal.categoryCode === category && appeal.campaign === (campaign ?? null),
      days: (now.getTime() - appeal.receivedAt.getTime()) / 86_400_000,
    })
    return { appeal, metres, score }
  })
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || other.appeal.number - one.appeal.number)
    .slice(0, SHOWN)
}

/** The ids of those worth comparing. */
async function candidates(
  index: Queryable,
  base: SQL | undefined,
  { category, place }: z.output<typeof similarQuerySchema>,
  now: Date,
): Promise<string[]> {
  const point = pointOf(place)
  const select = (where: SQL | undefined, by: SQL) =>
    index.select({ id: appeals.id }).from(appeals).where(and(base, where)).orderBy(by).limit(COMPARED)
  const ways = []
  if (point) {
    // In the words of the index `appeals_open_place`.
    const isNear = and(sql`latitude is not null`, or(...boxesAround(point, NEARBY).map(isIn)))
    ways.push(select(isNear, distanceFrom(point)))
  }
  if (place?.address) {
    // By its trigrams the nearest ones, so that no address that many share is compared with them all.
    ways.push(select(sql`address is not null`, sql`${place.address}::text <<-> ${appeals.address}`))
  }
  if (ways.length === 0) {
    const isRecent = gt(appeals.receivedAt, new Date(now.getTime() - RECENT))
    ways.push(select(and(eq(appeals.categoryCode, category), isRecent), desc(appeals.receivedAt)))
  }
  return [...new Set((await Promise.all(ways)).flat().map(({ id }) => id))]
}

const pointOf = (place: { latitude?: number | null | undefined; longitude?: number | null | undefined } | undefined) =>
  typeof place?.latitude === 'number' && typeof place.longitude === 'number'
    ? { latitude: place.latitude, longitude: place.longitude }
    : undefined
