import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { databaseUrl } from '../api/postgres.setup.js'
import { freePort } from '../postgres.mjs'

const command = fileURLToPath(new URL('../../api/cli/vmeste.mjs', import.meta.url))
export const ORIGIN = 'http://localhost:5500'

type Environment = Record<string, string>
const started = new Set<ChildProcess>()
const cleanups: (() => Promise<unknown>)[] = []

// Builds, should anything have changed: that is not of the start that a test measures.
beforeAll(async () => {
  await run(['settings'])
})
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-cli-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** An empty database on the real PostgreSQL, which goes with the test. */
export async function emptyDatabase(): Promise<string> {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  const name = `cli_${crypto.randomUUID().replaceAll('-', '')}`
  await admin.unsafe(`create database ${name}`)
  cleanups.push(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return databaseUrl(inject('postgresUrl'), name)
}

/** The command as typed in a terminal, in a process of its own. */
export function start(parameters: string[], environment: Environment = {}) {
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [command, ...parameters], { env: { ...inherited, ...environment } })
  started.add(child)
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      started.delete(child)
      resolve(code)
    })
  })
  /** Waits for words on standard output. */
  const says = async (words: string) => {
    for (let isOver = false; !said.stdout.includes(words); ) {
      if (isOver) throw new Error(`It ended without saying “${words}”:\n${said.stdout}\n${said.stderr}`)
      isOver = await Promise.race([
        ended.then(() => true),
        new Promise<false>((resolve) => child.stdout.once('data', () => resolve(false))),
      ])
    }
  }
  return { child, said, ended, says }
}

/** A command, up to its end. */
export async function run(parameters: string[], environment: Environment = {}) {
  const { said, ended } = start(parameters, environment)
  return { code: await ended, ...said }
}

/** A server, up to where it tells what to open. */
export async function serve(environment: Environment, ...options: string[]) {
  const PORT = String(await freePort())
  const server = start(['serve', ...options], { HOST: '127.0.0.1', PORT, ...environment })
  await server.says('Ctrl-C ends it.')
  return { ...server, url: `http://127.0.0.1:${PORT}` }
}

/** An appeal as a resident's browser sends it. */
export async function sendAppeal(url: string, description: string, signal?: AbortSignal) {
  const answer = await fetch(`${url}/v1/organizations/hanty-mansiysk/appeals`, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify({
      category: 'street-light',
      description,
      place: { address: 'Mira Street, 5' },
      consent: true,
    }),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()) as { number: number; secret: string }
}

/** Stands between a server and its database, and can cut them off. */
export async function cuttable(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const port = await freePort()
  let proxy: Server | undefined
  const join = () =>
    new Promise<void>((resolve) => {
      proxy = createServer((near) => {
        const far = connect(Number(target.port), target.hostname)
        for (const socket of [near, far]) {
          sockets.add(socket)
          socket
            .on('error', () => {})
            .on('close', () => {
              sockets.delete(socket)
              near.destroy()
              far.destroy()
            })
        }
        near.pipe(far).pipe(near)
      }).listen(port, '127.0.0.1', resolve)
    })
  const cut = () =>
    new Promise<void>((resolve) => {
      proxy?.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  await join()
  cleanups.push(cut)
  return { url: Object.assign(new URL(url), { hostname: '127.0.0.1', port }).href, cut, join }
}
