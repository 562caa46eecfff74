import { type SQL, sql } from 'drizzle-orm'
import { counted } from './counts.js'

// Raw, but nobody's input: the names of columns, which stand in this code.
export const quoted = (prefix: string, name: string): SQL => sql.raw(prefix + (name === 'spans' ? name : snake(name)))
/** As the columns are called. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** Of each count, and of the histogram. */
export const list = (of: (name: string) => SQL): SQL => sql.join([...counted, 'spans'].map(of), sql`, `)
export const columns = list((name) => quoted('', name))
export const sums = list((name) => sql`sum(${quoted('', name)})`)
