import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, unlink } from 'node:fs/promises'
import { createServer, type RequestListener, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from './crypto.js'
import { SettingsError } from './settings.js'

export interface Hold {
  /** Lets the next process have the folder: call it after the database is closed. */
  release(): Promise<void>
}

/** Another process has the folder; `connect` leads to what it answers. */
export class FolderInUse extends SettingsError {
  constructor(
    readonly folder: string,
    readonly holder: Holder,
  ) {
    super(`${folder} is in use by process ${holder.pid}: stop that one, or give this one another VMESTE_DATA.`)
  }
}

export interface Holder {
  pid: number
  folder: string
  /** The name of its socket in the folder; on Windows, of its pipe. */
  name: string
}

interface Contender extends Holder {
  state: 'contending' | 'held'
}

/** Milliseconds: a process too busy to answer is alive, and so has the folder. */
const ANSWER_WITHIN = 2_000
const STATE_PATH = '/hold'
const PUBLISHED = /^hold-(\d+)-[0-9a-f]{16}\.sock$/

/**
 * Takes the folder for this process alone: PGlite has no lock of its own, and two on one folder ruin it.
 *
 * Every process first publishes a socket that it listens on, under a name used once, and then looks for others: of two
 * that come together at least one sees the other, and the smaller name stays. The kernel closes the socket of a killed
 * process, so what does not answer can be removed by anyone, at any time.
 *
 * @param answer what other processes ask over the socket.
 * @throws {FolderInUse}
 */
export async function holdFolder(folder: string, answer: RequestListener): Promise<Hold> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (process.platform === 'win32') return holdPipe(folder, answer)
  for (;;) {
    const mine = await publish(folder, answer)
    try {
      if (await prevail(folder, mine)) return { release: mine.withdraw }
    } catch (error) {
      await mine.withdraw()
      throw error
    }
    await mine.withdraw()
    await pause(20 + Math.random() * 80)
  }
}

/** Asks the holder of a folder something, over its socket. */
export async function askHolder<Result>(
  { folder, name }: Holder,
  ask: (options: { socketPath: string }) => Promise<Result>,
): Promise<Result> {
  return process.platform === 'win32'
    ? ask({ socketPath: name })
    : inReach(folder, name, (socketPath) => ask({ socketPath }))
}

/** Whether this process is alone; throws when another has the folder, false when another is to be let go first. */
async function prevail(folder: string, mine: Published): Promise<boolean> {
  for (;;) {
    const others = await contenders(folder, mine.name)
    const holder = others.find((other) => other.state === 'held')
    if (holder) throw new FolderInUse(folder, holder)
    if (others.length === 0) {
      mine.state.now = 'held'
      return true
    }
    if (others.some((other) => other.name < mine.name)) return false
    await pause(20)
  }
}

interface Published {
  name: string
  state: { now: Contender['state'] }
  withdraw(): Promise<void>
}

async function publish(folder: string, answer: RequestListener): Promise<Published> {
  const state: Published['state'] = { now: 'contending' }
  const server = createAnsweringServer(state, answer)
  const name = `hold-${process.pid}-${randomBytes(8).toString('hex')}.sock`
  const unpublished = path.join(folder, `.${name}`)
  await inReach(folder, `.${name}`, (socketPath) => listen(server, socketPath))
  await chmod(unpublished, 0o600)
  // Only now by its name: a socket between bind and listen looks like one of the dead.
  await rename(unpublished, path.join(folder, name))
  return {
    name,
    state,
    withdraw: async () => {
      await unlink(path.join(folder, name)).catch(() => {})
      await close(server)
    },
  }
}

/** The other living processes that have published a socket here; what the dead left is removed. */
async function contenders(folder: string, mine: string): Promise<Contender[]> {
  const names = (await readdir(folder)).filter((name) => PUBLISHED.test(name) && name !== mine)
  const found = await Promise.all(
    names.map(async (name): Promise<Contender | undefined> => {
      const holder = { pid: Number(PUBLISHED.exec(name)?.[1]), folder, name }
      const state = await askHolder(holder, readState)
      if (state !== 'dead') return { ...holder, state }
      await unlink(path.join(folder, name)).catch(() => {})
      return undefined
    }),
  )
  return found.filter((contender) => contender !== undefined)
}

/** On Windows a pipe's name belongs to one process, and goes with it: the name is the lock. */
async function holdPipe(folder: string, answer: RequestListener): Promise<Hold> {
  const name = `\\\\.\\pipe\\vmeste-${await sha256(path.resolve(folder).toLowerCase())}`
  const server = createAnsweringServer({ now: 'held' }, answer)
  try {
    await listen(server, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new FolderInUse(folder, { pid: await askPid(name), folder, name })
  }
  return { release: () => close(server) }
}

/** Without a limit of time: what asks may leave its body open for as long as the answer takes. */
const createAnsweringServer = (state: Published['state'], answer: RequestListener): Server =>
  createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    if (incoming.url === STATE_PATH) outgoing.end(JSON.stringify({ pid: process.pid, state: state.now }))
    else answer(incoming, outgoing)
  })

function get(socketPath: string): Promise<{ pid: number; state: Contender['state'] }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: STATE_PATH, agent: false, timeout: ANSWER_WITHIN }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.on('end', () => {
        try {
          resolve(JSON.parse(text))
        } catch (error) {
          reject(error)
        }
      })
      answer.on('error', reject)
    })
    asked.on('timeout', () => asked.destroy(new NoAnswer()))
    asked.on('error', reject)
    asked.end()
  })
}

class NoAnswer extends Error {}

const readState = ({ socketPath }: { socketPath: string }): Promise<Contender['state'] | 'dead'> =>
  get(socketPath).then(
    ({ state }) => state,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') return 'dead'
      // EAGAIN: more knock than it can note down. Anything else: it went while it was asked, and is seen dead the next time.
      return error instanceof NoAnswer || error.code === 'EAGAIN' ? 'held' : 'contending'
    },
  )

const askPid = (pipe: string) =>
  get(pipe).then(
    ({ pid }) => pid,
    () => 0,
  )

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, () => resolve())
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Bytes: a longer address of a socket is cut off by some systems (macOS has room for 103). */
const ADDRESS_ROOM = 100

/** The address of a socket in a folder, however long its path: then through a short link to the folder. */
async function inReach<Result>(folder: string, name: string, use: (socketPath: string) => Promise<Result>) {
  const direct = path.join(path.resolve(folder), name)
  if (Buffer.byteLength(direct) <= ADDRESS_ROOM) return use(direct)
  const scratch = await mkdtemp(path.join(tmpdir(), 'vmeste-'))
  try {
    const link = path.join(scratch, 'd')
    await symlink(path.resolve(folder), link, 'dir')
    return await use(path.join(link, name))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
