import { eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { OrganizationAdministration } from './administration.js'
import { inherit, sourcesOf } from './inherit.js'
import type { OrganizationRow } from './manage.js'
import { organizations } from './tables.js'
import type { Territory } from './territory.js'

/** What an organization sets, what is in force, and where each comes from. */
export async function toAdministration(
  database: Queryable,
  { id, path, kind, names, settings, version, retiredAt }: Omit<OrganizationRow, 'territory'>,
): Promise<OrganizationAdministration> {
  const rows = await database
    .select({
      id: organizations.id,
      settings: organizations.settings,
      hasTerritory: sql<boolean>`${organizations.territory} is not null`,
    })
    .from(organizations)
    .where(inArray(organizations.id, path))
  const chain = path.flatMap((above) => rows.find((row) => row.id === above) ?? [])
  return {
    id,
    path,
    kind,
    names,
    retiredAt: retiredAt?.toISOString() ?? null,
    settings,
    inForce: { ...inherit(chain) },
    from: sourcesOf(chain),
    territory: { from: chain.findLast(({ hasTerritory }) => hasTerritory)?.id ?? null },
    version,
  }
}

export async function findOrganizationRow(database: Queryable, id: string): Promise<OrganizationRow | undefined> {
  const [found] = await database.select().from(organizations).where(eq(organizations.id, id))
  return found
}

/** Its own territory, else that of the nearest above it. */
export async function findTerritory(
  database: Queryable,
  path: readonly string[],
): Promise<{ organization: string; geometry: Territory } | undefined> {
  const [found] = await database
    .select({ organization: organizations.id, geometry: organizations.territory })
    .from(organizations)
    .where(sql`${inArray(organizations.id, [...path])} and ${isNotNull(organizations.territory)}`)
    .orderBy(sql`cardinality(${organizations.path}) desc`)
    .limit(1)
  return found?.geometry ? { organization: found.organization, geometry: found.geometry } : undefined
}
