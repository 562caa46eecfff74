import path from 'node:path'
import { startServer } from '../main.js'
import type { Database } from '../platform/database.js'
import { createLog } from '../platform/logging.js'
import { createPrintingMailer } from '../platform/mail.js'
import { packageRoot } from '../platform/package-root.js'
import { createPasswordHasher } from '../platform/passwords.js'
import { createSealing } from '../platform/sealing.js'
import { readSecret } from '../platform/secret.js'
import type { Settings } from '../platform/settings.js'
import type { CommandContext } from './context.js'
import { openHeldDatabase } from './database.js'
import { surviveLostConnections } from './survive.js'

/** Starts the API, says what to open, and stays until Ctrl-C. */
export async function serve(
  { demo }: { demo: boolean },
  { stdout, settings, signal, now }: CommandContext,
): Promise<void> {
  const say = (line = '') => stdout.write(`${line}\n`)
  const given = settings()
  let interruptCommands: () => Promise<unknown> = async () => {}
  let shownDemo: Demo = { pages: [] }
  const log = createLog(given)
  surviveLostConnections(log)
  const server = await startServer({
    settings: given,
    log,
    mail: demo && !given.SMTP_URL ? createPrintingMailer((text) => stdout.write(text)) : undefined,
    examples: demo ? path.join(packageRoot, 'examples') : undefined,
    openDatabase: async () => {
      const where = given.DATABASE_URL ? 'on its server' : `in ${given.VMESTE_DATA}`
      say(`Opening the database ${where} …`)
      const held = await openHeldDatabase(given, now, (step) => say(`${step} …`))
      interruptCommands = held.interruptCommands
      try {
        if (demo) shownDemo = await prepareDemo(held.database, given, now(), say)
      } catch (error) {
        await held.close()
        throw error
      }
      return held
    },
  })
  try {
    const { pages, person } = shownDemo
    const shown = [...(demo ? pages : [['Everything', '/'] as const]), ['The API and its guides', '/docs'] as const]
    const width = Math.max(...shown.map(([title]) => title.length))
    say()
    for (const [title, address] of shown) say(`${title.padEnd(width)}   ${server.url}${address}`)
    if (person) {
      say()
      say(`Or sign in at ${server.url}/account as ${person.email} with the password ${person.password}`)
    }
    say()
    say('Ctrl-C ends it.')
    await aborted(signal)
    say('Ending: what is under way is finished first …')
    await interruptCommands()
  } finally {
    await server.close()
  }
}

interface Demo {
  pages: (readonly [title: string, address: string])[]
  person?: { email: string; password: string } | undefined
}

/** Fills an empty database, and tells what there is to see. */
async function prepareDemo(
  database: Database,
  settings: Settings,
  now: Date,
  say: (line: string) => void,
): Promise<Demo> {
  const { TOWN, seedDemo, mintDemoKey } = await import('../demo/seed.js')
  const secret = await readSecret(database, settings)
  const sealing = await createSealing(settings, secret)
  const seeded = await seedDemo(database, { sealing, secret }, now, () => say('Adding the demo …'))
  if (!seeded) say('The database holds something already: it is kept as it is.')
  const pages: Demo['pages'] = [["A town's website with Vmeste on it", '/examples/municipality/']]
  const key = await mintDemoKey(database, now)
  if (!key) return { pages }
  pages.push(["The town's own page here", `/o/${TOWN}`])
  const appeal = seeded?.appeal
  if (appeal) {
    const { organization, number, secret } = appeal
    pages.push(["A resident's answered appeal", `/o/${organization}/appeals/${number}#${secret}`])
  }
  pages.push(['Staff desk, signed in for 7 days', `/desk#key=${key}`])
  const { mintDemoPerson } = await import('../demo/person.js')
  return { pages, person: await mintDemoPerson(database, createPasswordHasher(), now) }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
