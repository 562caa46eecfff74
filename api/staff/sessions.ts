import { and, eq, lt, ne, or } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Database, Queryable } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { isFromOwnPage } from '../platform/own-origin.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { shortAgent } from './agent.js'
import { forgetToken, readToken, writeToken } from './cookie.js'
import { staffAccounts, staffSessions } from './tables.js'

export type AccountRow = typeof staffAccounts.$inferSelect
export type SessionRow = typeof staffSessions.$inferSelect
export interface Session {
  session: SessionRow
  account: AccountRow
}

/** How a person showed who they are. */
export type SignInWay = 'password' | 'password+code' | 'password+passkey' | 'passkey' | 'invitation' | 'oidc'

/** Milliseconds. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Unused for a working day, it is over; and once a week in any case. */
const IDLE = 9 * HOUR
const LONGEST = 7 * 24 * HOUR
/** What decides who may sign in as this person is changed only by who has just shown to be them. */
const RECENT = 15 * MINUTE
/** One write a minute, not one a request. */
const USE_NOTED_EVERY = MINUTE

/** Signs a person in with this browser, under a token that nobody had before; whoever was signed in with it is no more. */
export async function openSession(
  c: AppContext,
  { database, settings, now }: Services,
  accountId: string,
  way: SignInWay,
): Promise<SessionRow> {
  const token = randomSecret()
  const at = now()
  const before = readToken(c, settings)
  const row = {
    hash: await sha256(token),
    id: uuid(),
    accountId,
    way,
    agent: shortAgent(c.req.header('user-agent')),
    createdAt: at,
    seenAt: at,
    expiresAt: new Date(at.getTime() + LONGEST),
  }
  const replaced = before && (await sha256(before))
  await database.transaction(async (transaction) => {
    if (replaced) await transaction.delete(staffSessions).where(eq(staffSessions.hash, replaced))
    await transaction.insert(staffSessions).values(row)
    await transaction.update(staffAccounts).set({ signedInAt: at }).where(eq(staffAccounts.id, accountId))
  })
  writeToken(c, settings, token, LONGEST / 1000)
  return row
}

/** The person who is signed in. @throws {Problem} `origin-not-allowed`; `staff-only` for nobody. */
export async function requireSession(c: AppContext, services: Services): Promise<Session> {
  const session = await findSession(c, services)
  if (!session) throw new Problem('staff-only')
  return session
}

/**
 * The person who is signed in; undefined for nobody, and for a session that is over. A cookie alone is no proof that it
 * is they who ask: it counts only with the header `Vmeste-Staff: session`, which no other site can send, and from our
 * own pages.
 *
 * @throws {Problem} `origin-not-allowed`
 */
export async function findSession(c: AppContext, { database, settings, now }: Services): Promise<Session | undefined> {
  if (!isFromOwnPage(c, settings)) throw new Problem('origin-not-allowed')
  const token = c.req.header('vmeste-staff') === 'session' ? readToken(c, settings) : undefined
  if (!token) return undefined
  const mine = eq(staffSessions.hash, await sha256(token))
  const [found] = await database
    .select({ session: staffSessions, account: staffAccounts })
    .from(staffSessions)
    .innerJoin(staffAccounts, eq(staffAccounts.id, staffSessions.accountId))
    .where(mine)
  const at = now()
  if (!found || isOver(found.session, at)) return undefined
  if (at.getTime() - found.session.seenAt.getTime() > USE_NOTED_EVERY) {
    await database.update(staffSessions).set({ seenAt: at }).where(mine)
  }
  return found
}

/** @throws {Problem} `sign-in-again` for who did so longer than a quarter of an hour ago. */
export function requireRecent({ session }: Session, now: Date): void {
  if (now.getTime() - session.createdAt.getTime() > RECENT) throw new Problem('sign-in-again')
}

export const isOver = ({ seenAt, expiresAt }: SessionRow, at: Date) =>
  expiresAt <= at || seenAt.getTime() + IDLE <= at.getTime()

export async function closeSession(c: AppContext, { database, settings }: Services): Promise<void> {
  const token = readToken(c, settings)
  if (token) await database.delete(staffSessions).where(eq(staffSessions.hash, await sha256(token)))
  forgetToken(c, settings)
}

/** Signs a person out everywhere, or everywhere but here. */
export async function endSessions(database: Queryable, accountId: string, exceptHash?: string): Promise<void> {
  const others = exceptHash === undefined ? undefined : ne(staffSessions.hash, exceptHash)
  await database.delete(staffSessions).where(and(eq(staffSessions.accountId, accountId), others))
}

export const forgetStaffSessions = (database: Database) => ({
  name: 'sessions of staff',
  run: (now: Date) =>
    database
      .delete(staffSessions)
      .where(or(lt(staffSessions.expiresAt, now), lt(staffSessions.seenAt, new Date(now.getTime() - IDLE)))),
})
