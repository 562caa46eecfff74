import { and, eq, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { localDate, localHour } from '../appeals/deadlines.js'
import { listAllSettings } from '../organizations/every.js'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import { type Database, inOrganization, type Queryable } from '../platform/database.js'
import { letter } from '../platform/letter.js'
import type { Log, Mail, Mailer } from '../platform/services.js'
import { listMembers } from '../staff/members.js'
import { addDays } from './days.js'
import type { Period } from './read.js'
import { readReport } from './report.js'
import { type Written, writeReport } from './report-text.js'
import { lastPeriod, type Rhythm, USUAL } from './rhythm.js'
import { insightDigests } from './tables.js'

/** The hour of the day, where the organization is, from which on its leaders are written to. */
const FROM_HOUR = 8
/** More people than that at one organization are not written to. */
const MOST_MEMBERS = 500
/** Stands for the organization itself, in the row that says which day it was gone through. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Writes the figures to each leader, of the last day, week or month that is over, as they chose: the same as on the
 * screen, with a report to print. A mail that could not be sent is not tried again.
 * @param options.url where staff reach this installation. @returns the number of mails sent.
 */
export async function sendFigures(
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
    const today = localDate(now, timeZone)
    if (organization.retiredAt || localHour(now, timeZone) < FROM_HOUR) continue
    if (!(await claim(database, organization, NOBODY, { rhythm: USUAL, to: addDays(today, -1) }))) continue
    const members = await listMembers(database, { organizationId: id, limit: MOST_MEMBERS })
    const leaders = members.filter(({ roles }) => roles.includes('leader'))
    const chosen = await rhythmsOf(
      database,
      organization,
      leaders.map((leader) => leader.id),
    )
    // Several leaders are told of the same: it is read and laid out once.
    const letters = new Map<string, Promise<Omit<Mail, 'to'>>>()
    for (const leader of leaders) {
      const rhythm = chosen.get(leader.id) ?? USUAL
      if (rhythm === 'never') continue
      const period = lastPeriod(rhythm, today)
      if (!(await claim(database, organization, leader.id, { rhythm, to: period.to }))) continue
      try {
        const written = letters.get(rhythm) ?? write(database, organization, { period, now, url })
        letters.set(rhythm, written)
        await mail.send({ ...(await written), to: leader.email })
        sent += 1
      } catch (error) {
        log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'figures were not sent')
      }
    }
  }
  return sent
}

/** How often someone is written to. */
export async function rhythmOf(
  database: Queryable,
  { organizationId, accountId }: { organizationId: string; accountId: string },
): Promise<Rhythm> {
  const [row] = await database
    .select({ rhythm: insightDigests.rhythm })
    .from(insightDigests)
    .where(and(eq(insightDigests.organizationId, organizationId), eq(insightDigests.accountId, accountId)))
  return row?.rhythm ?? USUAL
}

export const setRhythm = (
  database: Queryable,
  { organizationId, accountId, rhythm }: { organizationId: string; accountId: string; rhythm: Rhythm },
) =>
  database
    .insert(insightDigests)
    .values({ organizationId, accountId, rhythm })
    .onConflictDoUpdate({ target: [insightDigests.organizationId, insightDigests.accountId], set: { rhythm } })

/** What leaders chose. Of whoever leads no more, nothing is kept. */
const rhythmsOf = (database: Database, { path, id }: ResolvedOrganization, leaders: string[]) =>
  inOrganization(database, path, async (transaction) => {
    await transaction
      .delete(insightDigests)
      .where(and(eq(insightDigests.organizationId, id), notInArray(insightDigests.accountId, [NOBODY, ...leaders])))
    const rows = await transaction.select().from(insightDigests).where(eq(insightDigests.organizationId, id))
    return new Map(rows.map(({ accountId, rhythm }) => [accountId, rhythm]))
  })

/** Whether nobody told them of the days until `to` yet: true for the first process that asks. */
const claim = (
  database: Database,
  { path, id }: ResolvedOrganization,
  accountId: string,
  { rhythm, to }: { rhythm: Rhythm; to: string },
): Promise<boolean> =>
  inOrganization(database, path, async (transaction) => {
    const claimed = await transaction
      .insert(insightDigests)
      .values({ organizationId: id, accountId, rhythm, toldUntil: to })
      .onConflictDoUpdate({
        target: [insightDigests.organizationId, insightDigests.accountId],
        set: { toldUntil: sql`excluded.told_until` },
        setWhere: or(isNull(insightDigests.toldUntil), lt(insightDigests.toldUntil, sql`excluded.told_until`)),
      })
      .returning({ accountId: insightDigests.accountId })
    return claimed.length > 0
  })

async function write(
  database: Database,
  organization: ResolvedOrganization,
  { period, now, url }: { period: Period; now: Date; url: string },
): Promise<Omit<Mail, 'to'>> {
  const { id, path, settings } = organization
  const language = settings.languages[0] ?? 'en'
  const report = await inOrganization(database, path, (transaction) =>
    readReport(transaction, { organization, organizations: [id], period, language, now }),
  )
  const written = writeReport(report, organization, language)
  const { reportPdf } = await import('./report-pdf.js')
  const name = `${id}-${period.from}-${period.to}.pdf`
  return figuresMail(written, {
    received: report.figures.received,
    overdue: report.figures.overdue,
    link: `${url}/desk/insight?organization=${id}`,
    attachments: [{ name, type: 'application/pdf', content: await reportPdf(written) }],
  })
}

function figuresMail(
  { language, organization, title, period, sections, say }: Written,
  {
    received,
    overdue,
    link,
    attachments,
  }: Pick<Mail, 'attachments'> & Record<'received' | 'overdue', number> & { link: string },
): Omit<Mail, 'to'> {
  const { to: _, ...mail } = letter({
    to: '',
    language,
    subject: say('subject', { organization, received, overdue, period }),
    parts: [
      { text: title, as: 'strong' },
      { text: period },
      ...sections,
      { link, label: say('open'), isMain: true },
      { text: say('attached'), as: 'faint' },
      { text: say('stop'), as: 'faint' },
    ],
  })
  return { ...mail, attachments }
}
