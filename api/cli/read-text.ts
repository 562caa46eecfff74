import { readFile } from 'node:fs/promises'
import { ImportError } from '../import/import-error.js'
import { type CommandContext, CommandError, REFUSED } from './context.js'

/** @throws {CommandError} */
export async function readText(file: string, name: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    throw error instanceof TypeError ? new CommandError(`${name} is not UTF-8.`) : explainFile(error, name)
  }
}

/** Why a file cannot be read, in one sentence. */
export function explainFile(error: unknown, name: string): Error {
  if (error instanceof CommandError || !(error instanceof Error)) return error as Error
  const causes: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'this user may not read it',
  }
  const code = 'code' in error ? String(error.code) : ''
  return new CommandError(`${name} cannot be read: ${causes[code] ?? error.message}.`)
}

/** Says each thing that is wrong in a file that comes whole or not at all, or why it cannot be read. */
export function refuseFile(error: unknown, name: string, wanted: string, { stderr }: CommandContext): Error {
  if (!(error instanceof ImportError)) return explainFile(error, name)
  for (const cause of error.causes) stderr.write(`${cause}\n`)
  return new CommandError(`${name} is not ${wanted} as it is: nothing was imported.`, REFUSED)
}
