import { canonical } from '../../platform/canonical.js'
import { keyedHash } from '../../platform/crypto.js'
import type { Answers } from '../questions.js'

/**
 * What a ballot is put in the box with: whoever can write into the database, but has not the installation's secret, can
 * neither change a ballot nor add one unseen. It says nothing of the voter.
 */
export const sealOf = (
  secret: string,
  poll: { organizationId: string; id: string },
  { receipt, answers }: { receipt: string; answers: Answers },
): Promise<string> => keyedHash(secret, 'ballot', poll.organizationId, poll.id, receipt, canonical(answers))
