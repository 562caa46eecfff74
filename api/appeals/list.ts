import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable } from '../platform/database.js'
import { fromCursor, toCursor } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import type { appealsQuery } from './contract.js'
import { type Box, boxesAround, EARTH_RADIUS, type Point, readBox, readPoint } from './near.js'
import { type Looker, queueOf } from './queues.js'
import { supporterCount } from './supporters.js'
import { appeals, dueAt, words } from './tables.js'
import { openStatuses, type Status } from './transitions.js'
import type { SummaryRow } from './view.js'

export type ListedRow = SummaryRow & { id: string; distance: number | null }

/** One order a list can have: what comes first, where a page goes on, and the cursor of its last row. */
interface Order {
  by: SQL[]
  after: SQL | undefined
  cursorOf(row: ListedRow): string
  distance?: SQL<number>
  where?: SQL | undefined
}

/**
 * One page of an organization's appeals, with one row to spare.
 * @param index the database as the owner of the tables has it: of those near a point, or with some words, it finds the ids by their index,
 * which a request may not use (see `isolation.ts`). The rows are read by the request.
 * @param only the statuses that are public: leaves out all that anyone may not read in full.
 * @throws {Problem} `invalid-input` for a point that is not on Earth, or a cursor of another list.
 */
export async function listRows(
  database: Queryable,
  {
    organizationId,
    query,
    only,
    index,
    looker,
  }: {
    organizationId: string
    query: z.output<typeof appealsQuery>
    only?: readonly Status[] | undefined
    index: Queryable
    looker: Looker
  },
): Promise<{ rows: ListedRow[]; cursorOf(row: ListedRow): string; total?: number | undefined }> {
  const order = orderOf(query)
  const isMine = eq(appeals.organizationId, organizationId)
  const all = filterOf({ organizationId, query, only, looker }, order)
  const wanted = and(all, order.after)
  const limit = query.limit + 1
  const found = (order.distance || query.q || query.box) && (await idsOf(index, { wanted, by: order.by, limit }))
  const rows = await database
    .select({
      id: appeals.id,
      number: appeals.number,
      status: appeals.status,
      categoryCode: appeals.categoryCode,
      categoryNames: appeals.categoryNames,
      campaign: appeals.campaign,
      description: appeals.description,
      address: appeals.address,
      latitude: appeals.latitude,
      longitude: appeals.longitude,
      receivedAt: appeals.receivedAt,
      deadline: appeals.deadline,
      registerBy: appeals.registerBy,
      assigneeName: appeals.assigneeName,
      answeredAt: appeals.answeredAt,
      closedAt: appeals.closedAt,
      erasedAt: appeals.erasedAt,
      supporters: supporterCount,
      distance: order.distance ?? sql<null>`null`,
    })
    .from(appeals)
    .where(
      found
        ? and(
            isMine,
            inArray(
              appeals.id,
              found.map(({ id }) => id),
            ),
          )
        : wanted,
    )
    .orderBy(...order.by)
    .limit(limit)
  // Of a campaign, whose appeals an index holds together: of the whole register it would cost more than the page.
  const [counted] = query.campaign && !only ? await database.select({ total: count() }).from(appeals).where(all) : []
  return { rows, cursorOf: order.cursorOf, total: counted?.total }
}

/** How many there are in all, over the pages. */
export const countRows = (
  database: Queryable,
  asked: Pick<Parameters<typeof listRows>[1], 'organizationId' | 'query' | 'only' | 'looker'>,
): Promise<number> => database.$count(appeals, filterOf(asked, orderOf(asked.query)))

export function filterOf(
  {
    organizationId,
    query,
    only,
    looker,
  }: Pick<Parameters<typeof listRows>[1], 'organizationId' | 'query' | 'only' | 'looker'>,
  order: Pick<Order, 'where'> = {},
): SQL | undefined {
  return and(
    eq(appeals.organizationId, organizationId),
    only ? and(eq(appeals.visibility, 'public'), isNull(appeals.erasedAt)) : undefined,
    statusFilter(query.status, only),
    query.category ? eq(appeals.categoryCode, query.category) : undefined,
    query.campaign ? eq(appeals.campaign, query.campaign) : undefined,
    query.box ? inBox(query.box) : undefined,
    query.queue ? queueOf(query.queue, looker) : undefined,
    query.q ? matching(query.q) : undefined,
    query.numbers ? inArray(appeals.number, query.numbers) : undefined,
    query.since ? gte(appeals.receivedAt, moment(query.since)) : undefined,
    query.until ? lt(appeals.receivedAt, moment(query.until)) : undefined,
    order.where,
  )
}

function inBox(box: string): SQL | undefined {
  const found = readBox(box)
  if (!found) throw invalid('/box', 'coordinates')
  return and(isNotNull(appeals.latitude), isIn(found))
}

