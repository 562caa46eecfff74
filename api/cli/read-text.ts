import { readFile } from 'node:fs/promises'
import { CommandError } from './context.js'

/** @throws {CommandError} */
export function readText(file: string, name: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(
      `${name} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    )
  })
}

/** What is wrong where, in a file that a contract refuses. */
export function causeOf(error: Error): string {
  if (!('issues' in error) || !Array.isArray(error.issues)) return error.message
  const causes = error.issues.map((issue: { path: PropertyKey[]; message: string }) =>
    [issue.path.join('.'), issue.message].filter(Boolean).join(': '),
  )
  return causes.slice(0, 5).join('; ') + (causes.length > 5 ? `; and ${causes.length - 5} more` : '')
}
