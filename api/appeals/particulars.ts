import { attachmentsOf } from '../attachments/claim.js'
import { supporterRatings as ratingsOf } from '../notifications/follow.js'
import type { Queryable } from '../platform/database.js'
import type { Services } from '../platform/services.js'
import { signId } from '../platform/signed-id.js'
import { contactOf } from './contacts.js'
import { type AppealRow, eventsOf } from './find.js'
import { mentionedIn } from './mentions.js'
import { relatedOf } from './related.js'
import type { Particulars } from './view.js'

/** What whoever sent an appeal, and staff, are given with it. */
export async function particularsOf(
  database: Queryable,
  { sealing, secret }: Pick<Services, 'sealing' | 'secret'>,
  { organizationId, id: appealId, number }: AppealRow,
): Promise<Particulars> {
  const [events, attachments, contact, feed, supporterRatings, related, mentioned] = await Promise.all([
    eventsOf(database, { organizationId, appealId }),
    attachmentsOf(database, { organizationId, ownerId: appealId }),
    contactOf(database, sealing, { organizationId, appealId }),
    signId(secret, 'feed', { organizationId, id: appealId }),
    ratingsOf(database, { organizationId, appealId }),
    relatedOf(database, { organizationId, number }),
    mentionedIn(database, { organizationId, appealId }),
  ])
  return { events, attachments, contact, feed, supporterRatings, related, mentioned }
}
