import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../postgres.mjs'

/** The number after `--name` on the command line. */
export const numberOf = (name, otherwise) => {
  const at = process.argv.indexOf(name)
  return at > 0 ? Number(process.argv[at + 1]) : otherwise
}

/** The processes of a benchmark. @param environment what each of them is told beside its port. */
export function createProcesses(environment) {
  const children = []
  return {
    /** To be ended with the others; what else a benchmark starts is added here. */
    children,

    /**
     * Starts a server and waits until it answers.
     * @param parameters a script below the root, and what it is given. @param options.path what it answers when it is ready.
     */
    async start(parameters, { path = '/readyz', environment: own = {} } = {}) {
      const port = await freePort()
      const child = spawn(process.execPath, parameters, {
        cwd: fileURLToPath(new URL('../../', import.meta.url)),
        env: { ...process.env, HOST: '127.0.0.1', LOG_LEVEL: 'error', ...environment, ...own, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      children.push(child)
      const url = `http://127.0.0.1:${port}`
      for (let attempt = 0; attempt < 1200; attempt++) {
        const isReady = await fetch(url + path).then(
          ({ ok }) => ok,
          () => false,
        )
        if (isReady) return { url, child }
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
      throw new Error(`${parameters.join(' ')} never answered`)
    },

    endAll: () => Promise.all(children.map(ended)),
  }
}

export function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  return new Promise((resolve) => child.once('exit', resolve))
}

/** Milliseconds of the processor that a process had; on Linux only. */
export async function cpuOf({ pid }) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Bytes a process has in memory; on Linux only. */
export async function memoryOf({ pid }) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024
}
