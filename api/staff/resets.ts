import { and, eq, gt, lt } from 'drizzle-orm'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Database } from '../platform/database.js'
import { Problem } from '../platform/problems.js'
import { RESET_GOOD_FOR } from './links.js'
import { endSessions } from './sessions.js'
import { staffAccounts, staffPasskeys, staffResets } from './tables.js'

/** A link by which the person sets a new password; those made before are over. */
export async function makeReset(database: Database, accountId: string, now: Date): Promise<string> {
  const secret = randomSecret()
  const row = { hash: await sha256(secret), accountId, expiresAt: new Date(now.getTime() + RESET_GOOD_FOR) }
  await database.transaction(async (transaction) => {
    await transaction.delete(staffResets).where(eq(staffResets.accountId, accountId))
    await transaction.insert(staffResets).values(row)
  })
  return secret
}

const isGood = async (secret: string, now: Date) =>
  and(eq(staffResets.hash, await sha256(secret)), gt(staffResets.expiresAt, now))

/** Whose link it is. @throws {Problem} `link-over` */
export async function findReset(database: Database, secret: string, now: Date) {
  const [found] = await database
    .select({ account: staffAccounts })
    .from(staffResets)
    .innerJoin(staffAccounts, eq(staffAccounts.id, staffResets.accountId))
    .where(await isGood(secret, now))
  if (!found) throw new Problem('link-over')
  return found.account
}

/**
 * Sets the password, once, and signs the person out everywhere. A second step stays as it is: who reads the mails of an
 * account is not yet its holder. So do passkeys, also such as somebody else may have added.
 *
 * @returns how many passkeys open the account as before.
 * @throws {Problem} `link-over`
 */
export async function applyReset(database: Database, secret: string, passwordHash: string, now: Date): Promise<number> {
  const good = await isGood(secret, now)
  return database.transaction(async (transaction) => {
    const [used] = await transaction.delete(staffResets).where(good).returning()
    if (!used) throw new Problem('link-over')
    await transaction.update(staffAccounts).set({ passwordHash }).where(eq(staffAccounts.id, used.accountId))
    await endSessions(transaction, used.accountId)
    return transaction.$count(staffPasskeys, eq(staffPasskeys.accountId, used.accountId))
  })
}

export const forgetResets = (database: Database) => ({
  name: 'links for new passwords',
  run: (now: Date) => database.delete(staffResets).where(lt(staffResets.expiresAt, now)),
})
