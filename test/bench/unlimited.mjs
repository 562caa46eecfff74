import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Lets the demo's residents write as often as a benchmark does: counted all the same, never refused, asked for no proof. */
export async function unlimited(environment) {
  const most = Object.fromEntries(
    ['appeals', 'polls', 'discussions'].map((action) => [action, { organization: 1e9, address: 1e9, device: 1e9 }]),
  )
  const settings = JSON.stringify({ abuse: { limits: most } })
  const command = fileURLToPath(new URL('../../api/cli/vmeste.mjs', import.meta.url))
  const child = spawn(process.execPath, [command, 'organization', 'set', 'ugra', '--settings', settings], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code) throw new Error('the limits could not be set')
}
