import { XMLBuilder } from 'fast-xml-parser'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export type Format = 'xml' | 'json'

type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [name: string]: Value }
export type Fields = Readonly<Record<string, Value>>

const types = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' }
const builder = new XMLBuilder({ format: true, suppressEmptyNode: false, ignoreAttributes: true })

/**
 * A list as the specification has it: in XML `<services><service>…</service></services>`, in JSON the bare array.
 * @param names of the list and of what stands in it.
 */
export const answerList = (
  c: Context,
  format: Format,
  [list, item]: readonly [list: string, item: string],
  rows: readonly Fields[],
  status?: ContentfulStatusCode,
) => answer(c, format, { xml: { [list]: { [item]: rows.map(nested) } }, json: rows }, status)

/** One thing by itself: in XML its element, in JSON the object. */
export const answerOne = (c: Context, format: Format, name: string, fields: Fields) =>
  answer(c, format, { xml: { [name]: nested(fields) }, json: fields })

function answer(
  c: Context,
  format: Format,
  { xml, json }: { xml: object; json: unknown },
  status: ContentfulStatusCode = 200,
) {
  const body =
    format === 'json' ? JSON.stringify(json) : `<?xml version="1.0" encoding="utf-8"?>\n${builder.build(xml)}`
  return c.body(body, status, { 'content-type': types[format] })
}

/** Lists stand in XML within an element of their own: `<values><value>`. What is null is an empty element. */
function nested(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      if (value === undefined) return []
      if (!Array.isArray(value)) return [[name, value ?? '']]
      const items = value.map((each) => (typeof each === 'object' && each !== null ? nested(each as Fields) : each))
      return [[name, items.length > 0 ? { [name.replace(/s$/, '')]: items } : '']]
    }),
  )
}
