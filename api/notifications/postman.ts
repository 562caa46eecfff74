import { and, eq, exists, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { contactOf } from '../appeals/contacts.js'
import { eventsOf, findAppealById } from '../appeals/find.js'
import { foldHistory } from '../appeals/history.js'
import { isOpen } from '../appeals/transitions.js'
import { canRate, isAnswered, isPublic } from '../appeals/view.js'
import { createOrganizationFinder } from '../organizations/resolve.js'
import { type Database, inOrganization } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import { type Sealing, UnknownKey } from '../platform/sealing.js'
import type { Log, Mail, Mailer, PushSender, PushSubscription } from '../platform/services.js'
import { signId } from '../platform/signed-id.js'
import { maskingOf } from '../privacy/masking.js'
import { type BrowserMessage, browserMessage } from './browser-message.js'
import { subscriptionOf } from './browsers.js'
import { dropFollower, type FollowerRow, findFollower, followerPlace, setFollowing } from './follow.js'
import { confirmMail, rateMail, stepMail, type Told } from './mails.js'
import { deliveries, followers } from './tables.js'

type Delivery = typeof deliveries.$inferSelect
/** What goes to a browser. */
interface ToBrowser {
  subscription: PushSubscription
  message: BrowserMessage
}

/** Milliseconds between looks for what is to be sent. */
const LOOK_EVERY = 5_000
/** Taken in hand at once. */
const BATCH = 20
/** Sent at once to browsers: their services are anyone's, and a slow one is to hold up few others. */
const PUSHES_AT_ONCE = 8
/** Milliseconds in which such a service is to answer, a little less than is waited for any address that others set. */
const ANSWER_WITHIN = 4_500
/** Milliseconds for which whoever took something in hand is left alone with it: longer than any mail server takes. */
const IN_HAND = 5 * 60_000
/** Milliseconds after each failure until the next attempt; after the last, it is given up. */
const AGAIN_AFTER = [60_000, 10 * 60_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000]

/** Each goes its own way, so that no browser's service ever holds up a mail. */
const channels = ['mail', 'push'] as const
type Channel = (typeof channels)[number]

export interface Postman {
  /** Sends what is due; how much of it was taken. */
  round(): Promise<number>
  start(): void
  /** Waits for what is being sent at this moment; the rest is left to whoever looks next. */
  close(): Promise<void>
}

/** A browser's service did not answer in time, or did not just before. */
class SlowServiceError extends Error {
  override readonly name = 'SlowServiceError'
}

/**
 * Sends what writes left in `deliveries`, by mail or to a browser: each at least once, by whichever process is first. The
 * words and the address are read when it is sent, so that what was erased meanwhile goes nowhere.
 * @param options.url where residents reach this installation.
 * @param options.answerWithin milliseconds in which a browser's service is to answer; after that nothing more is sent to
 * its host in the same round.
 */
export function createPostman({
  database,
  mail,
  push,
  sealing,
  secret,
  url,
  log,
  now,
  answerWithin = ANSWER_WITHIN,
}: {
  database: Database
  mail: Mailer
  push: PushSender
  sealing: Sealing
  secret: string
  url: string
  log: Log
  now(): Date
  answerWithin?: number
}): Postman {
  const organizations = createOrganizationFinder(database, now)
  let timer: ReturnType<typeof setInterval> | undefined
  let isClosing = false
  const rounds = new Map<Channel, Promise<number>>()

  const write = async ({
    organizationId,
    followerId,
    kind,
    sequence,
  }: Delivery): Promise<Mail | ToBrowser | undefined> => {
    const organization = await organizations.find(organizationId)
    const found = await inOrganization(database, organization.path, async (transaction) => {
      const follower = await findFollower(transaction, { organizationId, id: followerId })
      if (!follower || follower.endedAt || (kind === 'confirm') === (follower.confirmedAt !== null)) return undefined
      const appeal = await findAppealById(transaction, { organizationId, id: follower.appealId })
      if (!appeal || appeal.erasedAt) return undefined
      const email = follower.sealed
        ? await addressOf(follower, sealing)
        : (await contactOf(transaction, sealing, { organizationId, appealId: appeal.id })).email
      return { follower, appeal, email, events: await eventsOf(transaction, { organizationId, appealId: appeal.id }) }
    })
    if (!found) return undefined
    const { follower, appeal, email, events } = found
    const { language } = follower
    const isSupporter = follower.sealed !== null
    const { settings } = organization
    const event = events.find((each) => each.sequence === sequence)
    const { status, deadline } = foldHistory(event ? events.slice(0, event.sequence) : [])
    const name = localize(organization.names, language, settings.languages)
    if (follower.push !== null) {
      const subscription = await subscriptionOf(sealing, follower)
      // It may have been switched off since.
      if (!event || !subscription || !settings.notices.push) return undefined
      return { subscription, message: browserMessage({ language, organization: name, number: appeal.number, status }) }
    }
    if (!email) return undefined
    const token = await signId(secret, 'follower', { organizationId, id: followerId })
    const told: Told = {
      to: email,
      language,
      organization: name,
      number: appeal.number,
      topic: localize(appeal.categoryNames, language, settings.languages),
      page: `${url}/o/${organizationId}/appeals/${appeal.number}?lang=${language}`,
      notices: `${url}/o/${organizationId}/notices/${token}?lang=${language}`,
      unsubscribe: `${url}/v1/organizations/${organizationId}/notices/${token}/end`,
      isSupporter,
    }
    if (kind === 'confirm') return confirmMail(told)
    if (kind === 'rate') {
      const isAsked = isSupporter ? isAnswered(appeal) && follower.ratingScore === null : canRate(appeal)
      return isAsked && appeal.version >= (sequence ?? 0) ? rateMail(told) : undefined
    }
    if (!event) return undefined
    const day =
      deadline && new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: settings.timeZone }).format(deadline)
    const said = event.data.text ?? null
    // Who supports it reads what anyone may: not what is asked of whoever sent it.
    const isOpenly = isPublic(appeal, organization) && event.actor !== 'resident' && status !== 'waiting'
    const text = isSupporter ? (said !== null && isOpenly ? maskingOf(settings).text(said) : null) : said
    return stepMail(told, { status, text, deadline: isOpen(status) ? day : null })
  }

  const sendToBrowser = async ({ subscription, message }: ToBrowser, slowHosts: Set<string>) => {
    const { host } = new URL(subscription.endpoint)
    if (slowHosts.has(host)) throw new SlowServiceError()
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        slowHosts.add(host)
        reject(new SlowServiceError())
      }, answerWithin)
    })
    try {
      return await Promise.race([push.send(subscription, message), late])
    } finally {
      clearTimeout(timer)
    }
  }

  const send = async (written: Mail | ToBrowser, slowHosts: Set<string>): Promise<'taken' | 'over'> => {
    if ('subscription' in written) return sendToBrowser(written, slowHosts)
    try {
      await mail.send(written)
      return 'taken'
    } catch (error) {
      if (error instanceof Problem && error.code === 'mail-refused') return 'over'
      throw error
    }
  }

  /** There is nobody at this address: a browser's is of no more use, a mail address may be corrected. */
  const end = async (written: Mail | ToBrowser, follower: { organizationId: string; id: string }) => {
    if ('subscription' in written) await dropFollower(database, follower)
    else await setFollowing(database, follower, false, now())
  }

  const deliver = async (delivery: Delivery, slowHosts: Set<string>): Promise<boolean> => {
    const { organizationId, id, followerId, attempts } = delivery
    const mine = and(eq(deliveries.organizationId, organizationId), eq(deliveries.id, id))
    try {
      const written = await write(delivery)
      const outcome = written && (await send(written, slowHosts))
      if (written && outcome === 'over') await end(written, { organizationId, id: followerId })
      await database.delete(deliveries).where(mine)
      return outcome === 'taken'
    } catch (error) {
      const wait = AGAIN_AFTER[attempts]
      log.warn(
        {
          attempts: attempts + 1,
          isGivenUp: wait === undefined,
          cause: error instanceof Error ? error.name : typeof error,
        },
        'a notice was not sent',
      )
      if (wait === undefined) await database.delete(deliveries).where(mine)
      else {
        await database
          .update(deliveries)
          .set({ attempts: attempts + 1, dueAt: new Date(now().getTime() + wait) })
          .where(mine)
      }
      return false
    }
  }

  /** Sends what was taken, several at once; what is left when closing is due again at once. */
  const deliverAll = async (taken: readonly Delivery[], atOnce: number, slowHosts: Set<string>): Promise<number> => {
    const left = [...taken]
    let sent = 0
    const deliverNext = async () => {
      while (!isClosing) {
        const delivery = left.shift()
        if (!delivery) return
        if (await deliver(delivery, slowHosts)) sent += 1
      }
    }
    await Promise.all(Array.from({ length: atOnce }, deliverNext))
    if (left.length > 0) await giveBack(database, left, now())
    return sent
  }

  const work = async (channel: Channel): Promise<number> => {
    const slowHosts = new Set<string>()
    let sent = 0
    while (!isClosing) {
      const taken = await take(database, channel, now())
      sent += await deliverAll(taken, channel === 'push' ? PUSHES_AT_ONCE : 1, slowHosts)
      if (taken.length < BATCH) break
    }
    return sent
  }

  const beginWith = (channel: Channel): Promise<number> => {
    const running = rounds.get(channel)
    if (running) return running
    const round = work(channel)
      .catch((error: unknown) => {
        log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'notices could not be sent')
        return 0
      })
      .finally(() => rounds.delete(channel))
    rounds.set(channel, round)
    return round
  }

  const begin = async () => {
    const sent = await Promise.all(channels.map(beginWith))
    return sent.reduce((sum, each) => sum + each, 0)
  }

  return {
    round: begin,
    start() {
      timer = setInterval(begin, LOOK_EVERY)
      timer.unref()
      void begin()
    },
    async close() {
      isClosing = true
      clearInterval(timer)
      await Promise.all(rounds.values())
    },
  }
}

