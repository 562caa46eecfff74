import type { Way } from '../organizations/ways.js'
import type { Transaction } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { hasKeptAnswer } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { checkForm } from './form-token.js'
import { type Challenge, checkProof, makeChallenge, type ProofSubject } from './proof.js'
import { spentProofs } from './tables.js'

export type Feature = ProofSubject['feature']

/** Who may write, and by which way they are known. */
export interface Admission {
  way: Way | 'staff'
  /** To be called in the transaction of the write: what admits it can do so once. @throws {Problem} `identity-required` when it did before. */
  spend(transaction: Transaction): Promise<void>
}

/** Hashes at most, and half as many on average: a moment's work for an old phone. */
const WORK = 100_000

/**
 * Whether a resident may write, by the ways the organization accepts for the feature. To be asked before the write,
 * outside its transaction. Who sends the same again (`Idempotency-Key`) needs nothing new to get the answer kept for it.
 *
 * @param isUpload no proof is asked for: a photo would travel twice, once to be told so.
 * @throws {Problem} `identity-required` with the `ways`, and with a `challenge` where the anonymous one is among them.
 */
export async function admit(
  c: AppContext,
  services: Services,
  feature: Feature,
  { isUpload = false } = {},
): Promise<Admission> {
  if (c.get('staff')) return { way: 'staff', spend: async () => {} }
  const { settings } = c.get('organization')
  if (!settings.features[feature]) throw new Problem('not-found')
  if (settings.identity[feature].includes('anonymous')) {
    const isFree = isUpload || settings.abuse.proofOfWork === 'never'
    if (isFree) return { way: 'anonymous', spend: async () => {} }
    const shown = await checkShown(c, services, feature)
    if (shown) {
      const spend = async (transaction: Transaction) => {
        const spent = await transaction
          .insert(spentProofs)
          .values({ organizationId: c.get('organization').id, ...shown })
          .onConflictDoNothing()
          .returning({ id: spentProofs.id })
        if (spent.length === 0) throw await required(c, services, feature)
      }
      return { way: 'anonymous', spend }
    }
  }
  const refuse = async () => {
    throw await required(c, services, feature)
  }
  // Answered without another write or, should the key have come with another request before, refused.
  return (await hasKeptAnswer(c)) ? { way: 'anonymous', spend: refuse } : refuse()
}

export const challengeFor = (c: AppContext, { secret, now }: Services, feature: Feature): Promise<Challenge> =>
  makeChallenge(secret, { organizationId: c.get('organization').id, feature }, { work: WORK, now: now() })

/** What was sent to be admitted by: a proof of work or, from a page without scripts, which can do none, its form. */
function checkShown(c: AppContext, { secret, now }: Services, feature: Feature) {
  const subject = { organizationId: c.get('organization').id, feature }
  const proof = c.req.header('vmeste-proof')
  if (proof) return checkProof(secret, subject, { proof, now: now() })
  const form = c.req.header('vmeste-form')
  return form ? checkForm(secret, subject, { form, now: now() }) : undefined
}

async function required(c: AppContext, services: Services, feature: Feature): Promise<Problem> {
  const ways = c.get('organization').settings.identity[feature]
  const challenge = ways.includes('anonymous') ? await challengeFor(c, services, feature) : undefined
  return new Problem('identity-required', { ways, challenge })
}
