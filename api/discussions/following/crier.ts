import { and, eq, inArray, lte } from 'drizzle-orm'
import { createOrganizationFinder, type ResolvedOrganization } from '../../organizations/resolve.js'
import { type Database, inOrganization } from '../../platform/database.js'
import { localize } from '../../platform/language.js'
import { Problem } from '../../platform/problems.js'
import { type Sealing, UnknownKey } from '../../platform/sealing.js'
import type { Log, Mail, Mailer } from '../../platform/services.js'
import { signId } from '../../platform/signed-id.js'
import { maskingOf } from '../../privacy/masking.js'
import type { CommentRow } from '../queries.js'
import { discussionFollowers as followers } from '../tables.js'
import { toPublicComment } from '../view.js'
import { discussionFollowerPlace, endFollowing, type FollowerRow } from './follow.js'
import { confirmMail, newsMail, type Told } from './mails.js'
import { type News, newsOf } from './news.js'
import { createObjectionMails } from './objection-mails.js'
import { nextDue } from './pace.js'

/** Milliseconds between looks for whom to write to. */
const LOOK_EVERY = 5_000
/** Taken in hand at once. */
const BATCH = 20
/** Milliseconds for which whoever took something in hand is left alone with it: longer than any mail server takes. */
export const IN_HAND = 5 * 60_000
/** Milliseconds after each failure until the next attempt; after the last, what is new is told with what comes later. */
export const AGAIN_AFTER = [60_000, 10 * 60_000, 3_600_000, 6 * 3_600_000]
/** Milliseconds: what is written at this moment may not be committed yet, and is told the next time. */
const SETTLES_IN = 10_000
/** Characters of a comment. */
const EXCERPT = 240

export interface Crier {
  /** Sends what is due; how many mails were taken. */
  round(): Promise<number>
  start(): void
  /** Waits for the mail that is being sent; the rest is left to whoever looks next. */
  close(): Promise<void>
}

export interface CrierServices {
  database: Database
  mail: Mailer
  sealing: Sealing
  secret: string
  /** Where residents reach this installation. */
  url: string
  log: Log
  now(): Date
}

/**
 * Writes to those who follow a discussion: asks whether the address is theirs, then tells what is new, no more often
 * than they want; and to those whose objection was decided. Each mail at least once, by whichever process is first; the
 * words are read when it is sent, so that what was hidden or erased meanwhile goes nowhere.
 */
