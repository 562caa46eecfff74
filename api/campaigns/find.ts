import { and, eq, inArray } from 'drizzle-orm'
import type { FoundCategory } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import { nearestOf, standingOf } from './standing.js'
import { campaigns } from './tables.js'

export type CampaignRow = typeof campaigns.$inferSelect
type Whose = Pick<ResolvedOrganization, 'id' | 'path' | 'settings'>

/** Its own campaigns and those from above, less those it takes no part in; the one that closes first comes first. */
export async function findCampaigns(
  database: Queryable,
  { id, path, settings }: Whose,
  only?: string,
): Promise<CampaignRow[]> {
  const rows = await database
    .select()
    .from(campaigns)
    .where(and(inArray(campaigns.organizationId, [...path]), only === undefined ? undefined : eq(campaigns.id, only)))
  return nearestOf(rows, path)
    .filter((campaign) => campaign.organizationId === id || !settings.withoutCampaigns.includes(campaign.id))
    .sort((one, other) => compare(one.closesOn ?? '9', other.closesOn ?? '9') || compare(one.id, other.id))
}

export const findCampaign = async (database: Queryable, whose: Whose, id: string): Promise<CampaignRow | undefined> =>
  (await findCampaigns(database, whose, id))[0]

/**
 * What a campaign that is open today lets be reported under a code.
 * @throws {Problem} `campaign-not-open`; `invalid-input`
 */
export async function findCampaignCategory(
  database: Queryable,
  whose: Whose,
  { campaign: id, code, today }: { campaign: string; code: string; today: string },
): Promise<Pick<FoundCategory, 'code' | 'names' | 'kind' | 'deadline' | 'place' | 'contact' | 'questions'>> {
  const campaign = await findCampaign(database, whose, id)
  if (!campaign?.isActive) throw invalid('/campaign', 'unknown')
  const { opensOn, closesOn, categories } = campaign
  const status = standingOf(campaign, today)
  if (status !== 'open') throw new Problem('campaign-not-open', { campaign: { status, opensOn, closesOn } })
  const category = categories.find((candidate) => candidate.code === code)
  if (!category) throw invalid('/category', 'unknown')
  return category
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
