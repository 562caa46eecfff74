import { and, desc, eq } from 'drizzle-orm'
import { organizations } from '../organizations/tables.js'
import { type AppContext, createRouter } from '../platform/http.js'
import { localize, negotiateLanguage } from '../platform/language.js'
import { linkBase } from '../platform/own-origin.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { passkeysOf } from './check-passkey.js'
import {
  acceptInvitation,
  changePassword,
  confirmTotp,
  endOtherSessions,
  endSession,
  enrolTotp,
  getSession,
  listSessions,
  removeTotp,
  requestReset,
  signIn,
  signOut,
  useReset,
  viewInvitation,
} from './contract.js'
import { countGuess } from './guesses.js'
import { acceptInvitation as accept, findInvitation } from './invitations.js'
import { accountLink, resetLink } from './links.js'
import { passwordMail, resetMail } from './mails.js'
import { sendNews } from './news.js'
import { checkPassword } from './password-policy.js'
import { applyReset, findReset, makeReset } from './resets.js'
import {
  type AccountRow,
  closeSession,
  endSessions,
  findSession,
  isOver,
  openSession,
  requireRecent,
  requireSession,
  type SignInWay,
} from './sessions.js'
import { checkSignIn } from './sign-in.js'
import { staffAccounts, staffSessions } from './tables.js'
import { hashOfRecovery, makeRecoveryCodes, makeTotp, stepOfCode, totpPlace } from './totp.js'
import { toSession, toSignedIn } from './view.js'

/** What an app calls the installation: the names of organizations change, and are many. */
const issuerOf = ({ settings }: Services, c: AppContext) => `Vmeste (${new URL(settings.PUBLIC_URL ?? c.req.url).host})`

const languageOf = (c: AppContext) => negotiateLanguage(c.req.header('accept-language'), ['en', 'ru'])