/** A number, as it is or after a sign, finds the appeal of this number; words find those that have them all, in any form. */
function matching(q: string): SQL {
  const [, number] = /^[№#]?\s*(\d{1,9})$/.exec(q) ?? []
  return number ? eq(appeals.number, Number(number)) : sql`${words} @@ websearch_to_tsquery('russian', ${q})`
}

const idsOf = (index: Queryable, { wanted, by, limit }: { wanted: SQL | undefined; by: SQL[]; limit: number }) =>
  index
    .select({ id: appeals.id })
    .from(appeals)
    .where(wanted)
    .orderBy(...by)
    .limit(limit)

function statusFilter(
  wanted: z.output<typeof appealsQuery>['status'],
  only: readonly Status[] | undefined,
): SQL | undefined {
  const named = wanted?.flatMap((status): Status[] => (status === 'open' ? openStatuses : [status])) ?? only
  if (!named) return undefined
  const statuses = named.filter((status) => !only || only.includes(status))
  return statuses.length > 0 ? inArray(appeals.status, statuses) : sql`false`
}

function orderOf({ near, radius, sort, cursor }: z.output<typeof appealsQuery>): Order {
  if (near !== undefined) {
    const point = readPoint(near)
    if (!point) throw invalid('/near', 'coordinates')
    return nearest(point, radius, cursor)
  }
  return sort === 'deadline' ? dueFirst(cursor) : newest(cursor)
}

function newest(cursor: string | undefined): Order {
  const [at, id] = cursor ? read(z.tuple([z.iso.datetime(), z.uuid()]), cursor, 'string', 'string') : []
  return {
    by: [desc(appeals.receivedAt), desc(appeals.id)],
    after:
      at && id
        ? sql`(${appeals.receivedAt}, ${appeals.id}) < (${moment(at).toISOString()}::timestamptz, ${id}::uuid)`
        : undefined,
    cursorOf: ({ receivedAt, id }) => toCursor(receivedAt.toISOString(), id),
  }
}

/** What is due first comes first, be it registered or answered; that without a deadline comes last. */
function dueFirst(cursor: string | undefined): Order {
  const [, at, id] = cursor
    ? read(
        z.tuple([z.literal('due'), z.iso.datetime().or(z.literal('')), z.uuid()]),
        cursor,
        'string',
        'string',
        'string',
      )
    : []
  const due = at ? moment(at).toISOString() : 'infinity'
  return {
    by: [dueAt, asc(appeals.id)],
    after: id ? sql`(${dueAt}, ${appeals.id}) > (${due}::timestamptz, ${id}::uuid)` : undefined,
    cursorOf: ({ registerBy, deadline, id }) => {
      const [first] = [registerBy, deadline].filter((each) => each !== null).sort((one, other) => +one - +other)
      return toCursor('due', first?.toISOString() ?? '', id)
    },
  }
}

function nearest(point: Point, radius: number, cursor: string | undefined): Order {
  const distance = distanceFrom(point)
  const [metres, id] = cursor ? read(z.tuple([z.number().min(0), z.uuid()]), cursor, 'number', 'string') : []
  return {
    by: [distance, asc(appeals.id)],
    after:
      id && metres !== undefined ? sql`(${distance}, ${appeals.id}) > (${metres}::float8, ${id}::uuid)` : undefined,
    cursorOf: ({ distance, id }) => toCursor(distance, id),
    distance,
    where: and(
      isNotNull(appeals.latitude),
      // In the words of the index `appeals_place`.
      or(...boxesAround(point, radius).map(isIn)),
      sql`${distance} <= ${radius}::float8`,
    ),
  }
}

/** In the words of the indexes by place. */
export const isIn = ({ west, south, east, north }: Box) =>
  sql`point(${appeals.longitude}, ${appeals.latitude}) <@ box(point(${west}::float8, ${south}::float8), point(${east}::float8, ${north}::float8))`

/** Metres along a great circle, as `distanceBetween` counts them. */
export const distanceFrom = ({
  latitude,
  longitude,
}: Point) => sql<number>`(2 * ${EARTH_RADIUS}::float8 * asin(least(1, sqrt(
  power(sin(radians(${appeals.latitude} - ${latitude}::float8) / 2), 2)
  + cos(radians(${latitude}::float8)) * cos(radians(${appeals.latitude}))
  * power(sin(radians(${appeals.longitude} - ${longitude}::float8) / 2), 2)))))`

/** A cursor that someone made up, or that another list gave out, is bad input. */
function read<Keys extends z.ZodType>(schema: Keys, cursor: string, ...types: ('string' | 'number')[]): z.output<Keys> {
  const keys = schema.safeParse(fromCursor(cursor, ...types))
  if (!keys.success) throw invalid('/cursor', 'cursor')
  return keys.data
}

/** RFC 3339 knows a year 0, PostgreSQL does not. Nothing was received before the first year. */
const moment = (instant: string) => new Date(Math.max(Date.parse(instant), Date.parse('0001-01-01T00:00:00Z')))
