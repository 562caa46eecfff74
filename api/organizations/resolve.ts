import { eq, getTableColumns, inArray } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import type { Organization } from './contract.js'
import { inherit } from './inherit.js'
import type { ResolvedSettings } from './settings.js'
import { organizations } from './tables.js'

/** An organization with what it inherits from those above it. */
export interface ResolvedOrganization {
  id: string
  /** From the root of the tree down to itself. */
  path: string[]
  kind: Organization['kind']
  names: Localized
  parent: { id: string; names: Localized } | null
  settings: ResolvedSettings
  /** Since when it no longer works here. */
  retiredAt: Date | null
}

/** Milliseconds for which a change to an organization may go unseen by another process. */
const FRESH = 10_000

/** Finds organizations and remembers them for a moment: every request needs one, and they seldom change. */
export function createOrganizationFinder(database: Queryable, now: () => Date) {
  const remembered = new Map<string, { until: number; found: Promise<ResolvedOrganization> }>()
  return {
    /** @throws {Problem} `not-found`. */
    find(id: string): Promise<ResolvedOrganization> {
      const time = now().getTime()
      const known = remembered.get(id)
      if (known && known.until > time) return known.found
      const found = load(database, id)
      remembered.set(id, { until: time + FRESH, found })
      // What does not exist is not remembered: anyone can ask for endless names.
      found.catch(() => remembered.delete(id))
      return found
    },
    /** Has everything read again: one organization's change is felt by all below it. */
    forget: () => remembered.clear(),
  }
}
export type OrganizationFinder = ReturnType<typeof createOrganizationFinder>

/** Without the territory: large, and asked for by its own address alone. */
const { territory: _, ...loaded } = getTableColumns(organizations)

async function load(database: Queryable, id: string): Promise<ResolvedOrganization> {
  const [own] = await database.select(loaded).from(organizations).where(eq(organizations.id, id))
  if (!own) throw new Problem('not-found')
  const rows = await database.select(loaded).from(organizations).where(inArray(organizations.id, own.path))
  const chain = own.path.flatMap((ancestor) => rows.find((row) => row.id === ancestor) ?? [])
  const parent = chain.at(-2)
  return {
    id: own.id,
    path: own.path,
    kind: own.kind,
    names: own.names,
    parent: parent ? { id: parent.id, names: parent.names } : null,
    settings: inherit(chain),
    retiredAt: own.retiredAt,
  }
}

/** @param origin where the hosted pages are. @param pushKey of the installation. */
export function toPublicProfile(
  { id, names, kind, parent, settings }: ResolvedOrganization,
  { language, origin, pushKey }: { language: string; origin: string; pushKey: string },
): Organization {
  const inLanguage = (texts: Localized) => localize(texts, language, settings.languages)
  const { address, ...contacts } = settings.contacts
  return {
    id,
    name: inLanguage(names),
    kind,
    parent: parent && { id: parent.id, name: inLanguage(parent.names) },
    languages: settings.languages,
    timeZone: settings.timeZone,
    contacts: { ...contacts, ...(address && { address: inLanguage(address) }) },
    features: settings.features,
    identity: settings.identity,
    look: settings.look,
    appealsVisibility: settings.appealsVisibility,
    consent: {
      text: inLanguage(settings.consent.text),
      url: settings.consent.url ?? `${origin}/o/${id}/privacy?lang=${language}`,
    },
    map: settings.map,
    pushKey: settings.notices.push ? pushKey : null,
  }
}
