import { z } from 'zod'

/** The documentation of every setting is its description: `vmeste settings` and the operations guide print it. */
const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8787).describe('the port to listen on'),
  HOST: z.string().min(1).default('0.0.0.0').describe('the address to listen on'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('the address residents see, when a proxy stands in front; else taken from each request'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('a PostgreSQL 15 or later; unset, an embedded one in VMESTE_DATA'),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(500).default(10).describe('connections a process may open'),
  DATABASE_PREPARE: flag(true).describe('off for PgBouncer before 1.21 in transaction mode'),
  VMESTE_DATA: z.string().min(1).default('./data').describe('the folder of the embedded database'),
  VMESTE_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('at least 32 random characters, the same for all processes; unset, one is made and kept in the database'),
  VMESTE_TRUST_PROXY: flag(false).describe('on when a proxy of yours sets X-Forwarded-For and X-Forwarded-Proto'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('warn')
    .describe('what is logged, as JSON on standard error'),
})

export type Settings = z.output<typeof schema>

/** Thrown for what the operator must mend; its message is one sentence, shown without a stack. */
export class SettingsError extends Error {}

/** @throws {SettingsError} naming each wrong setting and why. An empty variable counts as unset. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const causes = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new SettingsError(`Wrong settings: ${causes.join('; ')}.`)
}

export function describeSettings() {
  return Object.entries(schema.shape).map(([name, field]) => ({ name, description: field.description ?? '' }))
}

function flag(otherwise: boolean) {
  return z
    .enum(['on', 'off', 'true', 'false', '1', '0'])
    .default(otherwise ? 'on' : 'off')
    .transform((value) => value === 'on' || value === 'true' || value === '1')
}
