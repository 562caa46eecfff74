import { z } from 'zod'
import { type KnownStatus, knownStatuses } from './past.js'
import type { SourceRow } from './source.js'

/**
 * Where a member comes from: a column's name; or a template such as `{complaint_type} / {descriptor}`; or several of
 * either, of which the first that the row fills is taken. What separates two columns is left out where one is empty.
 */
const source = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

export const appealMapping = z
  .object({
    /** What identifies the row where it comes from: importing it again changes nothing. */
    externalId: source,
    /** The number told to the resident; counted on unless given. */
    number: source,
    /** The category's code or name. */
    category: source,
    /** For a category that is made: the group it joins; by default a group of its own. */
    group: source,
    description: source,
    address: source,
    /** Degrees, WGS 84. */
    latitude: source,
    longitude: source,
    receivedAt: source,
    /** When something last happened, for what is not closed. */
    updatedAt: source,
    closedAt: source,
    deadline: source,
    responsible: source,
    /** The answer of what is answered; for what is open, the last word on it. */
    answer: source,
    status: z.union([source, z.object({ from: source, values: z.record(z.string(), z.enum(knownStatuses)) })]),
    /** How `4/5/2024` is read; without it, it is refused. */
    dates: z.enum(['month-first', 'day-first']),
  })
  .partial()
  .required({ externalId: true, category: true, description: true, receivedAt: true })
  .strict()
export type AppealMapping = z.infer<typeof appealMapping>

/** The mapping does not fit the file, or the organization. */
export class MappingError extends Error {}

type Reader = (row: SourceRow) => string

export interface MappingReaders {
  text: Record<Exclude<keyof AppealMapping, 'status' | 'dates'>, Reader>
  /** Undefined for a value that is not mapped. */
  status(row: SourceRow): { said: string; status: KnownStatus | undefined }
}

/** @throws {MappingError} for a column that the file has not, or has twice. */
export function compileMapping(mapping: AppealMapping, columns: readonly string[]): MappingReaders {
  const read = (from: z.infer<typeof source> | undefined) => (from === undefined ? () => '' : reader(from, columns))
  const { status, dates, ...texts } = mapping
  const isObject = typeof status === 'object' && !Array.isArray(status)
  const values = new Map(
    Object.entries(isObject ? status.values : Object.fromEntries(knownStatuses.map((name) => [name, name]))).map(
      ([said, meant]) => [said.toLowerCase(), meant],
    ),
  )
  const readStatus = read(isObject ? status.from : status)
  return {
    text: {
      externalId: read(texts.externalId),
      number: read(texts.number),
      category: read(texts.category),
      group: read(texts.group),
      description: read(texts.description),
      address: read(texts.address),
      latitude: read(texts.latitude),
      longitude: read(texts.longitude),
      receivedAt: read(texts.receivedAt),
      updatedAt: read(texts.updatedAt),
      closedAt: read(texts.closedAt),
      deadline: read(texts.deadline),
      responsible: read(texts.responsible),
      answer: read(texts.answer),
    },
    status: (row) => {
      const said = readStatus(row)
      return { said, status: status === undefined ? 'received' : values.get(said.toLowerCase()) }
    },
  }
}

function reader(from: z.infer<typeof source>, columns: readonly string[]): Reader {
  const templates = (typeof from === 'string' ? [from] : from).map((text) => parse(text, columns))
  return (row) => {
    const filled = templates.find((parts) => parts.every(({ column }) => !column || row[column]?.trim()))
    const some = filled ?? templates.find((parts) => parts.some(({ column }) => column && row[column]?.trim()))
    return some ? fill(some, row) : ''
  }
}

interface Part {
  /** What stands before the column. */
  before: string
  column?: string
}

function parse(text: string, columns: readonly string[]): Part[] {
  const known = (column: string) => {
    const count = columns.filter((name) => name === column).length
    if (count === 0) throw new MappingError(`there is no column “${column}” (there are: ${columns.join(', ')})`)
    if (count > 1) throw new MappingError(`there are ${count} columns “${column}”`)
    return column
  }
  if (!text.includes('{')) return [{ before: '', column: known(text) }]
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(/\{([^{}]+)\}/g)) {
    parts.push({ before: text.slice(end, match.index), column: known(match[1] ?? '') })
    end = match.index + match[0].length
  }
  return end < text.length ? [...parts, { before: text.slice(end) }] : parts
}

/** A separator is written only between two things that are there. */
function fill(parts: readonly Part[], row: SourceRow): string {
  let result = ''
  for (const [index, { before, column }] of parts.entries()) {
    const value = column ? (row[column]?.trim() ?? '') : ''
    if (column && !value) continue
    result += (result || index === 0 ? before : '') + value
  }
  return result.trim()
}
