import type { Document, Schema } from './openapi.js'

/**
 * One schema of the document by itself, as JSON Schema (2020-12, of which OpenAPI 3.1 is made), with all that it refers to.
 * @param id where it is served.
 */
export function jsonSchemaOf(document: Document, name: string, id: string): object {
  const found = new Map<string, Schema>()
  const collect = (each: string) => {
    const schema = document.components.schemas[each]
    if (!schema || found.has(each)) return
    found.set(each, schema)
    for (const [, next = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) collect(next)
  }
  collect(name)
  const definitions = JSON.stringify(Object.fromEntries(found), (key, value) =>
    // Of OpenAPI alone.
    key === 'discriminator' ? undefined : value,
  ).replaceAll('"#/components/schemas/', '"#/$defs/')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title: name,
    $ref: `#/$defs/${name}`,
    $defs: JSON.parse(definitions),
  }
}
