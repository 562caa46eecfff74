import { type SealedPlace, type Sealing, UnknownKey } from '../platform/sealing.js'
import type { Vouched } from './vouched.js'

export interface ResidentContact {
  name: string | null
  email: string | null
  vouched?: Vouched | undefined
}

export const residentPlace = (organizationId: string, residentId: string): SealedPlace => ({
  organizationId,
  column: 'residents.sealed',
  row: residentId,
})

/** Null where there is nothing to be sealed. */
export async function sealContact(
  sealing: Sealing,
  { organizationId, id }: { organizationId: string; id: string },
  contact: ResidentContact,
): Promise<string | null> {
  if (contact.name === null && contact.email === null && !contact.vouched) return null
  return sealing.seal(residentPlace(organizationId, id), JSON.stringify(contact))
}

/** As far as it can be read: whose key is lost is still a resident. */
export async function readContact(
  sealing: Sealing,
  { organizationId, id, sealed }: { organizationId: string; id: string; sealed: string | null },
): Promise<ResidentContact> {
  if (sealed === null) return { name: null, email: null }
  try {
    return { name: null, email: null, ...JSON.parse(await sealing.unseal(residentPlace(organizationId, id), sealed)) }
  } catch (error) {
    if (error instanceof UnknownKey) return { name: null, email: null }
    throw error
  }
}
