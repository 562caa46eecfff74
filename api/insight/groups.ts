import { eq, sql } from 'drizzle-orm'
import { findCampaigns } from '../campaigns/find.js'
import { findAllCategories } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { type Queryable, rowsOf, type Transaction } from '../platform/database.js'
import { columns, sums } from './columns.js'
import { insightProgress } from './tables.js'

/** The group of each category, by code. */
export type Groups = Readonly<Record<string, string>>

/** As the classifier has them now, and the campaigns, each of which is the group of its categories. */
export async function findGroups(
  database: Queryable,
  organization: Pick<ResolvedOrganization, 'id' | 'path' | 'settings'>,
): Promise<Groups> {
  const [classifier, campaigns] = await Promise.all([
    // The day is that of their deadlines, which play no part.
    findAllCategories(database, { path: organization.path, today: '1970-01-01' }),
    findCampaigns(database, organization),
  ])
  return Object.fromEntries([
    ...campaigns.flatMap(({ id, categories }) => categories.map(({ code }) => [code, id])),
    ...classifier.map(({ code, groupCode }) => [code, groupCode]),
  ])
}

export const groupOf = (groups: Groups, code: string): string => groups[code] ?? code

/** Are the figures of an organization counted by just these groups? They follow some seconds behind the classifier. */
export async function isCountedBy(database: Queryable, organizationId: string, groups: Groups): Promise<boolean> {
  const [progress] = await database
    .select({ groups: insightProgress.groups })
    .from(insightProgress)
    .where(eq(insightProgress.organizationId, organizationId))
  return Boolean(progress?.groups && moved(progress.groups, groups).length === 0)
}

/** Adds the groups up anew from their categories, where one that is counted belongs to another group now. */
export async function regroup(
  transaction: Transaction,
  organizationId: string,
  { from, to }: { from: Groups | null; to: Groups },
): Promise<void> {
  const codes = from && moved(from, to)
  if (codes?.length === 0) return
  if (!codes || (await areCounted(transaction, organizationId, codes)))
    for (const [table, moment] of [
      [sql.raw('insight_days'), sql.raw('day')],
      [sql.raw('insight_weeks'), sql.raw('before')],
    ])
      for (const subject of ['territory', 'responsible']) {
        const [view, parts] = [`group_${subject}`, `category_${subject}`]
        await transaction.execute(
          sql`delete from ${table} where organization_id = ${organizationId} and view = ${view}`,
        )
        await transaction.execute(sql`
          insert into ${table} (organization_id, view, ${moment}, category, subject, ${columns})
          select ${organizationId}, ${view}, ${moment}, coalesce(${JSON.stringify(to)}::jsonb ->> category, category), subject, ${sums}
          from ${table} where organization_id = ${organizationId} and view = ${parts} group by 3, 4, 5`)
      }
  await transaction
    .update(insightProgress)
    .set({ groups: to })
    .where(eq(insightProgress.organizationId, organizationId))
}

const moved = (from: Groups, to: Groups): string[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((code) => groupOf(from, code) !== groupOf(to, code))

async function areCounted(database: Queryable, organizationId: string, codes: readonly string[]): Promise<boolean> {
  const found = await rowsOf(
    database,
    sql`select from insight_days where organization_id = ${organizationId} and view = 'category'
      and ${JSON.stringify(codes)}::jsonb ? category limit 1`,
  )
  return found.length > 0
}
