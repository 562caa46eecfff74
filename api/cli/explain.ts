import { fieldText } from '../platform/field-texts.js'
import texts from '../platform/problems.en.js'
import { ContractProblem, fieldErrorsIn, Problem } from '../platform/problems.js'
import { SettingsError } from '../platform/settings.js'
import { CommandError } from './context.js'

const causes: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be resolved now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host does not answer',
  CONNECT_TIMEOUT: 'the host does not answer',
  CONNECTION_CLOSED: 'it closed the connection',
  CONNECTION_ENDED: 'it closed the connection',
  ECONNRESET: 'it closed the connection',
  '28P01': 'it refuses the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no such database',
  '42501': 'the user lacks a right it needs (creating tables and the extension btree_gist)',
  '53300': 'it has no connection left',
  '57P03': 'it is still starting',
}

/** What went wrong, for the person at the terminal: one sentence where it is theirs to mend, else undefined. */
export function explain(error: unknown): string | undefined {
  if (error instanceof SettingsError || error instanceof CommandError) return error.message
  if (error instanceof Problem) return explainProblem(error)
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? String(cause.code) : ''
    const said = causes[code]
    if (said) return `The database of DATABASE_URL cannot be used: ${said}.`
  }
  return undefined
}

function explainProblem(problem: Problem): string {
  const errors = problem instanceof ContractProblem ? fieldErrorsIn(problem.found, 'en') : problem.members.errors
  if (!errors) return texts[problem.code].detail
  return errors
    .map(
      ({ pointer, code, detail }) =>
        `${pointer.slice(1).replaceAll('/', '.')}: ${detail ?? fieldText(code, 'en') ?? code}`,
    )
    .join('\n')
}

/** The folder of the embedded database cannot be made or written to. */
export function explainFolder(error: unknown, folder: string): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const said: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'its file system can only be read',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'it is a file',
    ENOSPC: 'the disk is full',
  }
  const cause = said[code]
  if (cause) return new SettingsError(`VMESTE_DATA ${folder} cannot be used: ${cause}.`)
  return error instanceof Error ? error : new Error(String(error))
}
