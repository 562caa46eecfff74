import type { Context } from 'hono'
import type { FormState } from './form.js'

export interface Posted {
  form: FormState
  files: File[]
}

/** Reads what a form of ours sent; anything else reads as an empty form. */
export async function readPosted(c: Context): Promise<Posted> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}))
  const values: Record<string, string[]> = Object.create(null)
  const files: File[] = []
  for (const [name, given] of Object.entries(body as Record<string, string | File | (string | File)[]>)) {
    for (const value of [given].flat()) {
      if (typeof value !== 'string') {
        // A file field left empty sends a file without a name.
        if (value.name || value.size > 0) files.push(value)
      } else {
        values[name] ??= []
        // Forms send line ends as CR LF.
        values[name].push(value.replace(/\r\n?/g, '\n'))
      }
    }
  }
  const key = values.key?.[0]
  const isKey = key !== undefined && /^[\x21-\x7e]{8,128}$/.test(key)
  return { form: { key: isKey ? key : crypto.randomUUID(), values, errors: {} }, files }
}

/**
 * Whether a form was sent from our own pages. Browsers that say neither where a request comes from nor its origin run
 * no foreign form unseen: text browsers and command lines.
 */
export function isOwnForm(c: Context, publicUrl: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return (
    !origin || origin === new URL(c.req.url).origin || (publicUrl !== undefined && origin === new URL(publicUrl).origin)
  )
}
