import type { Services } from '../platform/services.js'
import { readContact } from './contact.js'
import { subjectOf } from './subject.js'
import type { ResidentRow } from './welcome.js'

/** The addresses that are known to be a resident's, as hashes: by these is found what goes there by mail. */
export async function addressesOf(
  { secret, sealing }: Pick<Services, 'secret' | 'sealing'>,
  row: ResidentRow,
): Promise<string[]> {
  const { email } = await readContact(sealing, row)
  const { organizationId, way, subject } = row
  return [
    ...(way === 'email' ? [subject] : []),
    ...(email ? [await subjectOf(secret, organizationId, { way: 'email', email })] : []),
  ]
}
