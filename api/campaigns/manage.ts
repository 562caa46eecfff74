import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../platform/database.js'
import { isSame } from '../platform/equal.js'
import { invalid, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import type { CampaignChange, newCampaignSchema } from './contract.js'
import type { CampaignRow } from './find.js'
import { campaigns } from './tables.js'

/** Who changes it, and when. */
interface By {
  /** `command`, or `staff:` and an id. */
  actor: string
  at: Date
  ifMatch?: string | undefined
}

interface Which {
  organizationId: string
  id: string
}

/** Makes a campaign, or replaces it as a whole. @throws {Problem} `changed-meanwhile` */
export async function setCampaign(
  transaction: Transaction,
  which: Which,
  given: z.output<typeof newCampaignSchema>,
  by: By,
): Promise<{ campaign: CampaignRow; isNew: boolean }> {
  const found = await lock(transaction, which)
  if (found) return { campaign: await write(transaction, found, given, by), isNew: false }
  if (by.ifMatch !== undefined) throw new Problem('changed-meanwhile')
  const [added] = await transaction
    .insert(campaigns)
    .values({ ...given, ...which, createdAt: by.at })
    .onConflictDoNothing()
    .returning()
  // Made by someone else at the same moment.
  if (!added) throw new Problem('changed-meanwhile')
  const { organizationId, actor, at } = { ...which, ...by }
  const details = kept(added)
  await recordAudit(transaction, { organizationId, actor, action: 'campaign.created', ...subject(which), details, at })
  return { campaign: added, isNew: true }
}

/** Switches one of its own on or off, or moves its days. @throws {Problem} `not-found`, `changed-meanwhile`, `invalid-input` */
export async function changeCampaign(
  transaction: Transaction,
  which: Which,
  change: CampaignChange,
  by: By,
): Promise<CampaignRow> {
  const found = await lock(transaction, which)
  if (!found) throw new Problem('not-found')
  const next = { ...found, ...change }
  if (next.closesOn !== null && next.closesOn < next.opensOn) throw invalid('/closesOn', 'ends-before')
  return write(transaction, found, next, by)
}

async function lock(transaction: Transaction, { organizationId, id }: Which): Promise<CampaignRow | undefined> {
  const [found] = await transaction
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.organizationId, organizationId), eq(campaigns.id, id)))
    .for('update')
  return found
}

async function write(
  transaction: Transaction,
  found: CampaignRow,
  given: z.output<typeof newCampaignSchema>,
  { actor, at, ifMatch }: By,
): Promise<CampaignRow> {
  if (ifMatch !== undefined && !matchesVersion(ifMatch, found.version)) throw new Problem('changed-meanwhile')
  const { names, descriptions, opensOn, closesOn, categories, isActive } = given
  const next = { ...found, names, descriptions, opensOn, closesOn, categories, isActive }
  const changed = members.filter((name) => !isSame(found[name], next[name]))
  if (changed.length === 0) return found

  const [before, after] = [kept(found), kept(next)]
  const changes = Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]))
  const { organizationId, id, version } = found
  await transaction
    .update(campaigns)
    .set({ names, descriptions, opensOn, closesOn, categories, isActive, version: version + 1 })
    .where(and(eq(campaigns.organizationId, organizationId), eq(campaigns.id, id)))
  await recordAudit(transaction, {
    organizationId,
    actor,
    action: 'campaign.changed',
    ...subject(found),
    details: { changes },
    at,
  })
  return { ...next, version: version + 1 }
}

const members = ['names', 'descriptions', 'opensOn', 'closesOn', 'categories', 'isActive'] as const

/** As the audit trail keeps it: of the categories only what they are called. */
const kept = ({ names, descriptions, opensOn, closesOn, categories, isActive }: CampaignRow) => ({
  names,
  descriptions,
  opensOn,
  closesOn,
  categories: categories.map(({ code }) => code),
  isActive,
})

const subject = ({ id }: Pick<Which, 'id'>) => ({ subject: `campaigns/${id}` })
