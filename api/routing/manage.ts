import { asc, eq } from 'drizzle-orm'
import { localDate } from '../appeals/deadlines.js'
import { recordAudit } from '../audit/record.js'
import { findCampaigns } from '../campaigns/find.js'
import { findCategories } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { isSame } from '../platform/equal.js'
import { type FieldError, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import type { GivenRouting, Routing } from './contract.js'
import { routingRules, routings } from './tables.js'

/** Who changes it, and when. */
interface By {
  /** `command`, or `staff:` and an id. */
  actor: string
  at: Date
  ifMatch?: string | undefined
}

/** The accounts named by a routing. */
export const assigneesOf = ({ rules, fallback }: GivenRouting): string[] =>
  [...rules, fallback].flatMap(({ assignee }) => assignee ?? [])

export async function findRouting(database: Queryable, organizationId: string): Promise<Routing | undefined> {
  const [[routing], rules] = await Promise.all([
    database.select().from(routings).where(eq(routings.organizationId, organizationId)),
    database
      .select()
      .from(routingRules)
      .where(eq(routingRules.organizationId, organizationId))
      .orderBy(asc(routingRules.position)),
  ])
  if (!routing) return undefined
  const { responsible, assignee, assigneeName, version } = routing
  return {
    rules: rules.map(({ organizationId: _, position: __, ...rule }) => rule),
    fallback: { responsible, assignee, assigneeName },
    version,
  }
}

/**
 * Puts these rules in the place of those before; again changes nothing.
 * @param names of the accounts that may have appeals in hand here.
 * @throws {Problem} `changed-meanwhile`; `invalid-input` for a topic or person that is not there.
 */
export async function setRouting(
  transaction: Transaction,
  organization: ResolvedOrganization,
  given: GivenRouting,
  { actor, at, ifMatch, names }: By & { names: ReadonlyMap<string, string> },
): Promise<Routing> {
  const { id: organizationId } = organization
  const errors = [...(await unknownTopics(transaction, organization, given, at)), ...strangers(given, names)]
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  // Whoever else sets it waits here.
  await transaction
    .select({ version: routings.version })
    .from(routings)
    .where(eq(routings.organizationId, organizationId))
    .for('update')
  const before = await findRouting(transaction, organizationId)
  if (ifMatch !== undefined && !(before && matchesVersion(ifMatch, before.version))) {
    throw new Problem('changed-meanwhile')
  }
  const named = <Target extends { assignee: string | null }>(target: Target) => ({
    ...target,
    assigneeName: target.assignee && (names.get(target.assignee) ?? null),
  })
  const next: Routing = {
    rules: given.rules.map(named),
    fallback: named(given.fallback),
    version: (before?.version ?? 0) + 1,
  }
  if (before && isSame({ ...before, version: next.version }, next)) return before

  const row = { ...next.fallback, version: next.version, changedAt: at }
  const written = await transaction
    .insert(routings)
    .values({ organizationId, ...row })
    .onConflictDoUpdate({
      target: routings.organizationId,
      set: row,
      setWhere: eq(routings.version, before?.version ?? 0),
    })
    .returning({ version: routings.version })
  // Made by someone else at the same moment.
  if (written.length === 0) throw new Problem('changed-meanwhile')
  await transaction.delete(routingRules).where(eq(routingRules.organizationId, organizationId))
  if (next.rules.length > 0) {
    await transaction
      .insert(routingRules)
      .values(next.rules.map((rule, position) => ({ ...rule, organizationId, position })))
  }
  const details = changesBetween(before, next)
  await recordAudit(transaction, { organizationId, actor, at, action: 'routing.changed', subject: 'routing', details })
  return next
}

/** @returns whether there was one. */
export async function removeRouting(
  transaction: Transaction,
  organizationId: string,
  { actor, at }: Omit<By, 'ifMatch'>,
): Promise<boolean> {
  const gone = await transaction
    .delete(routings)
    .where(eq(routings.organizationId, organizationId))
    .returning({ version: routings.version })
  if (gone.length === 0) return false
  await transaction.delete(routingRules).where(eq(routingRules.organizationId, organizationId))
  await recordAudit(transaction, { organizationId, actor, at, action: 'routing.removed', subject: 'routing' })
  return true
}

/** What no classifier or campaign has is a slip of the pen. */
async function unknownTopics(
  transaction: Transaction,
  organization: ResolvedOrganization,
  { rules }: GivenRouting,
  at: Date,
): Promise<FieldError[]> {
  const today = localDate(at, organization.settings.timeZone)
  const [classifier, campaigns] = await Promise.all([
    findCategories(transaction, { path: organization.path, today }),
    findCampaigns(transaction, organization),
  ])
  const categories = new Set(
    [...classifier, ...campaigns.flatMap((campaign) => campaign.categories)].map(({ code }) => code),
  )
  const groups = new Set([...classifier.map(({ groupCode }) => groupCode), ...campaigns.map(({ id }) => id)])
  return rules.flatMap(({ category, group }, index): FieldError[] => {
    if (category !== null && !categories.has(category))
      return [{ pointer: `/rules/${index}/category`, code: 'unknown' }]
    if (group !== null && !groups.has(group)) return [{ pointer: `/rules/${index}/group`, code: 'unknown' }]
    return []
  })
}

function strangers({ rules, fallback }: GivenRouting, names: ReadonlyMap<string, string>): FieldError[] {
  const isStranger = (assignee: string | null) => assignee !== null && !names.has(assignee)
  return [
    ...rules.flatMap(({ assignee }, index): FieldError[] =>
      isStranger(assignee) ? [{ pointer: `/rules/${index}/assignee`, code: 'not-staff' }] : [],
    ),
    ...(isStranger(fallback.assignee) ? [{ pointer: '/fallback/assignee', code: 'not-staff' }] : []),
  ]
}

/** As the audit trail keeps it: which rules, their order and the fallback where it is another. Accounts by id, never by name. */
function changesBetween(before: Routing | undefined, after: Routing): Record<string, unknown> {
  const old = new Map(before?.rules.map((rule) => [rule.id, rule]))
  const kept = new Set(after.rules.map(({ id }) => id))
  const fallbackOf = (routing: Routing | undefined) =>
    routing && { responsible: routing.fallback.responsible, assignee: routing.fallback.assignee }
  const [from, to] = [fallbackOf(before) ?? null, fallbackOf(after)]
  const idsOf = (routing: Routing | undefined) => routing?.rules.map(({ id }) => id) ?? []
  const order = { from: idsOf(before), to: idsOf(after) }
  // The first rule that holds routes. Who stands where is told where those that stay have changed places.
  const isReordered = !isSame(
    order.from.filter((id) => kept.has(id)),
    order.to.filter((id) => old.has(id)),
  )
  return {
    rules: {
      added: after.rules.flatMap(({ id }) => (old.has(id) ? [] : [id])),
      changed: after.rules.flatMap((rule) => (old.has(rule.id) && !isSame(old.get(rule.id), rule) ? [rule.id] : [])),
      removed: [...old.keys()].filter((id) => !kept.has(id)),
    },
    ...(isReordered && { order }),
    ...(!isSame(from, to) && { fallback: { from, to } }),
  }
}
