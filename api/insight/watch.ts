import { and, eq, gt, sql } from 'drizzle-orm'
import { listAllSettings } from '../organizations/every.js'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import { type Database, inOrganization, type Queryable, rowsOf } from '../platform/database.js'
import type { Log, Mailer } from '../platform/services.js'
import { listMembers } from '../staff/members.js'
import { riseMail } from './rise-mail.js'
import { type Rise, riseOf, USUAL } from './rises.js'
import { insightRises } from './tables.js'

const DAY = 24 * 3_600_000
/** Milliseconds for which a rise that was announced is not announced again. */
const QUIET = 14 * DAY
/** More people than that at one organization are not written to. */
const MOST_MEMBERS = 500

/** A rise of one topic in a square of some kilometre. */
export interface LocalRise extends Rise {
  category: string
  /** Of its south-western corner, in hundredths of a degree. */
  south: number
  west: number
  /** The appeals that made it. */
  numbers: number[]
}

/**
 * Looks in each organization for sudden local rises, and tells coordinators, leaders and administrators of what is new.
 * @returns the number of rises announced.
 */
export async function announceRises(
  database: Database,
  now: Date,
  { mail, url, log, isOver = () => false }: { mail: Mailer; url: string; log: Log; isOver?(): boolean },
): Promise<number> {
  const organizations = createOrganizationFinder(database, () => now)
  let announced = 0
  for (const { id } of await listAllSettings(database)) {
    if (isOver()) return announced
    const organization = await organizations.find(id)
    if (organization.retiredAt) continue
    for (const rise of await claimRises(database, organization, now)) {
      announced += 1
      for (const { email, roles } of await listMembers(database, { organizationId: id, limit: MOST_MEMBERS })) {
        if (!roles.some((role) => ['coordinator', 'leader', 'administrator'].includes(role))) continue
        try {
          await mail.send(await riseMail(database, { to: email, organization, rise, now, url }))
        } catch (error) {
          log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'a rise was not told')
        }
      }
    }
  }
  return announced
}

/** The rises that nobody was told of yet, for the first process that asks. */
const claimRises = (database: Database, organization: ResolvedOrganization, now: Date): Promise<LocalRise[]> =>
  inOrganization(database, organization.path, async (transaction) => {
    const { id: organizationId } = organization
    const rises = await findRises(transaction, organizationId, now)
    if (rises.length === 0) return []
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rises ${organizationId}`}, 0))`)
    const known = await transaction
      .select()
      .from(insightRises)
      .where(
        and(
          eq(insightRises.organizationId, organizationId),
          gt(insightRises.announcedAt, new Date(now.getTime() - QUIET)),
        ),
      )
    const placeOf = ({ category, south, west }: Pick<LocalRise, 'category' | 'south' | 'west'>) =>
      [category, south, west].join(' ')
    const told = new Set(known.map(placeOf))
    const fresh = rises.filter((rise) => !told.has(placeOf(rise)))
    for (const { probability: _, ...rise } of fresh)
      await transaction.insert(insightRises).values({ ...rise, organizationId, announcedAt: now })
    return fresh
  })

/** Counts what came lately in each square of the grid, by topic. Days are of 24 hours, up to now. */
export async function findRises(database: Queryable, organizationId: string, now: Date): Promise<LocalRise[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const since = (days: number) => sql`received_at > ${at} - ${`${days} days`}::interval`
  const rows = await rowsOf<{
    category: string
    south: number
    west: number
    one: number
    three: number
    seven: number
    usual: number
    numbers: { number: number; at: string }[]
  }>(
    database,
    sql`select category_code as category, floor(latitude * 100)::int as south, (floor(longitude * 50) * 2)::int as west,
        count(*) filter (where ${since(1)})::int as one, count(*) filter (where ${since(3)})::int as three,
        count(*) filter (where ${since(7)})::int as seven, count(*) filter (where not (${since(7)}))::int as usual,
        json_agg(json_build_object('number', number, 'at', received_at) order by received_at desc)
          filter (where ${since(7)}) as numbers
      from appeals
      where organization_id = ${organizationId} and ${since(USUAL + 7)} and received_at <= ${at}
        and latitude is not null and erased_at is null
      group by 1, 2, 3 having count(*) filter (where ${since(7)}) > 0`,
  )
  return rows.flatMap(({ category, south, west, one, three, seven, usual, numbers }) => {
    const rise = riseOf({ recent: { 1: one, 3: three, 7: seven }, usual }, rows.length)
    if (!rise) return []
    const from = now.getTime() - rise.days * DAY
    const made = numbers.filter((each) => Date.parse(each.at) > from).map(({ number }) => number)
    return [{ ...rise, category, south, west, numbers: made }]
  })
}
