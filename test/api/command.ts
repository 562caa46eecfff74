import { run } from '../../api/cli/program.js'
import { readSettings } from '../../api/platform/settings.js'
import type { TestApp } from './app.js'

/** What a person sees who types the command in `folder`; `interruptAt` presses Ctrl-C when something is said. */
export async function typeCommand(
  api: TestApp,
  folder: string,
  argv: string[],
  { interruptAt }: { interruptAt?: RegExp | undefined } = {},
) {
  let said = ''
  const interruption = new AbortController()
  const terminal = {
    columns: 80,
    isInteractive: false,
    write: (text: string) => {
      said += text
      if (interruptAt?.test(said)) interruption.abort()
    },
  }
  const exit = await run(argv, {
    stdout: terminal,
    stderr: terminal,
    cwd: folder,
    signal: interruption.signal,
    now: () => api.clock.now,
    settings: () => readSettings({ VMESTE_SECRET: api.services.secret }),
    database: async () => api.database,
  })
  return { exit, said: said.trimEnd().split('\n') }
}
