import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createBlocks, forgetBlocks } from './abuse/blocks.js'
import { createRates, forgetRates } from './abuse/rates.js'
import { forgetSenders } from './abuse/senders.js'
import { createApp } from './app.js'
import { deleteAbandoned } from './attachments/abandoned.js'
import { createCrier } from './discussions/following/crier.js'
import { forgetFollowers } from './discussions/following/follow.js'
import { mapOpinions } from './discussions/opinions/find.js'
import { recountReactions } from './discussions/recount.js'
import { readGuideFiles } from './docs/files.js'
import { tellDirectly } from './events/direct.js'
import { createEventHub } from './events/notifier.js'
import { pruneEvents } from './events/queries.js'
import { createCourier } from './forwarding/courier.js'
import { forgetSpentProofs } from './identity/spent.js'
import { createBookkeeper } from './insight/bookkeeper.js'
import { sendFigures } from './insight/digest.js'
import { announceRises } from './insight/watch.js'
import { sendDigests } from './notifications/digest.js'
import { createPostman } from './notifications/postman.js'
import { createAssets } from './platform/assets.js'
import { callerAddress } from './platform/caller.js'
import { keyedHash } from './platform/crypto.js'
import type { DatabaseConnection } from './platform/database.js'
import { forgetIdempotencyKeys, keepHouse } from './platform/housekeeping.js'
import { createImageProcessor } from './platform/images.js'
import { FINISH_WITHIN, listen, patience } from './platform/listening.js'
import { createMailer } from './platform/mail.js'
import { createOutgoing } from './platform/outgoing.js'
import { publicFolder } from './platform/package-root.js'
import { createPasswordHasher } from './platform/passwords.js'
import { createPush } from './platform/push.js'
import { createReadiness, unavailable } from './platform/readiness.js'
import { createSealing } from './platform/sealing.js'
import { readSecret } from './platform/secret.js'
import { securityHeaders } from './platform/security-headers.js'
import type { Log, Mailer, Services } from './platform/services.js'
import type { Settings } from './platform/settings.js'
import { foldPolls } from './polls/count/results.js'
import { forgetPhotos } from './polls/photos/kept.js'
import { closePolls } from './polls/recount/close.js'
import { forgetTrials } from './polls/trials.js'
import { countStale, reseal } from './privacy/reseal.js'
import { retain } from './privacy/retention.js'
import { forgetSessions, forgetUnseen } from './residents/forget.js'
import { forgetChallenges } from './staff/challenges.js'
import { forgetInvitations } from './staff/invitations.js'
import { forgetResets } from './staff/resets.js'
import { forgetStaffSessions } from './staff/sessions.js'
import { createMessenger, forgetMessages } from './webhooks/messenger.js'

/** Milliseconds. */
const MINUTE = 60_000

export interface ServerOptions {
  settings: Settings
  log: Log
  /** Called once the port is taken: `/readyz` says no until it is done, and everything else that the service is unavailable. */
  openDatabase(): Promise<DatabaseConnection>
  /** Instead of the mail server that the settings name. */
  mail?: Mailer | undefined
  /** A folder of pages to serve at `/examples/`. */
  examples?: string
}

export interface RunningServer {
  /** As a browser on this machine reaches it. */
  url: string
  database: DatabaseConnection['database']
  /** Takes no more requests, lets those under way finish (5 s at most), ends event streams, closes the database. */
  close(): Promise<void>
}

