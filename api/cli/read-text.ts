import { readFile } from 'node:fs/promises'
import { CommandError } from './context.js'

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
