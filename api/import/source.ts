import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { SourceRow } from './mapping.js'

export interface SourceOptions {
  /** As the WHATWG Encoding Standard names it: `utf-8`, `windows-1251`. */
  encoding: string
  /** Between two columns; found in the first line unless given. */
  delimiter?: string
  /** Told of what is no row, as it is met. */
  onRefused(line: number, cause: string): void
}

export interface Source {
  columns: string[]
  rows: AsyncIterable<{ row: SourceRow; line: number }>
  /** Bytes. */
  size: number
  /** Bytes. */
  bytesRead(): number
}

/** Bytes: one row beyond this is no row but a quote that is never closed. */
const LONGEST_ROW = 1_000_000
const HEAD = 65_536
const delimiters = [',', ';', '\t']

/**
 * A CSV file (RFC 4180, as far as files keep to it), row by row: it is never in memory as a whole.
 * @throws for a file that cannot be read, or has no first line with the columns' names.
 */
export async function openSource(file: string, { encoding, delimiter, onRefused }: SourceOptions): Promise<Source> {
  const { size } = await stat(file)
  const header = await firstLine(file, encoding)
  const { parse } = await import('csv-parse')
  let read = 0
  let lastLine = 0
  async function* decoded() {
    const decoder = new TextDecoder(encoding)
    for await (const chunk of createReadStream(file)) {
      read += chunk.length
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  }
  const options = {
    delimiter: delimiter ?? likelyDelimiter(header),
    bom: true,
    // A quote amid a text is common, and no reason to refuse the row.
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_ROW,
  }
  const columns = await new Promise<string[]>((resolve, reject) => {
    parse(header, { ...options, to: 1 }, (error, records: string[][]) =>
      error ? reject(error) : resolve(records[0] ?? []),
    )
  })
  const parser = parse({
    ...options,
    columns: true,
    info: true,
    skip_records_with_error: true,
    on_record: (record, { lines }) => {
      lastLine = lines
      return record
    },
    on_skip: (error) => {
      if (!error) return undefined
      const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      const line = Number(error.lines)
      onRefused(isOpen ? lastLine + 1 : line, causes[error.code] ?? error.message)
      lastLine = line
      return undefined
    },
  })
  return { columns, rows: rowsOf(parser, decoded), size, bytesRead: () => read }
}

const causes: Record<string, string> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: 'it has more or fewer columns than the first line',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'it has more or fewer columns than the first line',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'a quote is opened and not closed within a million bytes',
}

async function* rowsOf(
  parser: import('csv-parse').Parser,
  decoded: () => AsyncIterable<string>,
): AsyncGenerator<{ row: SourceRow; line: number }> {
  const reading = pipeline(Readable.from(decoded()), parser)
  // It comes again out of the loop below.
  reading.catch(() => {})
  for await (const { record, info } of parser) {
    const row: SourceRow = record
    const inside = Object.values(row).reduce((count, value) => count + value.split('\n').length - 1, 0)
    yield { row, line: info.lines - inside }
  }
  await reading
}

async function firstLine(file: string, encoding: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    const [line = ''] = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead)).split(/\r?\n/)
    return line
  } finally {
    await handle.close()
  }
}

/** The one met most often outside quotes. */
function likelyDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '')
  const count = (delimiter: string) => bare.split(delimiter).length
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best))
}
