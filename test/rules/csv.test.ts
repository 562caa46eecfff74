import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvRow, readCsv } from '../../api/import/csv.js'

/** What is read of a text that comes in pieces of so many characters. */
async function read(text: string, { delimiter = ',', piece = text.length + 1 } = {}): Promise<CsvRow[]> {
  const pieces = Array.from({ length: Math.ceil(text.length / piece) }, (_, index) =>
    text.slice(index * piece, (index + 1) * piece),
  )
  const rows: CsvRow[] = []
  for await (const row of readCsv(pieces, delimiter)) rows.push(row)
  return rows
}

test('a quoted value holds delimiters, line ends and doubled quotes, and the lines after it are counted on', async () => {
  expect(await read('a,b\n1,"x, ""y""\nz"\n2,q\n')).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1', 'x, "y"\nz'] },
    { line: 4, fields: ['2', 'q'] },
  ])
})

test('lines that end as Windows has them are counted once, in quotes too', async () => {
  expect(await read('a,b\r\n1,"x\r\ny"\r\n\r\n2,q')).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1', 'x\ny'] },
    { line: 5, fields: ['2', 'q'] },
  ])
})

test('a quote amid a text is a quote; blanks around a value, and rows of nothing, are left out', async () => {
  expect(await read('1, 5" pipe ,"Joe" said\n,,\n  \n2,"" ,\n')).toEqual([
    { line: 1, fields: ['1', '5" pipe', 'Joe said'] },
    { line: 4, fields: ['2', '', ''] },
  ])
})

test('tabs part values, and are not taken for the blanks around them', async () => {
  expect(await read('a\t\tb\n', { delimiter: '\t' })).toEqual([{ line: 1, fields: ['a', '', 'b'] }])
})

test('a quote that is not closed costs one row, not those after it', async () => {
  const unclosed = { line: 2, cause: 'a quote is not closed' }
  expect(await read('a,b\n1,"x\n2,q\n3,z\n')).toEqual([
    { line: 1, fields: ['a', 'b'] },
    unclosed,
    { line: 3, fields: ['2', 'q'] },
    { line: 4, fields: ['3', 'z'] },
  ])
  // The next quote in the file closes it, in the middle of nothing.
  expect((await read('a,b\n1,"x\n2,"q"\n3,z\n')).slice(1)).toEqual([
    unclosed,
    { line: 3, fields: ['2', 'q'] },
    { line: 4, fields: ['3', 'z'] },
  ])
})

test('a row without an end is not kept in memory', async () => {
  const rows = await read(`1,${'x'.repeat(2_500_000)}\n2,q\n3,"${`${'y'.repeat(99)}\n`.repeat(11_000)}`, {
    piece: 65_536,
  })
  expect(rows.slice(0, 3)).toEqual([
    { line: 1, cause: 'it is too long' },
    { line: 2, fields: ['2', 'q'] },
    { line: 3, cause: 'a quote is not closed' },
  ])
})

test('whatever is written by RFC 4180 is read as it was, on the lines it stands on, in pieces of any size', async () => {
  const value = fc.stringMatching(/^[a-zё ,;"\n]{0,12}$/u).map((text) => text.trim())
  const rows = fc.array(fc.array(value, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), async (given, piece, end) => {
      let line = 1
      const expected: CsvRow[] = []
      let text = ''
      for (const fields of given) {
        const written = fields.map((field) => `"${field.replaceAll('"', '""').replaceAll('\n', end)}"`).join(',')
        if (fields.some(Boolean)) expected.push({ line, fields })
        line += written.split('\n').length
        text += written + end
      }
      expect(await read(text, { piece })).toEqual(expected)
    }),
  )
})
