import { and, eq, gt, sql } from 'drizzle-orm'
import { equalHashes, keyedHash } from '../platform/crypto.js'
import type { OrganizationDatabase, Transaction } from '../platform/database.js'
import { fromBase64 } from '../platform/sealing.js'
import { residentCodes } from './tables.js'

/** Milliseconds. */
export const CODE_LASTS = 10 * 60_000
const ATTEMPTS = 5

/** Where a code leads: an address as its organization knows it. */
export interface CodeKey {
  organizationId: string
  subject: string
}

/**
 * Six digits. The same request sent again has the same: whoever gets two mails need not know which came first. Nobody
 * without the secret can tell it from the request's key.
 */
export async function codeFor(secret: string, { organizationId, subject }: CodeKey, requestKey: string) {
  const hash = fromBase64(await keyedHash(secret, 'code', organizationId, subject, requestKey))
  const number = hash.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
  return String(number % 1_000_000).padStart(6, '0')
}

/** Makes it the one code that is good for the address. The same again is tried no more often than before. */
export async function keepCode(
  transaction: Transaction,
  secret: string,
  { organizationId, subject }: CodeKey,
  { code, now }: { code: string; now: Date },
): Promise<Date> {
  const hash = await hashOf(secret, { organizationId, subject }, code)
  const expiresAt = new Date(now.getTime() + CODE_LASTS)
  await transaction
    .insert(residentCodes)
    .values({ organizationId, subject, hash, expiresAt, attemptsLeft: ATTEMPTS })
    .onConflictDoUpdate({
      target: [residentCodes.organizationId, residentCodes.subject],
      set: {
        hash,
        expiresAt,
        attemptsLeft: sql`case when ${residentCodes.hash} = excluded.hash then ${residentCodes.attemptsLeft} else ${ATTEMPTS} end`,
      },
    })
  return expiresAt
}

/**
 * Whether it is the code sent to the address. Each attempt is counted before it is looked at, for good: it must not be
 * part of a transaction that may be undone.
 */
export async function tryCode(
  database: OrganizationDatabase,
  secret: string,
  key: CodeKey,
  { code, now }: { code: string; now: Date },
): Promise<boolean> {
  const [tried] = await database
    .update(residentCodes)
    .set({ attemptsLeft: sql`${residentCodes.attemptsLeft} - 1` })
    .where(and(isOf(key), gt(residentCodes.expiresAt, now), gt(residentCodes.attemptsLeft, 0)))
    .returning({ hash: residentCodes.hash })
  const hash = await hashOf(secret, key, code)
  return tried !== undefined && equalHashes(tried.hash, hash)
}

/** Uses it up, with what it is used for. Whether it was there to be used. */
export async function spendCode(
  transaction: Transaction,
  secret: string,
  key: CodeKey,
  code: string,
): Promise<boolean> {
  const spent = await transaction
    .delete(residentCodes)
    .where(and(isOf(key), eq(residentCodes.hash, await hashOf(secret, key, code))))
    .returning({ subject: residentCodes.subject })
  return spent.length > 0
}

const isOf = ({ organizationId, subject }: CodeKey) =>
  and(eq(residentCodes.organizationId, organizationId), eq(residentCodes.subject, subject))

const hashOf = (secret: string, { organizationId, subject }: CodeKey, code: string) =>
  keyedHash(secret, 'code sent', organizationId, subject, code)
