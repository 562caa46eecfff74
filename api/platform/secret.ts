import { eq } from 'drizzle-orm'
import { randomSecret } from './crypto.js'
import type { Database } from './database.js'
import type { Settings } from './settings.js'
import { instanceSecrets } from './tables.js'

/** The installation's secret: the setting, else one made at the first start and kept in the database. */
export async function readSecret(database: Database, settings: Settings): Promise<string> {
  if (settings.VMESTE_SECRET) return settings.VMESTE_SECRET
  await database.insert(instanceSecrets).values({ name: 'main', value: randomSecret() }).onConflictDoNothing()
  const [kept] = await database.select().from(instanceSecrets).where(eq(instanceSecrets.name, 'main'))
  if (!kept) throw new Error('the secret just written is gone')
  return kept.value
}
