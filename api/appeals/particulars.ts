import { attachmentsOf } from '../attachments/claim.js'
import type { Queryable } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
import { contactOf } from './contacts.js'
import { type AppealRow, eventsOf } from './find.js'
import type { Particulars } from './view.js'

/** What whoever sent an appeal, and staff, are given with it. */
export async function particularsOf(
  database: Queryable,
  sealing: Sealing,
  { organizationId, id: appealId }: AppealRow,
): Promise<Particulars> {
  const [events, attachments, contact] = await Promise.all([
    eventsOf(database, { organizationId, appealId }),
    attachmentsOf(database, { organizationId, ownerId: appealId }),
    contactOf(database, sealing, { organizationId, appealId }),
  ])
  return { events, attachments, contact }
}
