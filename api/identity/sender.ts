import type { Sender } from '../appeals/find.js'
import type { AppContext } from '../platform/http.js'
import type { Services } from '../platform/services.js'
import { findResident } from '../residents/known.js'

/** By what the caller may say that an appeal is theirs. */
export async function senderOf(c: AppContext, services: Pick<Services, 'now'>): Promise<Sender> {
  return { secret: c.get('secret'), residentId: (await findResident(c, services))?.id }
}
