import { and, eq } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { type SealedPlace, type Sealing, UnknownKey } from '../platform/sealing.js'
import { appealContacts } from './tables.js'

export interface AppealContact {
  name: string | null
  email: string | null
  phone: string | null
}

export const nobody: AppealContact = { name: null, email: null, phone: null }

export const contactPlace = (organizationId: string, appealId: string): SealedPlace => ({
  organizationId,
  column: 'appeal_contacts.sealed',
  row: appealId,
})

/** Keeps who sent an appeal, sealed; nothing where nothing was told. */
export async function keepContact(
  database: Queryable,
  sealing: Sealing,
  { organizationId, appealId, contact }: { organizationId: string; appealId: string; contact: AppealContact },
): Promise<void> {
  if (Object.values(contact).every((value) => value === null)) return
  const sealed = await sealing.seal(contactPlace(organizationId, appealId), JSON.stringify(contact))
  await database.insert(appealContacts).values({ organizationId, appealId, sealed })
}

/** Who sent an appeal, as far as it was told and can be read: when its key is lost, the appeal still is to be answered. */
export async function contactOf(
  database: Queryable,
  sealing: Sealing,
  { organizationId, appealId }: { organizationId: string; appealId: string },
): Promise<AppealContact> {
  const [found] = await database
    .select()
    .from(appealContacts)
    .where(and(eq(appealContacts.organizationId, organizationId), eq(appealContacts.appealId, appealId)))
  if (!found) return nobody
  const { sealed, name, email, phone } = found
  if (sealed === null) return { name, email, phone }
  try {
    return { ...nobody, ...JSON.parse(await sealing.unseal(contactPlace(organizationId, appealId), sealed)) }
  } catch (error) {
    if (error instanceof UnknownKey) return nobody
    throw error
  }
}
