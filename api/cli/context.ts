import type { Database } from '../platform/database.js'
import type { Settings } from '../platform/settings.js'

/** Where a command writes to: a stream of this process, or of the terminal that forwarded the command. */
export interface Terminal {
  write(text: string): void
  /** Whether a person watches, and lines may be redrawn. */
  isInteractive: boolean
  columns: number
}

/** All that a command knows of the world: it runs alike in a process of its own and inside a running server. */
export interface CommandContext {
  stdout: Terminal
  stderr: Terminal
  /** The folder that relative file names start from. */
  cwd: string
  /** Aborted by Ctrl-C: finish what is begun, say how to go on, and end. */
  signal: AbortSignal
  now(): Date
  /** @throws {SettingsError} */
  settings(): Settings
  /** Opened when first asked for: what can be refused without it is refused before. @throws {SettingsError} */
  database(): Promise<Database>
  /** Absent inside a running server. */
  serve?(options: { demo: boolean }): Promise<void>
}

/** What a command says before it ends without success: one sentence, shown without a stack. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message)
  }
}

/** As a shell has it for a command ended by Ctrl-C. */
export const INTERRUPTED = 130
/** Done, but not with all that was given. */
export const REFUSED = 2