/** Starts the API on Node. @throws {SettingsError} for what the operator must mend. */
export async function startServer({
  settings,
  log,
  openDatabase,
  mail = createMailer(settings, log),
  examples,
}: ServerOptions): Promise<RunningServer> {
  const readiness = createReadiness()
  const front = new Hono<{ Bindings: HttpBindings }>()
  let api: ReturnType<typeof createApp> | undefined
  front.use(securityHeaders)
  front.route('/', readiness.routes)
  front.route('/', createAssets({ publicFolder, examples }))
  const underWay = new Set<Promise<Response>>()
  front.all('*', (c) => {
    if (!api) return unavailable(c)
    const answer = Promise.resolve(api.fetch(c.req.raw, c.env))
    const forget = () => underWay.delete(answer)
    underWay.add(answer)
    answer.then(forget, forget)
    return answer
  })

  // Without options it is HTTP/1.1, which a proxy speaks to it.
  const server = createAdaptorServer({ fetch: tellDirectly(front.fetch), serverOptions: patience }) as Server
  const undo: (() => Promise<unknown> | unknown)[] = []
  let isClosing = false
  const close = async () => {
    isClosing = true
    readiness.stopping()
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const { stop } = await listen(server, settings)
    undo.push(stop)
    const connection = await openDatabase()
    // After the last request, also of those who did not wait for the answer: a query put later would connect anew.
    undo.splice(0, 0, async () => {
      await Promise.race([Promise.allSettled(underWay), pause(FINISH_WITHIN, undefined, { ref: false })])
      await connection.close()
    })
    const { database } = connection
    const now = () => new Date()
    const events = createEventHub({ database, log })
    events.start()
    undo.push(events.close, mail.close)
    if (settings.SMTP_URL && !settings.PUBLIC_URL) log.warn({}, 'links in mails lead to this machine: set PUBLIC_URL')
    const secret = await readSecret(database, settings)
    const sealing = await createSealing(settings, secret)
    const rates = createRates({ database, hash: (...parts) => keyedHash(secret, ...parts), log, now })
    // Once nobody is answered any more, and before the database is gone.
    undo.splice(1, 0, rates.close)
    const fetchOutside = createOutgoing(settings)
    const push = createPush({ secret, settings, fetchOutside, now })
    const services: Services = {
      database,
      settings,
      secret,
      sealing,
      log,
      images: createImageProcessor(),
      passwords: createPasswordHasher(),
      rates,
      blocks: createBlocks(database, now),
      mail,
      push,
      fetchOutside,
      events,
      guides: await readGuideFiles(),
      examplePage: examples && '/examples/municipality/',
      now,
      clientAddress: (c) => callerAddress(c, settings),
    }
    const { lost } = await countStale(database, sealing)
    for (const [key, count] of Object.entries(lost))
      log.error({ key, count }, 'contacts are sealed with a key that VMESTE_KEYS lacks')
    const { port } = server.address() as AddressInfo
    const url = `http://${ownHost(settings.HOST)}:${port}`
    const postman = createPostman({ database, mail, push, sealing, secret, url: settings.PUBLIC_URL ?? url, log, now })
    postman.start()
    undo.push(postman.close)
    const crier = createCrier({ database, mail, sealing, secret, url: settings.PUBLIC_URL ?? url, log, now })
    crier.start()
    undo.push(crier.close)
    const courier = createCourier({ database, sealing, fetchOutside, events, log, now })
    courier.start()
    undo.push(courier.close)
    const bookkeeper = createBookkeeper({ database, log, now })
    bookkeeper.start()
    undo.push(bookkeeper.close)
    const messenger = createMessenger({ database, secret, fetchOutside, log, now })
    messenger.start()
    undo.push(messenger.close)
    const house = keepHouse(
      [
        { name: 'sealing anew', run: () => reseal(database, sealing) },
        forgetIdempotencyKeys(database),
        forgetSpentProofs(database),
        forgetRates(database),
        forgetBlocks(database),
        forgetSenders(database),
        recountReactions(database),
        forgetFollowers(database),
        forgetSessions(database),
        forgetUnseen(database),
        forgetStaffSessions(database),
        forgetResets(database),
        forgetChallenges(database),
        foldPolls(database, services),
        closePolls(database, services),
        forgetTrials(database),
        forgetPhotos(database),
        forgetInvitations(database),
        forgetMessages(database),
        // Not printed to a terminal, where whoever tries it out would look for something else.
        ...(settings.SMTP_URL
          ? [
              {
                name: 'digests',
                run: (time: Date) =>
                  sendDigests(database, time, { mail, url: settings.PUBLIC_URL ?? url, log, isOver: () => isClosing }),
              },
            ]
          : []),
        ...(settings.SMTP_URL
          ? [
              {
                name: 'figures to leaders',
                run: (time: Date) =>
                  sendFigures(database, time, { mail, url: settings.PUBLIC_URL ?? url, log, isOver: () => isClosing }),
              },
            ]
          : []),
        ...(settings.SMTP_URL
          ? [
              {
                name: 'sudden rises',
                run: (time: Date) =>
                  announceRises(database, time, {
                    mail,
                    url: settings.PUBLIC_URL ?? url,
                    log,
                    isOver: () => isClosing,
                  }),
              },
            ]
          : []),
        { name: 'abandoned attachments', run: (time) => deleteAbandoned(database, time) },
        { name: 'retention', run: (time) => retain(database, time, { isOver: () => isClosing }) },
        { name: 'old events', run: (time) => pruneEvents(database, time) },
      ],
      { log, now },
    )
    undo.push(house.stop)
    // A connection to hold the lock by is there only beside another.
    const isAlone = connection.kind === 'embedded' || settings.DATABASE_CONNECTIONS === 1
    const observatory = keepHouse([mapOpinions(database, { log, isAlone })], {
      log,
      now,
      every: MINUTE,
      isPatient: true,
    })
    undo.push(observatory.stop)
    api = createApp(services)
    readiness.ready(database)
    return { url, database, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Who listens on every address is found by the name that every machine gives itself. */
function ownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
