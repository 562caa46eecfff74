import { asc } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { inherit } from './inherit.js'
import type { ResolvedSettings } from './settings.js'
import { organizations } from './tables.js'

/** An organization with the settings in force. */
export interface SetOrganization {
  id: string
  /** From the root of the tree down to itself. */
  path: string[]
  settings: ResolvedSettings
}

/** All organizations, the retired too: what they hold is still held. @param only this one, and those below it. */
export async function listAllSettings(database: Queryable, only?: string): Promise<SetOrganization[]> {
  const { id, path, settings } = organizations
  const rows = await database.select({ id, path, settings }).from(organizations).orderBy(asc(path))
  const known = new Map(rows.map((row) => [row.id, row]))
  return rows
    .filter((row) => only === undefined || row.path.includes(only))
    .map((row) => ({
      id: row.id,
      path: row.path,
      settings: inherit(row.path.flatMap((above) => known.get(above) ?? [])),
    }))
}
