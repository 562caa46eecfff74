import { FolderInUse } from '../platform/hold.js'
import { readSettings } from '../platform/settings.js'
import { type CommandContext, CommandError, INTERRUPTED, type Terminal } from './context.js'
import { openHeldDatabase } from './database.js'
import { explain } from './explain.js'
import { forward } from './forward.js'
import { run } from './program.js'
import { serve } from './serve.js'

/** Milliseconds: npm hands on a Ctrl-C that the terminal has already given to every process, so one press comes twice. */
const ONE_PRESS = 500

/** Milliseconds between looks whether npm still waits for this process. */
const LOOK_FOR_NPM = 250

/** The `vmeste` command: answers the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const interruption = new AbortController()
  let pressedAt = Number.POSITIVE_INFINITY
  const interrupt = () => {
    // The second Ctrl-C does not wait.
    if (performance.now() - pressedAt > ONE_PRESS) process.exit(INTERRUPTED)
    if (!interruption.signal.aborted) pressedAt = performance.now()
    interruption.abort()
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const npm = whenLeftByNpm(interrupt)

  let connection: ReturnType<typeof openHeldDatabase> | undefined
  const now = () => new Date()
  const settings = () => readSettings(process.env)
  const context: CommandContext = {
    stdout: terminal(process.stdout),
    stderr: terminal(process.stderr),
    cwd: process.cwd(),
    signal: interruption.signal,
    now,
    settings,
    database: async () => {
      connection ??= openHeldDatabase(settings(), now, () => {})
      return (await connection).database
    },
  }
  try {
    return await run(argv, {
      ...context,
      serve: (options) =>
        serve(options, context).catch((error) => {
          // Said here: a server is not forwarded to the one that runs.
          throw error instanceof FolderInUse ? new CommandError(error.message) : error
        }),
    })
  } catch (error) {
    if (error instanceof FolderInUse) return await forwarded(argv, context, error)
    throw error
  } finally {
    await connection?.then(
      ({ close }) => close(),
      () => {},
    )
    clearInterval(npm)
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** Whoever ends `npm start` or `npx` by a signal ends only the shell in between: npm hands it on no further than that. */
function whenLeftByNpm(leave: () => void) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    leave()
  }, LOOK_FOR_NPM)
  return timer.unref()
}

async function forwarded(argv: readonly string[], context: CommandContext, { holder }: FolderInUse): Promise<number> {
  try {
    return await forward(argv, context, holder)
  } catch (error) {
    context.stderr.write(`${explain(error) ?? (error instanceof Error ? error.message : String(error))}\n`)
    return 1
  }
}

const terminal = (stream: NodeJS.WriteStream): Terminal => ({
  write: (text) => stream.write(text),
  isInteractive: stream.isTTY === true,
  columns: stream.columns ?? 100,
})
