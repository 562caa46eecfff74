import path from 'node:path'
import { startServer } from '../main.js'
import { createLog } from '../platform/logging.js'
import { packageRoot } from '../platform/package-root.js'
import type { CommandContext } from './context.js'
import { openHeldDatabase } from './database.js'

/** Starts the API, says what to open, and stays until Ctrl-C. */
export async function serve(
  { demo }: { demo: boolean },
  { stdout, settings, signal, now }: CommandContext,
): Promise<void> {
  const say = (line = '') => stdout.write(`${line}\n`)
  const given = settings()
  let interruptCommands: () => Promise<unknown> = async () => {}
  const server = await startServer({
    settings: given,
    log: createLog(given),
    examples: demo ? path.join(packageRoot, 'examples') : undefined,
    openDatabase: async () => {
      const where = given.DATABASE_URL ? 'on its server' : `in ${given.VMESTE_DATA}`
      say(`Opening the database ${where} …`)
      const held = await openHeldDatabase(given, now, (step) => say(`${step} …`))
      interruptCommands = held.interruptCommands
      return held
    },
  })
  try {
    if (demo) {
      const { seedDemo, mintDemoKey } = await import('../demo/seed.js')
      const seeded = await seedDemo(server.database, now(), () => say('Adding the demo …'))
      if (!seeded) say('The database holds something already: it is kept as it is.')
      const key = await mintDemoKey(server.database, now())
      say()
      say(`A town's website with Vmeste on it   ${server.url}/examples/municipality/`)
      if (key) say(`Staff desk, signed in for 7 days      ${server.url}/desk#key=${key}`)
    } else {
      say()
      say(`Vmeste                                ${server.url}/`)
    }
    say(`The API and its guides                ${server.url}/docs`)
    say()
    say('Ctrl-C ends it.')
    await aborted(signal)
    say('Ending: what is under way is finished first …')
    await interruptCommands()
  } finally {
    await server.close()
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
