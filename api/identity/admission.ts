import { refuseBlocked } from '../abuse/blocks.js'
import type { Arrival } from '../abuse/checks.js'
import type { Action } from '../abuse/limits.js'
import { countAgainst, load } from '../abuse/standing.js'
import { isStrained, workFor } from '../abuse/strain.js'
import { spoken } from '../languages/further.js'
import type { Way } from '../organizations/ways.js'
import type { Transaction } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { hasKeptAnswer } from '../platform/idempotency.js'
import { negotiateLanguage } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { findResident, type Resident } from '../residents/known.js'
import type { Intake } from './authenticate.js'
import { explain } from './explanations.js'
import { checkForm } from './form-token.js'
import { type Challenge, checkProof, makeChallenge, type ProofSubject } from './proof.js'
import { spend } from './spent.js'

export type Feature = Exclude<ProofSubject['feature'], 'residents'>

/** To be called in the transaction of the write: what admits it can do so once. @throws {Problem} `identity-required` when it did before. */
type Spend = (transaction: Transaction) => Promise<void>

/** Who may write, and by which way they are known. */
export interface Admission {
  way: Way | 'staff' | 'intake'
  /** The app that sent it, where one did. */
  intake?: Intake
  /** Who it is, where one is known by more than a device. */
  resident?: Resident
  spend: Spend
  /** How near to the limits it is, 0–1, and by what an anonymous device was admitted: see `abuse/checks.ts`. */
  signs?: Pick<Arrival, 'strain' | 'by'>
  /** Where it is not known who it is: throws the `identity-required` of what asks for more than the feature does. */
  refuseAnonymous?: () => Promise<never>
}

const nothing = async () => {}

/** Appeals and files that an app may send in an hour: its key can be read by whoever has the app. */
const INTAKE_AN_HOUR = 600

const intakeRate = (organizationId: string, { id }: Intake) => ({ organizationId, of: 'intake', by: id, window: 3600 })

/**
 * Whether a resident may write, by the ways the organization accepts for the feature. To be asked before the write,
 * outside its transaction. Who sends the same again (`Idempotency-Key`) needs nothing new to get the answer kept for it.
 *
 * @param isUpload a proof is asked for only under attack: else a photo would travel twice, once to be told so.
 * @param action as what it is counted; what is not the feature itself, such as a reaction, needs a proof only under attack.
 * @throws {Problem} `identity-required` with the `ways`, and with a `challenge` where the anonymous one is among them;
 * `too-many-requests`; `blocked`.
 */
export async function admit(
  c: AppContext,
  services: Services,
  feature: Feature,
  { isUpload = false, action = isUpload ? 'attachments' : feature }: { isUpload?: boolean; action?: Action } = {},
): Promise<Admission> {
  const { settings } = c.get('organization')
  const ways = settings.identity[feature]
  const refuseAnonymous = async () => {
    throw await required(c, services, feature, { ways: ways.filter((way) => way !== 'anonymous'), strain: 0 })
  }
  if (c.get('staff')) return { way: 'staff', spend: nothing, refuseAnonymous }
  if (!settings.features[feature]) throw new Problem('not-found')
  const intake = c.get('intake')
  if (intake) {
    if (feature !== 'appeals') throw new Problem('forbidden')
    await refuseBlocked(c, services)
    const { count } = load(c, services, action)
    countAgainst(c, services, intakeRate(c.get('organization').id, intake), INTAKE_AN_HOUR)
    count()
    return { way: 'intake', intake, spend: nothing, refuseAnonymous }
  }
  const resident = await findResident(c, services, { isNoted: feature !== 'polls' })
  await refuseBlocked(c, services)
  const { strain, count } = load(c, services, action)
  if (resident && ways.includes(resident.way)) {
    count()
    return { way: resident.way, resident, spend: nothing, signs: { strain, by: 'nothing' } }
  }
  const { proofOfWork } = settings.abuse
  const isAsked = proofOfWork === 'always' && action === feature ? true : proofOfWork !== 'never' && isStrained(strain)
  const refuse = async () => {
    throw await required(c, services, feature, { ways, strain })
  }
  if (ways.includes('anonymous')) {
    const spend = isAsked ? await spendOnce(c, services, feature, refuse) : nothing
    if (spend) {
      count()
      const by = spend === nothing ? 'nothing' : c.req.header('vmeste-proof') ? 'work' : 'form'
      return { way: 'anonymous', spend, refuseAnonymous, signs: { strain, by } }
    }
  }
  // Answered without another write or, should the key have come with another request before, refused.
  return (await hasKeptAnswer(c)) ? { way: 'anonymous', spend: refuse, refuseAnonymous } : refuse()
}

