import type { z } from '@hono/zod-openapi'
import { and, eq, ne } from 'drizzle-orm'
import type { Transaction } from '../platform/database.js'
import { invalid } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { spendCode } from './codes.js'
import { readContact, sealContact } from './contact.js'
import type { meChangeSchema } from './contract.js'
import { subjectOf } from './subject.js'
import { residents } from './tables.js'
import { isResident, type ResidentRow } from './welcome.js'

/**
 * Corrects name and e-mail. Another address must be shown to be theirs: whoever is known by it would else be whoever
 * they like.
 * @throws {Problem} `invalid-input`: `wrong-code`; `address-taken` for the one another resident is known by; `required`
 * where one is known by the address taken away.
 */
export async function correctResident(
  transaction: Transaction,
  { secret, sealing }: Pick<Services, 'secret' | 'sealing'>,
  resident: ResidentRow,
  change: z.output<typeof meChangeSchema>,
): Promise<ResidentRow> {
  const { organizationId, way } = resident
  const before = await readContact(sealing, resident)
  const contact = { ...before }
  if (change.name !== undefined) contact.name = change.name || null
  let { subject } = resident
  if (change.email === null) {
    if (way === 'email') throw invalid('/email', 'required')
    contact.email = null
  } else if (change.email !== undefined && change.email !== before.email) {
    const known = await subjectOf(secret, organizationId, { way: 'email', email: change.email })
    const key = { organizationId, subject: known }
    if (!(await spendCode(transaction, secret, key, change.code ?? ''))) throw invalid('/code', 'wrong-code')
    contact.email = change.email
    if (way === 'email') subject = known
  }
  const [taken] = await transaction
    .select({ id: residents.id })
    .from(residents)
    .where(
      and(eq(residents.organizationId, organizationId), eq(residents.subject, subject), ne(residents.id, resident.id)),
    )
  if (taken) throw invalid('/email', 'address-taken')
  const changed = { subject, sealed: await sealContact(sealing, resident, contact) }
  await transaction.update(residents).set(changed).where(isResident(resident))
  return { ...resident, ...changed }
}
