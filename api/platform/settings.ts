import { z } from 'zod'
import { DERIVED_KEY, fromBase64 } from './sealing.js'

/** What is written here of each setting is its documentation: `vmeste settings` and the operations guide print it. */
const schema = z.object({
  PORT: whole(0, 65535)
    .default(8787)
    .meta({ description: 'the port to listen on', wanted: 'a whole number, 0 to 65535' }),
  HOST: z.string().default('0.0.0.0').meta({ description: 'the address to listen on', wanted: 'a network address' }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({
      description: 'the address residents see, when a proxy stands in front; else taken from each request',
      wanted: 'an address that begins with https:// or http://',
    }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta({
      description: 'a PostgreSQL 15 or later; unset, an embedded one in VMESTE_DATA',
      wanted:
        'like postgres://user:password@host:5432/database, with %-escapes for the special characters of a password',
    }),
  DATABASE_CONNECTIONS: whole(1, 500)
    .default(10)
    .meta({ description: 'connections a process may open', wanted: 'a whole number, 1 to 500' }),
  DATABASE_PREPARE: flag(true).meta({
    description: 'off for PgBouncer before 1.21 in transaction mode',
    wanted: 'on or off',
  }),
  VMESTE_DATA: z
    .string()
    .default('./data')
    .meta({ description: 'the folder of the embedded database', wanted: 'the path of a folder' }),
  VMESTE_SECRET: z.string().min(32).optional().meta({
    description:
      'at least 32 random characters, the same for all processes; unset, one is made and kept in the database',
    wanted: 'at least 32 characters',
  }),
  VMESTE_KEYS: sealingKeys().optional().meta({
    description:
      'keys that seal contact data, as id:base64 of 32 random bytes, by comma: the first seals, all open; unset, one is derived from the secret',
    wanted: 'like 2027:<32 random bytes in base64>, by comma, with ids of lower-case letters, digits and hyphens',
  }),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .meta({
      description:
        'a mail server: for the codes that residents sign in by, what they are told of their appeals, invitations and new passwords of staff, and what is due to staff each morning; needs PUBLIC_URL, where links in mails lead',
      wanted: 'like smtps://user:password@mail.example:465, with %-escapes for the special characters of a password',
    }),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
    .optional()
    .meta({
      description: 'whom mails come from; needed with SMTP_URL',
      wanted: 'an e-mail address, or a name and one: Mytown <no-reply@mytown.example>',
    }),
  STAFF_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'where staff have accounts already (OpenID Connect), to sign in by them',
      wanted: 'the address of the issuer, such as https://login.region.example',
    }),
  STAFF_OIDC_CLIENT_ID: z.string().optional().meta({
    description: 'what this installation is called there; needed with STAFF_OIDC_ISSUER',
    wanted: 'the client id given by the issuer',
  }),
  STAFF_OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .meta({ description: 'its secret there; without, PKCE alone', wanted: 'the client secret given by the issuer' }),
  STAFF_OIDC_ACR: z
    .string()
    .regex(/^\S+( +\S+)*$/)
    .optional()
    .meta({
      description:
        'ways of signing in there of which it must confirm one (`acr` or `amr` of its token), such as one with a second step; any, unless set',
      wanted: 'one or more values of that service, by space, such as mfa',
    }),
  VMESTE_TRUST_PROXY: flag(false).meta({
    description: 'on when a proxy of yours sets X-Forwarded-For',
    wanted: 'on or off',
  }),
  VMESTE_LIMITS: flag(true).meta({
    description: 'off where a gateway in front limits how often who may write; what is asked for a proof stays',
    wanted: 'on or off',
  }),
  VMESTE_READS: whole(0, 1_000_000).default(3000).meta({
    description: 'requests a minute that a process answers to one address; 0 for as many as come',
    wanted: 'a whole number',
  }),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn').meta({
    description: 'what is logged, as JSON on standard error; info adds a line for each request',
    wanted: 'fatal, error, warn, info, debug or silent',
  }),
})

export type Settings = z.output<typeof schema>

/** Thrown for what the operator must mend; its message is one sentence, shown without a stack. */
export class SettingsError extends Error {}

/** @throws {SettingsError} naming each wrong setting and what it should be. An empty variable counts as unset. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = schema
    .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, { path: ['MAIL_FROM'] })
    .refine(({ STAFF_OIDC_ISSUER, STAFF_OIDC_CLIENT_ID }) => !STAFF_OIDC_ISSUER || STAFF_OIDC_CLIENT_ID, {
      path: ['STAFF_OIDC_CLIENT_ID'],
    })
    .safeParse(given)
  if (result.success) return result.data
  // Not what was given: it may be a password.
  const wrong = new Set(result.error.issues.map(({ path: [name] }) => name))
  const wanted = Object.entries(schema.shape).flatMap(([name, field]) =>
    wrong.has(name) ? [`${name} must be ${field.meta()?.wanted}`] : [],
  )
  throw new SettingsError(`Wrong settings: ${wanted.join('; ')}.`)
}

export function describeSettings() {
  const defaults = new Map<string, unknown>(Object.entries(readSettings({})))
  return Object.entries(schema.shape).map(([name, { description = '' }]) => {
    const otherwise = defaults.get(name)
    if (otherwise === undefined) return { name, description }
    const said = typeof otherwise === 'boolean' ? (otherwise ? 'on' : 'off') : otherwise
    return { name, description: `${description}; ${said} unless set` }
  })
}

/** Not for an empty text, which `Number` takes for nought. */
function whole(minimum: number, maximum: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(minimum).max(maximum))
}

function sealingKeys() {
  return z
    .string()
    .transform((list) => list.split(',').map((entry) => /^\s*([a-z\d-]{1,20}):([A-Za-z\d+/_-]{43}=?)\s*$/.exec(entry)))
    .refine((entries) => entries.every((entry) => entry !== null))
    .transform((entries) =>
      entries.flatMap((entry) => (entry?.[1] && entry[2] ? [{ id: entry[1], key: fromBase64(entry[2]) }] : [])),
    )
    .refine((keys) => new Set([DERIVED_KEY, ...keys.map(({ id }) => id)]).size === keys.length + 1)
}

function flag(otherwise: boolean) {
  return z
    .enum(['on', 'off', 'true', 'false', '1', '0'])
    .transform((value) => value === 'on' || value === 'true' || value === '1')
    .default(otherwise)
}
