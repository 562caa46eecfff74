import type { PollListAddition } from '../../sdk/poll-writing.js'

type Person = PollListAddition['people'][number]
/** By what the people of a file are known. */
export type Known = 'email' | 'site' | 'oidc'

/** Of a table the first column, of a file of lines each line; a heading and what is there twice are let go. */
export function votersIn(text: string, known: Known, issuer: string): { people: Person[]; wrong: number[] } {
  const people = new Map<string, Person>()
  const wrong: number[] = []
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  for (const [index, line] of lines.entries()) {
    const cell = (line.split(/[,;\t]/)[0] ?? '').trim().replace(/^"|"$/g, '')
    if (cell === '') continue
    if (known !== 'email') people.set(cell, { way: known, issuer, subject: cell })
    else if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell)) people.set(cell.toLowerCase(), { email: cell })
    else if (index > 0) wrong.push(index + 1)
  }
  return { people: [...people.values()], wrong }
}