export function createCrier(services: CrierServices): Crier {
  const { database, mail, sealing, secret, url, log, now } = services
  const organizations = createOrganizationFinder(database, now)
  const objections = createObjectionMails(services, organizations)
  let timer: ReturnType<typeof setInterval> | undefined
  let isClosing = false
  let running: Promise<number> | undefined

  const tell = async (
    follower: FollowerRow,
    organization: ResolvedOrganization,
    { titles }: News['discussion'],
  ): Promise<Told | undefined> => {
    const { organizationId, id, discussionId, language } = follower
    const to = await addressOf(follower, sealing)
    if (!to) return undefined
    const token = await signId(secret, 'discussion-follower', { organizationId, id })
    const { languages } = organization.settings
    return {
      to,
      language,
      organization: localize(organization.names, language, languages),
      title: localize(titles, language, languages),
      page: `${url}/o/${organizationId}/discussions/${discussionId}?lang=${language}`,
      settings: `${url}/o/${organizationId}/following/${token}?lang=${language}`,
      unsubscribe: `${url}/v1/organizations/${organizationId}/following/${token}/end`,
    }
  }

  /** The mail that is due, if there is anything to say. @param newsSince read once for all who were told until the same moment. */
  const write = async (
    follower: FollowerRow,
    organization: ResolvedOrganization,
    news: News,
  ): Promise<Mail | undefined> => {
    const told = await tell(follower, organization, news.discussion)
    if (!told) return undefined
    if (follower.confirmedAt === null) return confirmMail(told)
    const said = follower.pace === 'daily' ? news.said : []
    if (news.stages.length === 0 && news.official.length === 0 && said.length === 0) return undefined
    const { languages } = organization.settings
    const inLanguage = (texts: Record<string, string>) => localize(texts, told.language, languages) || null
    const host = { name: told.organization, masking: maskingOf(organization.settings) }
    const toSaid = (row: CommentRow) => {
      const { author, text } = toPublicComment(row, host)
      return { name: author.name, text: excerpt(text) }
    }
    const { summaries, outcomes } = news.discussion
    return newsMail(told, {
      stages: news.stages.map((stage) => ({
        stage,
        text: stage === 'outcome' ? inLanguage(outcomes) : stage === 'summary' ? inLanguage(summaries) : null,
      })),
      official: news.official.map(toSaid),
      said: said.map(toSaid),
      more: said.length > 0 ? news.saidCount - said.length : 0,
    })
  }

  const serve = async (follower: FollowerRow, readNews: ReturnType<typeof createReader>): Promise<boolean> => {
    const { organizationId, id, pace, attempts } = follower
    const isIt = and(eq(followers.organizationId, organizationId), eq(followers.id, id))
    const set = (change: Partial<FollowerRow>) => database.update(followers).set(change).where(isIt)
    const organization = await organizations.find(organizationId)
    // Whoever is asked is written to once; the others again when it is time.
    const next = follower.confirmedAt === null ? null : nextDue(pace, organization.settings.timeZone, now())
    try {
      const until = new Date(now().getTime() - SETTLES_IN)
      const news = await readNews(organization, follower, until)
      const written = await write(follower, organization, news)
      if (written) await mail.send(written)
      const toldAt = until > follower.toldAt ? until : follower.toldAt
      await set({ toldAt, dueAt: next, attempts: 0 })
      return written !== undefined
    } catch (error) {
      if (error instanceof Problem && error.code === 'mail-refused') {
        await endFollowing(database, follower, now())
        return false
      }
      const wait = AGAIN_AFTER[attempts]
      warn(log, error, { attempts: attempts + 1, isGivenUp: wait === undefined })
      await set(
        wait === undefined
          ? { dueAt: next, attempts: 0 }
          : { dueAt: new Date(now().getTime() + wait), attempts: attempts + 1 },
      )
      return false
    }
  }

  const work = async (): Promise<number> => {
    let sent = await objections.round(() => isClosing)
    while (!isClosing) {
      const taken = await take(database, now())
      const readNews = createReader(database)
      for (const [index, follower] of taken.entries()) {
        if (isClosing) {
          await giveBack(database, taken.slice(index), now())
          return sent
        }
        if (await serve(follower, readNews)) sent += 1
      }
      if (taken.length < BATCH) break
    }
    return sent
  }

  const round = () => {
    running ??= work()
      .catch((error: unknown) => {
        warn(log, error, {})
        return 0
      })
      .finally(() => {
        running = undefined
      })
    return running
  }

  return {
    round,
    start() {
      timer = setInterval(round, LOOK_EVERY)
      timer.unref()
      void round()
    },
    async close() {
      isClosing = true
      clearInterval(timer)
      await running
    },
  }
}

/** Reads what is new once for all who were last told at the same moment. */
function createReader(database: Database) {
  const read = new Map<string, Promise<News>>()
  return (organization: ResolvedOrganization, { discussionId, toldAt: since }: FollowerRow, until: Date) => {
    const name = `${organization.id}/${discussionId}/${since.getTime()}`
    const known = read.get(name)
    if (known) return known
    const found = inOrganization(database, organization.path, (transaction) =>
      newsOf(transaction, { organizationId: organization.id, discussionId, since, until }),
    )
    read.set(name, found)
    return found
  }
}

/** Takes some in hand that nobody else has. */
async function take(database: Database, now: Date): Promise<FollowerRow[]> {
  const due = database
    .select({ id: followers.id })
    .from(followers)
    .where(lte(followers.dueAt, now))
    .orderBy(followers.dueAt)
    .limit(BATCH)
    .for('update', { skipLocked: true })
  return database
    .update(followers)
    .set({ dueAt: new Date(now.getTime() + IN_HAND) })
    .where(inArray(followers.id, due))
    .returning()
}

const giveBack = (database: Database, left: readonly FollowerRow[], now: Date) =>
  database
    .update(followers)
    .set({ dueAt: now })
    .where(
      inArray(
        followers.id,
        left.map(({ id }) => id),
      ),
    )

/** Undefined where it cannot be read any more. */
async function addressOf({ organizationId, id, sealed }: FollowerRow, sealing: Sealing): Promise<string | undefined> {
  try {
    return await sealing.unseal(discussionFollowerPlace(organizationId, id), sealed)
  } catch (error) {
    if (error instanceof UnknownKey) return undefined
    throw error
  }
}

export const warn = (log: Log, error: unknown, fields: object) =>
  log.warn(
    { ...fields, cause: error instanceof Error ? error.name : typeof error },
    'a mail of a discussion was not sent',
  )

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line
}
