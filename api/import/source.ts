import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { type CsvRow, readCsv } from './csv.js'

/** One row of a file: text by column. */
export type SourceRow = Readonly<Record<string, string>>

export interface SourceOptions {
  /** As the WHATWG Encoding Standard names it: `utf-8`, `windows-1251`. */
  encoding: string
  /** Between two columns; found in the first line unless given. */
  delimiter?: string
}

export interface Source {
  columns: string[]
  /** What is no row comes with its cause. */
  rows(): AsyncIterable<{ line: number; row: SourceRow } | { line: number; cause: string }>
  /** Bytes. */
  size: number
  /** Bytes. */
  bytesRead(): number
}

/** Bytes: more than the first line of any table. */
const HEAD = 65_536
const delimiters = [',', ';', '\t']

/**
 * A CSV file, row by row: it is never in memory as a whole.
 * @throws for a file that cannot be read or is empty, or an encoding that is unknown.
 */
export async function openSource(file: string, { encoding, delimiter }: SourceOptions): Promise<Source> {
  const { size } = await stat(file)
  const head = await readHead(file, encoding)
  const separator = delimiter ?? likelyDelimiter(head)
  const first = (await readCsv([head], separator).next()).value
  if (!first) throw new Error('it is empty')
  if ('cause' in first) throw new Error(`its first line names no columns: ${first.cause}`)
  const { fields: columns, line: headerLine } = first
  let read = 0
  async function* decoded() {
    const decoder = new TextDecoder(encoding)
    for await (const chunk of createReadStream(file)) {
      read += chunk.length
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  }
  async function* rows() {
    for await (const row of readCsv(decoded(), separator)) {
      if (row.line > headerLine) yield named(row, columns)
    }
  }
  return { columns, rows, size, bytesRead: () => read }
}

function named(found: CsvRow, columns: readonly string[]) {
  if ('cause' in found) return found
  const { line, fields } = found
  if (fields.length !== columns.length) {
    return { line, cause: `it has ${fields.length} columns, and the first line ${columns.length}` }
  }
  return { line, row: Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? ''])) }
}

async function readHead(file: string, encoding: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** The one met most often outside quotes. */
function likelyDelimiter(head: string): string {
  const [line = ''] = head.replace(/"[^"]*"/g, '').split('\n')
  const count = (delimiter: string) => line.split(delimiter).length
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best))
}