/** Undefined where it cannot be read any more. */
async function addressOf({ organizationId, id, sealed }: FollowerRow, sealing: Sealing): Promise<string | undefined> {
  if (sealed === null) return undefined
  try {
    return await sealing.unseal(followerPlace(organizationId, id), sealed)
  } catch (error) {
    if (error instanceof UnknownKey) return undefined
    throw error
  }
}

/** Takes some in hand that nobody else has. */
async function take(database: Database, channel: Channel, now: Date): Promise<Delivery[]> {
  const follower = database
    .select({ id: followers.id })
    .from(followers)
    .where(
      and(
        eq(followers.organizationId, deliveries.organizationId),
        eq(followers.id, deliveries.followerId),
        channel === 'push' ? isNotNull(followers.push) : isNull(followers.push),
      ),
    )
  const due = database
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(lte(deliveries.dueAt, now), exists(follower)))
    .orderBy(deliveries.dueAt)
    .limit(BATCH)
    .for('update', { skipLocked: true })
  return database
    .update(deliveries)
    .set({ dueAt: new Date(now.getTime() + IN_HAND) })
    .where(inArray(deliveries.id, due))
    .returning()
}

/** Leaves what was taken in hand, and not sent, to whoever looks next. */
const giveBack = (database: Database, left: readonly Delivery[], now: Date) =>
  database
    .update(deliveries)
    .set({ dueAt: now })
    .where(
      inArray(
        deliveries.id,
        left.map(({ id }) => id),
      ),
    )
