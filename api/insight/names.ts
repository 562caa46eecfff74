import { localDate } from '../appeals/deadlines.js'
import { findCampaigns } from '../campaigns/find.js'
import { findAllCategories } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { findRouting } from '../routing/manage.js'

export interface CategoryName {
  name: string
  group: { code: string; name: string } | null
}

/** What categories are called, by code, in the classifier's order: also those that are no longer offered, and those of campaigns. */
export async function categoryNames(
  database: Queryable,
  organization: ResolvedOrganization,
  { language, now }: { language: string; now: Date },
): Promise<Map<string, CategoryName>> {
  const { path, settings } = organization
  const say = (names: Record<string, string>) => localize(names, language, settings.languages)
  const [classifier, campaigns] = await Promise.all([
    findAllCategories(database, { path, today: localDate(now, settings.timeZone) }),
    findCampaigns(database, organization),
  ])
  return new Map<string, CategoryName>([
    ...campaigns.flatMap(({ id, names, categories }) =>
      categories.map(({ code, names: own }): [string, CategoryName] => [
        code,
        { name: say(own), group: { code: id, name: say(names) } },
      ]),
    ),
    ...classifier.map(({ code, names, groupCode, groupNames }): [string, CategoryName] => [
      code,
      { name: say(names), group: { code: groupCode, name: say(groupNames) } },
    ]),
  ])
}

/** One name for a body, whichever language the resident was told it in: as the routing has it, else as it was written. */
export async function bodyNames(
  database: Queryable,
  { id, settings }: ResolvedOrganization,
  language: string,
): Promise<(written: string) => string> {
  const routing = await findRouting(database, id)
  const known = new Map(
    [...(routing?.rules ?? []), ...(routing ? [routing.fallback] : [])].flatMap(({ responsible }) =>
      Object.values(responsible).map((name): [string, string] => [
        name,
        localize(responsible, language, settings.languages),
      ]),
    ),
  )
  return (written) => known.get(written) ?? written
}
