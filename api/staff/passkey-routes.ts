import { and, eq } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../platform/database.js'
import { type AppContext, createRouter } from '../platform/http.js'
import { negotiateLanguage } from '../platform/language.js'
import { linkBase } from '../platform/own-origin.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { shortAgent } from './agent.js'
import {
  askForKey,
  askForSignature,
  checkNewKey,
  checkSignature,
  type PasskeyRow,
  passkeysOf,
} from './check-passkey.js'
import { countGuess } from './guesses.js'
import { accountLink } from './links.js'
import { passkeyMail } from './mails.js'
import { sendNews } from './news.js'
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listPasskeys,
  type Passkey,
  removePasskey,
  signInByPasskey,
} from './passkeys.js'
import { type AccountRow, openSession, requireRecent, requireSession } from './sessions.js'
import { staffAccounts, staffPasskeys, staffRoles } from './tables.js'
import { hashOfRecovery, makeRecoveryCodes } from './totp.js'
import { toSignedIn } from './view.js'

/** For one person. */
const MOST = 20

/** How people sign in without a password, and look after the keys by which they do: behind `own-pages.ts`. */
export function passkeyRoutes(services: Services) {
  const { database, secret, settings, now } = services
  const requireLately = async (c: AppContext) => {
    const session = await requireSession(c, services)
    requireRecent(session, now())
    return session
  }

  return createRouter()
    .openapi(listPasskeys, async (c) => {
      const { account } = await requireSession(c, services)
      return c.json({ items: (await passkeysOf(database, account.id)).map(toPasskey) }, 200)
    })

    .openapi(beginPasskey, async (c) => {
      const session = await requireLately(c)
      if ((await passkeysOf(database, session.account.id)).length >= MOST) throw invalid('/name', 'passkeys-full')
      return c.json(await askForKey(c, services, session), 201)
    })

    .openapi(addPasskey, async (c) => {
      const { account, session } = await requireLately(c)
      const { name = shortAgent(c.req.header('user-agent')), passkey } = c.req.valid('json')
      const made = await checkNewKey(c, services, passkey, session)
      const at = now()
      const { added, recoveryCodes } = await database.transaction(async (transaction) => {
        // Of two added at once the second finds the recovery codes that came with the first.
        const holder = await lockAccount(transaction, account.id)
        if ((await transaction.$count(staffPasskeys, eq(staffPasskeys.accountId, account.id))) >= MOST) {
          throw invalid('/name', 'passkeys-full')
        }
        const [row] = await transaction
          .insert(staffPasskeys)
          .values({ id: uuid(), accountId: account.id, name: name || 'WebAuthn', ...made, createdAt: at })
          .onConflictDoNothing()
          .returning()
        if (!row) throw invalid('/passkey', 'passkey-not-made')
        // Who had no second step has one now, and may lose it.
        const recoveryCodes = holder.recovery.length === 0 ? makeRecoveryCodes() : []
        if (recoveryCodes.length > 0) {
          const recovery = await Promise.all(recoveryCodes.map((code) => hashOfRecovery(secret, account.id, code)))
          await transaction.update(staffAccounts).set({ recovery }).where(eq(staffAccounts.id, account.id))
        }
        await audit(transaction, row, 'staff.passkey-added', at)
        return { added: row, recoveryCodes }
      })
      const language = negotiateLanguage(c.req.header('accept-language'), ['en', 'ru'])
      sendNews(services, passkeyMail(language, { to: account.email, link: accountLink(linkBase(settings)) }))
      return c.json({ ...toPasskey(added), recoveryCodes }, 201)
    })

    .openapi(removePasskey, async (c) => {
      const { account } = await requireLately(c)
      const { passkey: id } = c.req.valid('param')
      await database.transaction(async (transaction) => {
        const { totp } = await lockAccount(transaction, account.id)
        const [removed] = await transaction
          .delete(staffPasskeys)
          .where(and(eq(staffPasskeys.accountId, account.id), eq(staffPasskeys.id, id)))
          .returning()
        if (!removed) throw new Problem('not-found')
        const left = await transaction.$count(staffPasskeys, eq(staffPasskeys.accountId, account.id))
        // They stood in for a second step that is no more.
        if (left === 0 && totp === null) {
          await transaction.update(staffAccounts).set({ recovery: [] }).where(eq(staffAccounts.id, account.id))
        }
        await audit(transaction, removed, 'staff.passkey-removed', now())
      })
      return c.body(null, 204)
    })

    .openapi(beginPasskeySignIn, async (c) => c.json(await askForSignature(c, services, { purpose: 'sign-in' }), 201))

    .openapi(signInByPasskey, async (c) => {
      const { passkey } = c.req.valid('json')
      countGuess(c, services, 'passkey', passkey.id)
      const account = await checkSignature(c, services, passkey, { purpose: 'sign-in' })
      const session = await openSession(c, services, account.id, 'passkey')
      const language = negotiateLanguage(c.req.header('accept-language'), ['en', 'ru'])
      return c.json(await toSignedIn(database, { account, session }, language), 201)
    })
}

/** As it is now, and for others as it is after this. @throws {Problem} `staff-only` for one that is gone. */
async function lockAccount(transaction: Transaction, id: string): Promise<AccountRow> {
  const [account] = await transaction.select().from(staffAccounts).where(eq(staffAccounts.id, id)).for('update')
  if (!account) throw new Problem('staff-only')
  return account
}

const toPasskey = ({ id, name, createdAt, usedAt }: PasskeyRow): Passkey => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
})

/** Told wherever the person is staff: who may act there is that organization's affair. Never what the key is called, which is theirs. */
async function audit(transaction: Transaction, { id, accountId }: PasskeyRow, action: string, at: Date): Promise<void> {
  const held = await transaction
    .selectDistinct({ organizationId: staffRoles.organizationId })
    .from(staffRoles)
    .where(eq(staffRoles.accountId, accountId))
  const entry = { actor: `staff:${accountId}`, subject: `staff/${accountId}`, action, details: { passkey: id }, at }
  for (const { organizationId } of held) await recordAudit(transaction, { organizationId, ...entry })
}
