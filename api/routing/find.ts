import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { isCaseworker } from '../staff/caseworkers.js'
import { mostSpecific, type Routed } from './rules.js'
import { routingRules, routings } from './tables.js'

/** Whom an appeal goes to, as it is snapshotted on it. */
export interface Route {
  /** Null for the fallback. */
  rule: string | null
  responsible: string
  /** Which of the staff has it in hand, as the history names them, and by name. */
  assignee: { actor: string; name: string } | undefined
}

/**
 * Whom the organization's rules give an appeal to; undefined where it routes by hand. Who is not staff of it any more
 * gets nothing in hand.
 * @param language in which the resident is told.
 */
export async function routeOf(
  database: Queryable,
  { id: organizationId, settings }: Pick<ResolvedOrganization, 'id' | 'settings'>,
  routed: Routed,
  language: string,
): Promise<Route | undefined> {
  const { category, group } = routed
  const [[routing], rules] = await Promise.all([
    database.select().from(routings).where(eq(routings.organizationId, organizationId)),
    // Not all of them: territories are large.
    database
      .select()
      .from(routingRules)
      .where(
        and(
          eq(routingRules.organizationId, organizationId),
          or(isNull(routingRules.category), eq(routingRules.category, category)),
          or(isNull(routingRules.group), group === undefined ? undefined : eq(routingRules.group, group)),
        ),
      )
      .orderBy(asc(routingRules.position)),
  ])
  if (!routing) return undefined
  const rule = mostSpecific(rules, routed)
  const { responsible, assignee, assigneeName } = rule ?? routing
  const isHere = assignee !== null && (await isCaseworker(database, { organizationId, accountId: assignee }))
  return {
    rule: rule?.id ?? null,
    responsible: localize(responsible as Localized, language, settings.languages),
    assignee: isHere ? { actor: `staff:${assignee}`, name: assigneeName ?? '' } : undefined,
  }
}
