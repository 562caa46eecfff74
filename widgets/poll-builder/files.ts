import type { PollAdministration } from '../../sdk/poll-writing.js'
import type { Definition } from './definition.js'

/** What a file says a poll is; whether it is one, the API finds out. Undefined for what is no JSON object. */
export async function definitionIn(file: File): Promise<Definition | undefined> {
  try {
    const given = JSON.parse(await file.text())
    return typeof given === 'object' && given !== null && !Array.isArray(given) ? given : undefined
  } catch {
    return undefined
  }
}

/** Hands the poll to the reader as a file. @param schema the address of its JSON Schema */
export function saveAsFile({ version: _, status: __, ...file }: PollAdministration, schema: string): void {
  const content = `${JSON.stringify({ $schema: schema, ...file }, null, 2)}\n`
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  Object.assign(document.createElement('a'), { href: address, download: `${file.id}.json` }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
