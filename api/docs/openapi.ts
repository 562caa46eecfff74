import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from '../platform/http.js'
import { problemStatuses } from '../platform/problems.js'

/** What this page and others read of the document; the whole follows OpenAPI 3.1. */
export interface Document {
  openapi: string
  info: { title: string; version: string; description?: string }
  servers?: { url: string }[]
  tags?: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
}

/** A JSON Schema (2020-12), as far as the contracts make use of it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  example?: unknown
  default?: unknown
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

const description = `Appeals, polls and discussions of residents, for a municipality's own website.

All text is UTF-8 JSON; moments are RFC 3339 in UTC; places are degrees, WGS 84. Answers are in the language of
\`Accept-Language\`, as far as the organization speaks it. Lists page by the opaque \`next\`. Errors are problem
documents (RFC 9457) whose \`type\` leads to a page that explains it. Every POST that residents send takes an
\`Idempotency-Key\`.`

const tags = [
  { name: 'Organizations', description: 'Whom residents write to: the public profile and what can be reported.' },
  { name: 'Staff', description: 'People who work here: how they sign in, and what they are.' },
  { name: 'Residents', description: 'How those who write are known, and what is theirs.' },
  { name: 'Appeals', description: 'Reports and requests, from received to rated.' },
  {
    name: 'Campaigns',
    description: 'Themed intake for a while: categories of their own, for a region and all below it.',
  },
  { name: 'Polls', description: 'One vote a person, counted once, not joined to who cast it.' },
  { name: 'Discussions', description: 'Local questions argued in public, in threads.' },
  {
    name: 'Moderation',
    description: 'What waits for a moderator, what was decided and why, and what authors object to.',
  },
  { name: 'Privacy', description: 'What is kept of people; how they read, correct and erase it.' },
  { name: 'Abuse', description: 'Whose writes are not taken, and for how long.' },
  { name: 'Statistics', description: 'What came and what became of it, in figures: of everyone, and for leaders.' },
  { name: 'Events', description: 'What happens, as it happens.' },
]

/**
 * The OpenAPI 3.1 document of a composed app: all its contracts, and what holds for every operation.
 *
 * @param server the address to call, `/` for wherever the document was read.
 */
export function createDocument(
  app: OpenAPIHono<Env>,
  { server, version }: { server: string; version: string },
): Document {
  app.openAPIRegistry.registerComponent('securitySchemes', 'secret', {
    type: 'http',
    scheme: 'bearer',
    description: "The secret of an appeal, told once to the resident who sent it: opens the resident's view of it.",
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'resident', {
    type: 'apiKey',
    in: 'header',
    name: 'Vmeste-Resident',
    description: 'The token of a resident who has signed in: see `createResidentSession`.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'staff', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'vmeste_<organization>_<secret>',
    description:
      'An API key of the organization or of one above it. `npx vmeste key create --organization ID --role officer` prints one.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'header',
    name: 'Vmeste-Staff',
    description:
      'A person signed in: the header `Vmeste-Staff: session`, with the cookie that signing in set. It opens what a key opens too, from pages of the API’s own origin.',
  })
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Vmeste',
      version,
      description,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: server }],
    tags,
    externalDocs: { description: 'Guides', url: '/docs' },
  }) as unknown as Document
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      operation.responses.default = {
        description: 'Anything else that went wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      }
    }
  }
  const problem = document.components.schemas.Problem?.properties?.type
  if (problem) problem.enum = Object.keys(problemStatuses).map((code) => `/problems/${code}`)
  return document
}
