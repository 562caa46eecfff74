import { appendFileSync } from 'node:fs'
import type { Request } from 'playwright-core'
import { inject } from 'vitest'

/** Shorter ones are words of ours: `ru`, an option's id. */
const SHORTEST = 5
const telling = ['authorization', 'vmeste-device', 'vmeste-proof', 'vmeste-resident', 'vmeste-form', 'idempotency-key']

/** Notes down what a person sent to the service and what it told them alone, for `logs.last.test.ts` to look for in its log. */
export async function note(request: Request): Promise<void> {
  const headers = request.headers()
  const said = telling.flatMap((name) => headers[name] ?? [])
  if (request.method() !== 'GET') {
    said.push(...textsIn(request.postData() ?? '', headers['content-type'] ?? ''))
    // Of an answer only what nobody else may know: the rest is in what was sent.
    const body = await answered(request)
    said.push(...Array.from(body.matchAll(/(?<![\w-])[\w-]{43,90}(?![\w-])/g), ([secret]) => secret))
  }
  const lines = said.flatMap((text) => text.split('\n')).map((line) => line.trim())
  appendFileSync(inject('seen'), lines.flatMap((line) => (line.length < SHORTEST ? [] : `${line}\n`)).join(''))
}

/** Nothing of one that leads elsewhere, or to a page that was left. */
async function answered(request: Request): Promise<string> {
  try {
    return (await (await request.response())?.text()) ?? ''
  } catch {
    return ''
  }
}

function textsIn(body: string, type: string): string[] {
  if (type.startsWith('application/json')) return stringsIn(JSON.parse(body || 'null'))
  if (type.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(body).values()]
  // Parts of a form: what follows an empty line.
  return [...body.matchAll(/\r\n\r\n([^\r]{1,2000})\r\n--/g)].map(([, value = '']) => value)
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
}
