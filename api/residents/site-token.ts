import { and, eq } from 'drizzle-orm'
import { createRemoteJWKSet, customFetch, decodeJwt, type JWTPayload, jwtVerify } from 'jose'
import { sha256 } from '../platform/crypto.js'
import type { Queryable } from '../platform/database.js'
import type { Services } from '../platform/services.js'
import { type SourceRow, sourcePlace } from './sources.js'
import { residentSources } from './tables.js'
import { type Vouched, vouchedIn } from './vouched.js'

/** Seconds from when a token is made until it ends, at most. */
const LASTS_AT_MOST = 600
/** Seconds by which two clocks may differ. */
const TOLERANCE = 30

/** Of keys that are public. Never together with a secret: a public key must not be taken for one. */
const PUBLIC_KEYS = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA', 'Ed25519']

export interface SitePerson {
  issuer: string
  subject: string
  name?: string | undefined
  email?: string | undefined
  vouched?: Vouched | undefined
  /** What the token can be spent by. */
  spentAs: { id: string; expiresAt: Date }
}

/** By address: jose remembers the keys, and asks again for one it does not know, no more often than it should. */
const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>()
/** Addresses are set by administrators: more than these are of installations long changed. */
const MOST_KEY_SETS = 1_000

/**
 * Whom a token of the website tells of (JWT, RFC 7519): signed by a source of the organization, for the organization
 * (`aud`), not older than ten minutes. Undefined for whatever else it is.
 */
export async function readSiteToken(
  database: Queryable,
  { sealing, fetchOutside, now, log }: Pick<Services, 'sealing' | 'fetchOutside' | 'now' | 'log'>,
  organizationId: string,
  token: string,
): Promise<SitePerson | undefined> {
  const issuer = issuerOf(token)
  if (issuer === undefined) return undefined
  const sources = await database
    .select()
    .from(residentSources)
    .where(
      and(
        eq(residentSources.organizationId, organizationId),
        eq(residentSources.way, 'site'),
        eq(residentSources.issuer, issuer),
      ),
    )
  for (const source of sources) {
    try {
      const expected = {
        issuer,
        audience: organizationId,
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: LASTS_AT_MOST,
        clockTolerance: TOLERANCE,
        currentDate: now(),
      }
      const payload = source.jwks
        ? await jwtVerify(token, keysAt(source.jwks, fetchOutside), { ...expected, algorithms: PUBLIC_KEYS })
        : await jwtVerify(token, await secretOf(source, sealing), { ...expected, algorithms: ['HS256'] })
      return await toPerson(payload.payload, token)
    } catch (error) {
      // Of the token nothing is told.
      const { code } = error as { code?: unknown }
      log.info({ code }, 'a token of a website was refused')
    }
  }
  return undefined
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

function keysAt(address: string, fetchOutside: typeof fetch) {
  const known = keySets.get(address)
  if (known) return known
  if (keySets.size >= MOST_KEY_SETS) keySets.clear()
  const keys = createRemoteJWKSet(new URL(address), { [customFetch]: fetchOutside, timeoutDuration: 5_000 })
  keySets.set(address, keys)
  return keys
}

const secretOf = async ({ organizationId, id, sealed }: SourceRow, sealing: Services['sealing']) =>
  new TextEncoder().encode(await sealing.unseal(sourcePlace(organizationId, id), sealed ?? ''))

async function toPerson(
  { iss = '', sub = '', iat = 0, exp = 0, jti, name, email, ...claims }: JWTPayload,
  token: string,
): Promise<SitePerson | undefined> {
  if (!sub || sub.length > 255 || exp - iat > LASTS_AT_MOST) return undefined
  return {
    issuer: iss,
    subject: sub,
    name: typeof name === 'string' && name.length <= 120 ? name : undefined,
    email: typeof email === 'string' && /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email) ? email : undefined,
    vouched: vouchedIn(claims),
    spentAs: {
      // Not by the signature, of which there is more than one spelling.
      id: `site ${await sha256(iss, jti ?? token.slice(0, token.lastIndexOf('.')))}`,
      expiresAt: new Date((exp + TOLERANCE) * 1000),
    },
  }
}
