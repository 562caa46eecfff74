import type { Document, Schema } from './openapi.js'

/** One line of a table of fields. */
export interface Field {
  /** As reached from the body: `place.latitude`, `items[].number`. */
  name: string
  type: string
  isRequired: boolean
  limits: string[]
  description?: string
  example?: string
}

/** One shape a body can have: named when it is one of several. */
export interface Shape {
  name?: string
  fields: Field[]
}

/** The shapes a schema allows, each as a flat list of fields. */
export function describeShapes(schema: Schema, document: Document): Shape[] {
  const variants = alternatives(schema, document)
  if (variants.length < 2) return [{ fields: describeFields(schema, document) }]
  return variants.map((variant) => ({ name: refName(variant), fields: describeFields(variant, document) }))
}

function describeFields(schema: Schema, document: Document, prefix = ''): Field[] {
  const { properties = {}, required = [] } = resolve(schema, document)
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = prefix + key
    const own = resolve(property, document)
    const items = own.items && resolve(own.items, document)
    return [
      { name, isRequired: required.includes(key), ...describeValue(property, document) },
      ...(own.properties ? describeFields(own, document, `${name}.`) : []),
      ...(items?.properties ? describeFields(items, document, `${name}[].`) : []),
    ]
  })
}

/** Type, limits and meaning of one value. */
export function describeValue(schema: Schema, document: Document): Omit<Field, 'name' | 'isRequired'> {
  const own = resolve(schema, document)
  return {
    type: typeName(own, document),
    limits: limitsOf(own),
    description: own.description,
    example: own.example === undefined ? undefined : asText(own.example),
  }
}

/** Follows references, merges what is combined, and sees through "or empty" and "or null" to the value itself. */
export function resolve(schema: Schema, document: Document): Schema {
  if (schema.$ref) {
    const target = document.components.schemas[refName(schema) ?? '']
    return target ? resolve(target, document) : {}
  }
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => resolve(part, document))
    return {
      ...Object.assign({}, ...parts),
      properties: Object.assign({}, ...parts.map((part) => part.properties)),
      required: parts.flatMap((part) => part.required ?? []),
    }
  }
  const [first, ...others] = alternatives(schema, document)
  if (!first || others.length > 0) return schema
  const { anyOf, oneOf, ...said } = schema
  return { ...resolve(first, document), ...said }
}

const alternatives = (schema: Schema, document: Document): Schema[] => {
  const options = schema.oneOf ?? schema.anyOf ?? []
  return options.filter((option) => {
    const { type, enum: values } = option.$ref ? resolve(option, document) : option
    return type !== 'null' && !(values?.length === 1 && values[0] === '')
  })
}

const refName = (schema: Schema) => schema.$ref?.split('/').at(-1)

function typeName(schema: Schema, document: Document): string {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  if (values) return values.map(asText).join(' · ')
  const options = alternatives(schema, document)
  if (options.length > 1) return options.map((option) => typeName(resolve(option, document), document)).join(' or ')
  const types = [schema.type ?? 'any'].flat()
  const named = types.map((type) => {
    if (type === 'array') return `list of ${schema.items ? typeName(resolve(schema.items, document), document) : 'any'}`
    if (type === 'object' && typeof schema.additionalProperties === 'object' && !schema.properties) {
      return `map of ${typeName(resolve(schema.additionalProperties, document), document)}`
    }
    return type === 'string' && schema.format ? (formats[schema.format] ?? schema.format) : type
  })
  return named.join(' or ')
}

const formats: Record<string, string> = {
  'date-time': 'moment',
  uuid: 'UUID',
  uri: 'URL',
  email: 'e-mail',
  binary: 'file',
}

function limitsOf(schema: Schema): string[] {
  const patternIsSaid = schema.pattern && !schema.format
  return [
    range(schema.minLength || undefined, schema.maxLength, 'characters'),
    range(schema.minItems || undefined, schema.maxItems, 'items'),
    range(schema.minimum, schema.maximum, ''),
    patternIsSaid ? (patterns[schema.pattern ?? ''] ?? schema.pattern) : undefined,
    schema.default === undefined ? undefined : `default ${asText(schema.default)}`,
  ].filter((limit) => limit !== undefined)
}

/** Patterns that a sentence says better. */
const patterns: Record<string, string> = {
  '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$': 'lower-case letters, digits and hyphens, up to 64',
}

function range(minimum: number | undefined, maximum: number | undefined, unit: string): string | undefined {
  // JavaScript's bounds of an integer say nothing to a reader.
  const upper = maximum !== undefined && maximum < 2 ** 31 - 1 ? maximum : undefined
  const lower = minimum !== undefined && minimum > -(2 ** 31) ? minimum : undefined
  if (lower === undefined && upper === undefined) return undefined
  const said =
    upper === undefined ? `at least ${lower}` : lower === undefined ? `up to ${upper}` : `${lower} to ${upper}`
  return `${said} ${unit}`.trim()
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