/**
 * Has the device do a piece of work before a mail with a code is sent.
 * @throws {Problem} `identity-required` with a `challenge`; `too-many-requests`.
 */
export async function admitByWork(c: AppContext, services: Services): Promise<Spend> {
  const { strain, count } = load(c, services, 'codes')
  const refuse = async () => {
    throw await required(c, services, 'residents', { ways: ['anonymous'], strain })
  }
  const isAsked = c.get('organization').settings.abuse.proofOfWork !== 'never' || isStrained(strain)
  const spend = isAsked ? await spendOnce(c, services, 'residents', refuse) : nothing
  if (!spend && !(await hasKeptAnswer(c))) return refuse()
  count()
  return spend ?? refuse
}

/** What spends that which was sent to be admitted by; undefined where nothing good was. */
async function spendOnce(
  c: AppContext,
  services: Services,
  feature: ProofSubject['feature'],
  refuse: () => Promise<never>,
): Promise<Spend | undefined> {
  const shown = await checkShown(c, services, feature)
  if (!shown) return undefined
  return async (transaction) => {
    if (!(await spend(transaction, c.get('organization').id, shown))) await refuse()
  }
}

/** What was sent to be admitted by: a proof of work or, from a page without scripts, which can do none, its form. */
async function checkShown(c: AppContext, services: Services, feature: ProofSubject['feature']) {
  const { secret, now } = services
  const subject = { organizationId: c.get('organization').id, feature }
  const proof = c.req.header('vmeste-proof')
  if (proof) return checkProof(secret, subject, { proof, now: now() })
  const form = c.req.header('vmeste-form')
  const made = form ? await checkForm(secret, subject, { form, now: now() }) : undefined
  if (made) load(c, services, 'forms').count()
  return made
}

/** Whether a proof of work admits anyone to it: to a feature without a name, to a code where codes are sent. */
export function isProofTaken(c: AppContext, feature: ProofSubject['feature']): boolean {
  const { identity } = c.get('organization').settings
  return feature === 'residents' ? isWayTaken(c, 'email') : identity[feature].includes('anonymous')
}

/** Whether any feature of the organization takes residents known by this way. */
export const isWayTaken = (c: AppContext, way: Way): boolean =>
  Object.values(c.get('organization').settings.identity).some((ways) => ways.includes(way))

/** The more happens, the harder: see `abuse/strain.ts`. */
export const challengeFor = (
  c: AppContext,
  { secret, now }: Services,
  feature: ProofSubject['feature'],
  strain: number,
): Promise<Challenge> =>
  makeChallenge(secret, { organizationId: c.get('organization').id, feature }, { work: workFor(strain), now: now() })

async function required(
  c: AppContext,
  services: Services,
  feature: ProofSubject['feature'],
  { ways, strain }: { ways: readonly Way[]; strain: number },
): Promise<Problem> {
  const challenge = ways.includes('anonymous') ? await challengeFor(c, services, feature, strain) : undefined
  const explanations = explain(ways, negotiateLanguage(c.req.header('accept-language'), spoken))
  return new Problem('identity-required', { ways, explanations, challenge })
}
