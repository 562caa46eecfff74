#!/usr/bin/env node
/** The package's command. In a checkout it first builds what has changed; an installed package is built already. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const entry = path.join(root, 'dist/api/cli/main.js')
const built = [entry, path.join(root, 'dist/public/embed.js')]
const sources = ['api', 'sdk', 'widgets', 'rollup.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json']
const rollup = path.join(root, 'node_modules/rollup/dist/bin/rollup')
const lock = path.join(root, 'node_modules/.cache/vmeste-build')

if (existsSync(path.join(root, 'rollup.config.mjs')) && !(await isFresh())) await build()
const { main } = await import(pathToFileURL(entry).href)
process.exitCode = await main(process.argv.slice(2))

/** Whether nothing has been written, added or removed since the last build. */
async function isFresh() {
  const made = await Promise.all(built.map(modified))
  const changed = await Promise.all(sources.map((name) => newest(path.join(root, name))))
  return Math.min(...made) > Math.max(...changed)
}

async function newest(file) {
  const { mtimeMs, isFolder } = await stat(file).then(
    (found) => ({ mtimeMs: found.mtimeMs, isFolder: found.isDirectory() }),
    () => ({ mtimeMs: 0, isFolder: false }),
  )
  if (!isFolder) return mtimeMs
  const names = await readdir(file)
  return Math.max(mtimeMs, ...(await Promise.all(names.map((name) => newest(path.join(file, name))))))
}

async function modified(file) {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

/** Of several that start at once, one builds and the others wait for it. */
async function build() {
  if (!existsSync(rollup)) end('The packages it is built with are missing: run "npm ci" first.')
  await mkdir(path.dirname(lock), { recursive: true })
  while (!(await take())) await pause(200)
  try {
    if (await isFresh()) return
    process.stderr.write('Building …\n')
    const code = await new Promise((resolve) => {
      // Its words go to standard error: standard output is the command's own.
      const child = spawn(process.execPath, [rollup, '-c', '--silent'], { cwd: root, stdio: ['ignore', 2, 2] })
      child.on('error', () => resolve(1))
      child.on('close', resolve)
    })
    if (code !== 0) end('The build failed: its errors are above.')
  } finally {
    await rm(lock, { force: true })
  }
}

async function take() {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const builder = Number(await readFile(lock, 'utf8').catch(() => 0))
  const age = Date.now() - (await modified(lock))
  // What a killed one left. A file just made may not hold its number yet.
  if (builder ? !isAlive(builder) : age > 5000) await rm(lock, { force: true })
  return false
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function end(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
