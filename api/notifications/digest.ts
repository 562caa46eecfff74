import { and, eq, lt } from 'drizzle-orm'
import { localDate, localHour } from '../appeals/deadlines.js'
import { type DueAppeal, findDue } from '../appeals/due.js'
import type { Role } from '../identity/roles.js'
import { listAllSettings } from '../organizations/every.js'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import { type Database, inOrganization } from '../platform/database.js'
import type { Log, Mailer } from '../platform/services.js'
import { listMembers } from '../staff/members.js'
import { digestMail } from './digest-mail.js'
import { digests } from './tables.js'

/** The hour of the day, where the organization is, from which on its staff are written to. */
const FROM_HOUR = 8
/** Milliseconds after the deadline from which on it is told to those who lead. */
const ESCALATED_AFTER = 2 * 24 * 3_600_000
/** Milliseconds for which it is remembered that a day was done. */
const REMEMBERED = 7 * 24 * 3_600_000
/** More people than that at one organization are not written to. */
const MOST_MEMBERS = 500

/**
 * Writes to the staff of each organization, once a day in the morning, what is due today and what is overdue: an officer
 * what is theirs and nobody's, coordinators and administrators all of it, leaders what stays overdue. Who has nothing
 * due is not written to. A mail that could not be sent is not tried again: tomorrow's says the same.
 * @param options.url where staff reach this installation. @returns the number of mails sent.
 */
export async function sendDigests(
  database: Database,
  now: Date,
  { mail, url, log, isOver = () => false }: { mail: Mailer; url: string; log: Log; isOver?(): boolean },
): Promise<number> {
  const organizations = createOrganizationFinder(database, () => now)
  let sent = 0
  for (const { id } of await listAllSettings(database)) {
    if (isOver()) return sent
    const organization = await organizations.find(id)
    const { timeZone } = organization.settings
    if (organization.retiredAt || localHour(now, timeZone) < FROM_HOUR) continue
    const due = await claimDay(database, organization, now)
    if (due.length === 0) continue
    const members = await listMembers(database, { organizationId: id, limit: MOST_MEMBERS })
    for (const { id: accountId, email, roles } of members) {
      const theirs = forMember(due, { actor: `staff:${accountId}`, roles }, now)
      if (theirs.length === 0) continue
      try {
        await mail.send(digestMail({ to: email, organization, due: theirs, now, url }))
        sent += 1
      } catch (error) {
        log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'a digest was not sent')
      }
    }
  }
  return sent
}

/** What of that is for someone to know. */
export function forMember(
  due: readonly DueAppeal[],
  { actor, roles }: { actor: string; roles: readonly Role[] },
  now: Date,
): DueAppeal[] {
  const isAny = (...wanted: Role[]) => wanted.some((role) => roles.includes(role))
  return due.filter(({ assignee, dueAt }) => {
    if (isAny('coordinator', 'administrator')) return true
    if (isAny('officer') && (assignee === null || assignee === actor)) return true
    return isAny('leader') && now.getTime() - dueAt.getTime() > ESCALATED_AFTER
  })
}

/** What is due, for the first process that asks on this day; nothing for the others. */
const claimDay = (database: Database, { path, id, settings }: ResolvedOrganization, now: Date): Promise<DueAppeal[]> =>
  inOrganization(database, path, async (transaction) => {
    const day = localDate(now, settings.timeZone)
    const claimed = await transaction
      .insert(digests)
      .values({ organizationId: id, day })
      .onConflictDoNothing()
      .returning({ day: digests.day })
    if (claimed.length === 0) return []
    const forgotten = localDate(new Date(now.getTime() - REMEMBERED), settings.timeZone)
    await transaction.delete(digests).where(and(eq(digests.organizationId, id), lt(digests.day, forgotten)))
    return findDue(transaction, { organizationId: id, now, timeZone: settings.timeZone })
  })
