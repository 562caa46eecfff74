import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import * as schema from '../../api/platform/schema.js'
import type { TestApp } from './app.js'

/** Every row of every table, as text: what is here, whoever gets hold of the database can read. Sealed values are opened. */
export async function everythingKept({ database, services }: Pick<TestApp, 'database' | 'services'>): Promise<string> {
  const found: unknown[] = []
  for (const table of Object.values(schema)) {
    if (!is(table, PgTable)) continue
    for (const row of await database.select().from(table)) {
      found.push([getTableName(table), row])
      // So that what is only sealed does not pass for erased.
      const { organizationId, appealId, id, sealed } = row as Record<string, string>
      const rowId = appealId ?? id
      if (sealed && organizationId && rowId) {
        const place = { organizationId, column: `${getTableName(table)}.sealed`, row: rowId }
        found.push(await services.sealing.unseal(place, sealed))
      }
    }
  }
  return JSON.stringify(found)
}
