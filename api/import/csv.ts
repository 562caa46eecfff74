/** A row of a CSV file, or why there is none where one should be. `line` is the one it begins on, counted from 1. */
export type CsvRow = { line: number; fields: string[] } | { line: number; cause: string }

/** Characters: what is longer is no row, but a quote that is never closed. */
const LONGEST_ROW = 1_000_000

/**
 * Reads CSV as RFC 4180 has it and as far as files keep to it: any end of line, a quote amid a text, blanks around a
 * value, empty lines. A row that cannot be read does not stop those after it, and lines are counted as an editor counts
 * them: csv-parse counts CRLF in quotes twice, and loses what follows a row that is too long.
 */
export async function* readCsv(
  texts: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRow> {
  let text = ''
  let line = 1
  let isSkipping = false
  /** What the text so far holds whole; at the end, all of it. */
  function* rows(isEnd: boolean): Generator<CsvRow> {
    let at = 0
    while (at < text.length) {
      const lineEnd = text.indexOf('\n', at)
      const next = lineEnd < 0 ? text.length : lineEnd + 1
      const found = isSkipping ? undefined : readRow(text, at, delimiter, isEnd)
      if (found === 'unfinished' && !isEnd && text.length - at < LONGEST_ROW) break
      if (found && found !== 'unfinished') {
        if (found.fields.some((field) => field !== '')) yield { line, fields: found.fields }
        line += found.lines
        at = found.end
        continue
      }
      // Not a row: what follows begins on the next line.
      if (!isSkipping) yield { line, cause: lineEnd < 0 && !isEnd ? 'it is too long' : 'a quote is not closed' }
      isSkipping = lineEnd < 0
      if (!isSkipping) line += 1
      at = next
    }
    text = text.slice(at)
  }
  for await (const chunk of texts) {
    text += chunk
    yield* rows(false)
  }
  yield* rows(true)
}

/** The row that begins at `start`; undefined for one that cannot be one, whatever follows. */
function readRow(text: string, start: number, delimiter: string, isEnd: boolean) {
  const fields: string[] = []
  let at = start
  let lines = 1
  let lineEnd = endOf(text, '\n', at)
  for (;;) {
    let from = at
    while ((text[from] === ' ' || text[from] === '\t') && text[from] !== delimiter) from += 1
    let quoted = ''
    if (text[from] === '"') {
      const closed = readQuoted(text, from)
      if (!closed) return 'unfinished'
      const inside = closed.value.split('\n').length - 1
      lines += inside
      quoted = closed.value.replace(/\r\n?/g, '\n')
      from = closed.end
      if (inside > 0) lineEnd = endOf(text, '\n', from)
      const after = text.slice(from, Math.min(endOf(text, delimiter, from), lineEnd))
      // Several lines, and then no end of the value: this quote was meant to close before, and opens another value.
      if (inside > 0 && after.trim() !== '') return undefined
    }
    if (lineEnd === text.length && !isEnd) return 'unfinished'
    const end = Math.min(endOf(text, delimiter, from), lineEnd)
    fields.push((quoted + text.slice(from, end)).trim())
    if (end === lineEnd) return { fields, lines, end: lineEnd + 1 }
    at = end + delimiter.length
  }
}

/** A value in quotes, where a doubled quote stands for one; `end` is what follows it. */
function readQuoted(text: string, open: number): { value: string; end: number } | undefined {
  let value = ''
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return undefined
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found
}
