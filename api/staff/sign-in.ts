import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { askForSignature, checkSignature, passkeysOf } from './check-passkey.js'
import { countGuess } from './guesses.js'
import type { AccountRow, SignInWay } from './sessions.js'
import { staffAccounts } from './tables.js'
import { hashOfRecovery, isRecoveryCode, stepOfCode, totpPlace } from './totp.js'
import type { Assertion } from './webauthn.js'

/**
 * Who an address and a password belong to, and a code or a passkey where one is asked for. Who does not exist is answered like who
 * mistyped, and takes as long.
 *
 * @throws {Problem} `sign-in-refused`; `second-factor-required`, only after the right password, with what a passkey is to
 * sign; `passkey-refused`; `too-many-requests`.
 */
export async function checkSignIn(
  c: AppContext,
  services: Services,
  given: { email: string; password: string; code?: string | undefined; passkey?: Assertion | undefined },
): Promise<{ account: AccountRow; way: SignInWay }> {
  countGuess(c, services, 'sign-in', given.email)
  const [account] = await services.database.select().from(staffAccounts).where(eq(staffAccounts.email, given.email))
  const isRight = await services.passwords.verify(account?.passwordHash ?? null, given.password)
  if (!account || !isRight) throw new Problem('sign-in-refused')
  const passkeys = await passkeysOf(services.database, account.id)
  if (account.totp === null && passkeys.length === 0) return { account, way: 'password' }
  const occasion = { purpose: 'second-step', whose: account.id } as const
  if (given.passkey) {
    await checkSignature(c, services, given.passkey, occasion)
    return { account, way: 'password+passkey' }
  }
  if (!given.code) {
    const passkey = passkeys.length > 0 ? await askForSignature(c, services, occasion, passkeys) : undefined
    throw new Problem('second-factor-required', { passkey, hasApp: account.totp !== null })
  }
  if (!(await useCode(services, account, given.code))) throw new Problem('sign-in-refused')
  return { account, way: 'password+code' }
}

/** Takes a code of the person's app or, once each, a recovery code. */
async function useCode(services: Services, account: AccountRow, code: string): Promise<boolean> {
  return isRecoveryCode(code) ? useRecoveryCode(services, account, code) : useAppCode(services, account, code)
}

async function useAppCode({ database, sealing, now }: Services, { id, totp }: AccountRow, code: string) {
  if (totp === null) return false
  const step = await stepOfCode(await sealing.unseal(totpPlace(id), totp), code, now())
  if (step === undefined) return false
  const isLater = or(isNull(staffAccounts.totpStep), lt(staffAccounts.totpStep, step))
  const taken = await database
    .update(staffAccounts)
    .set({ totpStep: step })
    .where(and(eq(staffAccounts.id, id), isLater))
    .returning({ id: staffAccounts.id })
  return taken.length > 0
}

async function useRecoveryCode({ database, secret }: Services, { id }: AccountRow, code: string) {
  const hash = await hashOfRecovery(secret, id, code)
  const taken = await database
    .update(staffAccounts)
    .set({ recovery: sql`array_remove(${staffAccounts.recovery}, ${hash})` })
    .where(and(eq(staffAccounts.id, id), sql`${hash} = any(${staffAccounts.recovery})`))
    .returning({ id: staffAccounts.id })
  return taken.length > 0
}