/** How people sign in and look after their accounts: behind `own-pages.ts`. */
export function staffRoutes(services: Services) {
  const { database, settings, sealing, secret: instanceSecret, passwords, mail, log, now } = services
  /** Signs in with this browser, and tells as whom. */
  const enter = async (c: AppContext, accountId: string, way: SignInWay) => {
    const session = await openSession(c, services, accountId, way)
    const [account] = await database.select().from(staffAccounts).where(eq(staffAccounts.id, accountId))
    if (!account) throw new Problem('staff-only')
    return toSignedIn(database, { account, session }, languageOf(c))
  }
  /** The person, who has shown lately that it is they. */
  const requireLately = async (c: AppContext) => {
    const session = await requireSession(c, services)
    requireRecent(session, now())
    return session
  }
  const change = (account: AccountRow, values: Partial<AccountRow>) =>
    database.update(staffAccounts).set(values).where(eq(staffAccounts.id, account.id))

  return (
    createRouter()
      .openapi(signIn, async (c) => {
        const { account, way } = await checkSignIn(c, services, c.req.valid('json'))
        return c.json(await enter(c, account.id, way), 201)
      })

      // Nobody is no mistake: a page that only asks would complain of one.
      .openapi(getSession, async (c) => {
        const session = await findSession(c, services)
        return c.json({ person: session ? await toSignedIn(database, session, languageOf(c)) : null }, 200)
      })

      .openapi(signOut, async (c) => {
        await requireSession(c, services)
        await closeSession(c, services)
        return c.body(null, 204)
      })

      .openapi(listSessions, async (c) => {
        const { account, session } = await requireSession(c, services)
        const rows = await database
          .select()
          .from(staffSessions)
          .where(eq(staffSessions.accountId, account.id))
          .orderBy(desc(staffSessions.seenAt))
        const items = rows.filter((row) => !isOver(row, now())).map((row) => toSession(row, session))
        return c.json({ items }, 200)
      })

      .openapi(endOtherSessions, async (c) => {
        const { account, session } = await requireSession(c, services)
        await endSessions(database, account.id, session.hash)
        return c.body(null, 204)
      })

      .openapi(endSession, async (c) => {
        const { account } = await requireSession(c, services)
        const { session: id } = c.req.valid('param')
        const ended = await database
          .delete(staffSessions)
          .where(and(eq(staffSessions.accountId, account.id), eq(staffSessions.id, id)))
          .returning({ id: staffSessions.id })
        if (ended.length === 0) throw new Problem('not-found')
        return c.body(null, 204)
      })

      .openapi(changePassword, async (c) => {
        const { account, session } = await requireSession(c, services)
        const { current, password } = c.req.valid('json')
        if (account.passwordHash === null) requireRecent({ account, session }, now())
        else {
          countGuess(c, services, 'sign-in', account.email)
          if (!(await passwords.verify(account.passwordHash, current ?? '')))
            throw invalid('/current', 'wrong-password')
        }
        await checkPassword('/password', password, [account.email, account.name])
        const passwordHash = await passwords.hash(password)
        await database.transaction(async (transaction) => {
          await transaction.update(staffAccounts).set({ passwordHash }).where(eq(staffAccounts.id, account.id))
          await endSessions(transaction, account.id, session.hash)
        })
        return c.body(null, 204)
      })

      .openapi(enrolTotp, async (c) => {
        const { account } = await requireLately(c)
        const { secret, uri } = await makeTotp(account.email, issuerOf(services, c))
        await change(account, { totpPending: await sealing.seal(totpPlace(account.id), secret) })
        return c.json({ secret, uri }, 201)
      })

      .openapi(confirmTotp, async (c) => {
        const { account } = await requireLately(c)
        countGuess(c, services, 'sign-in', account.email)
        const { totpPending } = account
        // Sealed by a key that is gone meanwhile, it is as if it had not been begun.
        const secret = totpPending && (await sealing.unseal(totpPlace(account.id), totpPending).catch(() => undefined))
        const step = secret ? await stepOfCode(secret, c.req.valid('json').code, now()) : undefined
        if (!secret || step === undefined) throw invalid('/code', 'wrong-app-code')
        const recoveryCodes = makeRecoveryCodes()
        await change(account, {
          totp: await sealing.seal(totpPlace(account.id), secret),
          totpPending: null,
          totpStep: step,
          recovery: await Promise.all(recoveryCodes.map((code) => hashOfRecovery(instanceSecret, account.id, code))),
        })
        return c.json({ recoveryCodes }, 201)
      })

      .openapi(removeTotp, async (c) => {
        const { account } = await requireLately(c)
        // They still stand in for a passkey that is lost.
        const isNeeded = (await passkeysOf(database, account.id)).length > 0
        const recovery = isNeeded ? account.recovery : []
        await change(account, { totp: null, totpPending: null, totpStep: null, recovery })
        return c.body(null, 204)
      })

      .openapi(requestReset, async (c) => {
        const { email } = c.req.valid('json')
        if (!mail.isConfigured) throw new Problem('mail-not-configured')
        countGuess(c, services, 'reset', email)
        const language = languageOf(c)
        const send = async () => {
          const [account] = await database.select().from(staffAccounts).where(eq(staffAccounts.email, email))
          if (!account) return
          const link = resetLink(linkBase(settings), await makeReset(database, account.id, now()))
          await mail.send(resetMail(language, { to: email, link }))
        }
        // Not waited for: how long it takes would tell who has an account.
        send().catch((error) =>
          log.error({ cause: error instanceof Error ? error.name : typeof error }, 'no reset was sent'),
        )
        return c.json({}, 202)
      })

      .openapi(useReset, async (c) => {
        const { secret, password } = c.req.valid('json')
        countGuess(c, services, 'link')
        const account = await findReset(database, secret, now())
        await checkPassword('/password', password, [account.email, account.name])
        const passkeys = await applyReset(database, secret, await passwords.hash(password), now())
        const link = accountLink(linkBase(settings))
        sendNews(services, passwordMail(languageOf(c), { to: account.email, link, passkeys }))
        return c.json({ passkeys }, 200)
      })

      .openapi(viewInvitation, async (c) => {
        countGuess(c, services, 'link')
        const invitation = await findInvitation(database, c.req.valid('json').secret, now())
        const { organizationId: id, email, role, expiresAt } = invitation
        const [organization] = await database.select().from(organizations).where(eq(organizations.id, id))
        const [account] = await database.select().from(staffAccounts).where(eq(staffAccounts.email, email))
        const name = localize(organization?.names ?? {}, languageOf(c), organization?.settings.languages)
        const hasAccount = account !== undefined
        return c.json({ organization: { id, name }, role, email, expiresAt: expiresAt.toISOString(), hasAccount }, 200)
      })

      .openapi(acceptInvitation, async (c) => {
        const { secret, name, password } = c.req.valid('json')
        countGuess(c, services, 'link')
        const invitation = await findInvitation(database, secret, now())
        const [known] = await database.select().from(staffAccounts).where(eq(staffAccounts.email, invitation.email))
        if (known) {
          const { account, session } = await requireSession(c, services)
          if (account.id !== known.id) throw new Problem('forbidden')
          await accept(database, secret, { accountId: account.id }, now())
          return c.json(await toSignedIn(database, { account, session }, languageOf(c)), 201)
        }
        if (!name) throw invalid('/name', 'required')
        if (!password) throw invalid('/password', 'required')
        await checkPassword('/password', password, [invitation.email, name])
        const passwordHash = await passwords.hash(password)
        const { accountId } = await accept(database, secret, { name, passwordHash }, now())
        return c.json(await enter(c, accountId, 'invitation'), 201)
      })
  )
}
