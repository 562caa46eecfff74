import { execFile, spawn } from 'node:child_process'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { chromePath } from '../chrome.mjs'
import { freePort } from '../postgres.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the example page, as the terminal says it. */
    page: string
    /** Of the desk, with a key in its fragment. */
    desk: string
    /** A person of the demo's staff: address and password. */
    person: { email: string; password: string }
    /** Of the embedded database, for commands beside the server. */
    folder: string
    chrome: string
    /** An API key of the region's administrator. */
    administrator: string
    /** The file that the server's log goes into, with a line for each request. */
    log: string
    /** The file that notes down what persons send and are told: see `seen.ts`. */
    seen: string
  }
}

/** Starts the demo as a newcomer does, on a folder of its own, and takes the addresses from what it says. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-demo-'))
  const [log, seen] = [path.join(folder, 'log'), path.join(folder, 'seen')]
  await writeFile(seen, '')
  const errors = await open(log, 'w')
  const command = fileURLToPath(new URL('../../api/cli/vmeste.mjs', import.meta.url))
  const { DATABASE_URL: _, ...environment } = process.env
  const server = spawn(process.execPath, [command, 'serve', '--demo'], {
    env: { ...environment, PORT: String(await freePort()), VMESTE_DATA: path.join(folder, 'data'), LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', errors.fd],
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const said: string[] = []
  const { stdout: terminal } = server
  if (!terminal) throw new Error('the demo has no terminal')
  for await (const line of createInterface({ input: terminal })) {
    said.push(line)
    if (line.startsWith('Ctrl-C')) break
  }
  const address = (pattern: RegExp) => {
    const found = said.map((line) => pattern.exec(line)?.[0]).find(Boolean)
    if (!found) throw new Error(`The demo did not say ${pattern}:\n${said.join('\n')}`)
    return found
  }
  terminal.resume()
  project.provide('page', address(/http\S+\/examples\/municipality\/$/))
  project.provide('desk', address(/http\S+\/desk#key=\S+/))
  const [, email = '', password = ''] = /sign in at \S+ as (\S+) with the password (\S+)/.exec(said.join('\n')) ?? []
  project.provide('person', { email, password })
  project.provide('folder', path.join(folder, 'data'))
  const key = ['key', 'create', '--organization', 'ugra', '--role', 'administrator']
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...key], {
    env: { ...environment, VMESTE_DATA: path.join(folder, 'data') },
  })
  project.provide('administrator', stdout.trim())
  project.provide('chrome', await chromePath())
  project.provide('log', log)
  project.provide('seen', seen)
  return async () => {
    server.kill('SIGINT')
    await ended
    await errors.close()
    for (const line of (await readFile(log, 'utf8')).split('\n'))
      if (!/"level":"(info|warn)"/.test(line)) process.stderr.write(line && `${line}\n`)
    await rm(folder, { recursive: true, force: true })
  }
}
