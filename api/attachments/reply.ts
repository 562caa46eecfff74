import { refuseBlocked } from '../abuse/blocks.js'
import { countAgainst, load } from '../abuse/standing.js'
import { findAppeal, isOwn } from '../appeals/find.js'
import { stepsOf } from '../appeals/transitions.js'
import type { Transaction } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { hasKeptAnswer } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'

/** Files with which the resident of one appeal may reply in an hour: one secret is not to fill the disk. */
const OF_ONE_APPEAL = 60

/**
 * Whether a file may be uploaded by an appeal's secret alone, as the reply it goes along with may be sent: the secret
 * says who it is, so that no other way of being known, and no proof, is asked for. Which appeals there are is told nobody.
 * To be asked before the write; what is returned is called in its transaction, as that of `identity/admission.ts`.
 *
 * @throws {Problem} `wrong-secret`; `illegal-transition` where the resident has no step to take; `blocked`;
 * `too-many-requests`.
 */
export async function admitToReply(
  c: AppContext,
  services: Services,
  { number, secret }: { number: number; secret: string },
): Promise<(transaction: Transaction) => Promise<void>> {
  const { id: organizationId } = c.get('organization')
  const appeal = await findAppeal(c.get('database'), { organizationId, number })
  if (!appeal || appeal.erasedAt || !(await isOwn(appeal, { secret }))) throw new Problem('wrong-secret')
  await refuseBlocked(c, services)
  const { count } = load(c, services, 'attachments')
  const { status, version } = appeal
  const steps = stepsOf(appeal, { actor: 'resident', party: 'resident', fourEyes: false })
  if (steps.length === 0) {
    const refuse = async () => {
      throw new Problem('illegal-transition', { appeal: { status, version }, legal: [] })
    }
    // Sent again after the reply was: it gets the answer kept for it, or is refused.
    return (await hasKeptAnswer(c)) ? refuse : refuse()
  }
  if (services.settings.VMESTE_LIMITS) {
    countAgainst(c, services, { organizationId, of: 'reply-files', by: appeal.id, window: 3600 }, OF_ONE_APPEAL)
  }
  count()
  return async () => {}
}
