import { load } from '../abuse/standing.js'
import { isStrained, workFor } from '../abuse/strain.js'
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

const nothing = async () => {}

/**
 * Whether a resident may write, by the ways the organization accepts for the feature. To be asked before the write,
 * outside its transaction. Who sends the same again (`Idempotency-Key`) needs nothing new to get the answer kept for it.
 *
 * @param isUpload a proof is asked for only under attack: else a photo would travel twice, once to be told so.
 * @throws {Problem} `identity-required` with the `ways`, and with a `challenge` where the anonymous one is among them;
 * `too-many-requests`.
 */
export async function admit(
  c: AppContext,
  services: Services,
  feature: Feature,
  { isUpload = false } = {},
): Promise<Admission> {
  if (c.get('staff')) return { way: 'staff', spend: nothing }
  const { settings } = c.get('organization')
  if (!settings.features[feature]) throw new Problem('not-found')
  const { strain, count } = load(c, services, isUpload ? 'attachments' : feature)
  if (settings.identity[feature].includes('anonymous')) {
    const spend = await admitAnonymous(c, services, feature, { strain, isUpload })
    if (spend) {
      count()
      return { way: 'anonymous', spend }
    }
  }
  const refuse = async () => {
    throw await required(c, services, feature, strain)
  }
  // Answered without another write or, should the key have come with another request before, refused.
  return (await hasKeptAnswer(c)) ? { way: 'anonymous', spend: refuse } : refuse()
}

async function admitAnonymous(
  c: AppContext,
  services: Services,
  feature: Feature,
  { strain, isUpload }: { strain: number; isUpload: boolean },
): Promise<Admission['spend'] | undefined> {
  const { id: organizationId, settings } = c.get('organization')
  const { proofOfWork } = settings.abuse
  const isAsked = proofOfWork === 'always' && !isUpload ? true : proofOfWork !== 'never' && isStrained(strain)
  if (!isAsked) return nothing
  const shown = await checkShown(c, services, feature)
  if (!shown) return undefined
  return async (transaction) => {
    const spent = await transaction
      .insert(spentProofs)
      .values({ organizationId, ...shown })
      .onConflictDoNothing()
      .returning({ id: spentProofs.id })
    if (spent.length === 0) throw await required(c, services, feature, strain)
  }
}

/** What was sent to be admitted by: a proof of work or, from a page without scripts, which can do none, its form. */
async function checkShown(c: AppContext, services: Services, feature: Feature) {
  const { secret, now } = services
  const subject = { organizationId: c.get('organization').id, feature }
  const proof = c.req.header('vmeste-proof')
  if (proof) return checkProof(secret, subject, { proof, now: now() })
  const form = c.req.header('vmeste-form')
  const made = form ? await checkForm(secret, subject, { form, now: now() }) : undefined
  if (made) load(c, services, 'forms').count()
  return made
}

/** The more happens, the harder: see `abuse/strain.ts`. */
export const challengeFor = (
  c: AppContext,
  { secret, now }: Services,
  feature: Feature,
  strain: number,
): Promise<Challenge> =>
  makeChallenge(secret, { organizationId: c.get('organization').id, feature }, { work: workFor(strain), now: now() })

async function required(c: AppContext, services: Services, feature: Feature, strain: number): Promise<Problem> {
  const ways = c.get('organization').settings.identity[feature]
  const challenge = ways.includes('anonymous') ? await challengeFor(c, services, feature, strain) : undefined
  return new Problem('identity-required', { ways, challenge })
}
