import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { askHolder, type Holder } from '../platform/hold.js'
import { type CommandContext, INTERRUPTED, type Terminal } from './context.js'
import { run } from './program.js'

/**
 * A command typed in a second terminal is run by the process that has the embedded database. Both ways go JSON lines:
 * the command (the sender then leaves its body open, and ends it to interrupt), against what it writes and its exit code.
 */
const PATH = '/commands'
const commandLine = z.object({
  argv: z.array(z.string()),
  cwd: z.string(),
  isInteractive: z.boolean(),
  columns: z.number(),
})
const answerLine = z.union([
  z.object({ stdout: z.string() }),
  z.object({ stderr: z.string() }),
  z.object({ exit: z.number() }),
])

/** What a holder answers on its socket: runs commands against the database it has open. */
export function createCommandServer(context: Pick<CommandContext, 'settings' | 'now' | 'database'>) {
  const running = new Map<AbortController, Promise<void>>()
  const execute = async (incoming: IncomingMessage, outgoing: ServerResponse, interruption: AbortController) => {
    const lines = createInterface({ input: incoming })
    const first = await lines[Symbol.asyncIterator]().next()
    // Its end, or the end of whoever typed it, is a Ctrl-C.
    lines.on('close', () => interruption.abort())
    outgoing.on('close', () => interruption.abort())
    const { argv, cwd, ...terminal } = commandLine.parse(JSON.parse(String(first.value)))
    const send = (line: z.infer<typeof answerLine>) => outgoing.write(`${JSON.stringify(line)}\n`)
    const { signal } = interruption
    const exit = await run(argv, {
      ...context,
      cwd,
      signal,
      stdout: { ...terminal, write: (text) => send({ stdout: text }) },
      stderr: { ...terminal, write: (text) => send({ stderr: text }) },
    })
    outgoing.end(`${JSON.stringify({ exit })}\n`)
  }
  return {
    answer(incoming: IncomingMessage, outgoing: ServerResponse) {
      if (incoming.url !== PATH || incoming.method !== 'POST') return outgoing.writeHead(404).end()
      outgoing.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders()
      const interruption = new AbortController()
      const done = execute(incoming, outgoing, interruption)
        .catch(() => void outgoing.destroy())
        .finally(() => running.delete(interruption))
      running.set(interruption, done)
    },
    /** Waits for the commands that others still run here. */
    idle: () => Promise.all(running.values()),
    interrupt() {
      for (const interruption of running.keys()) interruption.abort()
      return Promise.all(running.values())
    },
  }
}

/** Has the holder run a command, writes here what it writes there, and answers its exit code. */
export function forward(
  argv: readonly string[],
  { stdout, stderr, cwd, signal }: Pick<CommandContext, 'stdout' | 'stderr' | 'cwd' | 'signal'>,
  holder: Holder,
): Promise<number> {
  return askHolder(
    holder,
    ({ socketPath }) =>
      new Promise<number>((resolve, reject) => {
        const gone = () => reject(new Error(`Process ${holder.pid} ended before the command did: run it again.`))
        const asked = request({ socketPath, path: PATH, method: 'POST', agent: false }, async (answer) => {
          let exit = INTERRUPTED
          answer.on('error', gone)
          for await (const line of createInterface({ input: answer })) {
            const said = answerLine.parse(JSON.parse(line))
            if ('stdout' in said) stdout.write(said.stdout)
            else if ('stderr' in said) stderr.write(said.stderr)
            else {
              exit = said.exit
              resolve(exit)
            }
          }
          asked.end()
          gone()
        })
        asked.on('error', gone)
        signal.addEventListener('abort', () => asked.end())
        asked.write(`${JSON.stringify({ argv, cwd, ...shape(stderr) })}\n`)
      }),
  )
}

const shape = ({ isInteractive, columns }: Terminal) => ({ isInteractive, columns })
