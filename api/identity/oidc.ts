import type { Configuration, CustomFetch } from 'openid-client'
import { Problem } from '../platform/problems.js'
import type { Log } from '../platform/services.js'

/** Where people sign in, as its operator registered us there. */
export interface OidcProvider {
  /** Its address, below which `/.well-known/openid-configuration` says the rest. */
  issuer: string
  clientId: string
  /** Absent for a public client: PKCE alone then proves who asks. */
  clientSecret?: string | undefined
  /** Of these ways of signing in the provider must confirm one (`acr` or `amr`); any, where there are none. */
  strengths?: readonly string[] | undefined
  /** Instead of the global one: see `platform/outgoing.ts`. */
  fetch?: typeof fetch | undefined
}

/** What is kept between start and finish, in nobody's hands but the person's own browser: sealed, or as a hash. */
export interface OidcPending {
  state: string
  nonce: string
  verifier: string
}

/** What a provider says of a person. */
export interface OidcPerson {
  issuer: string
  /** Names the person at this issuer for good; mail addresses change. */
  subject: string
  /** Only one that the provider has verified. */
  email?: string | undefined
  name?: string | undefined
  /** All that the provider tells. */
  claims: Record<string, unknown>
}

/** Milliseconds for which what a provider publishes of itself is taken as it was. */
const FRESH = 3_600_000

const known = new Map<string, { until: number; configuration: Promise<Configuration> }>()

/**
 * Begins a sign-in elsewhere (OpenID Connect, code flow with PKCE): the address to send the browser to, and what must be
 * given to `finishOidc` when it comes back.
 *
 * @param redirectUri as registered with the provider.
 * @throws {Problem} `oidc-failed`
 */
export async function startOidc(
  provider: OidcProvider,
  { redirectUri, language, log }: { redirectUri: string; language?: string | undefined; log: Log },
): Promise<{ address: string; pending: OidcPending }> {
  try {
    const client = await import('openid-client')
    const configuration = await discover(provider)
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ...(provider.strengths && { acr_values: provider.strengths.join(' ') }),
      ...(language && { ui_locales: language }),
    })
    return { address: address.href, pending }
  } catch (error) {
    throw refusal(error, log)
  }
}

/**
 * Ends it: who signed in, as the signed token of the provider says.
 *
 * @param returned the address the browser came back to, with `code` and `state`.
 * @throws {Problem} `oidc-weak` when the provider does not confirm how they signed in; `oidc-failed` for whatever is not exactly what was begun: another state, nonce, issuer or audience, a code used before.
 */
export async function finishOidc(
  provider: OidcProvider,
  { returned, pending, log }: { returned: URL; pending: OidcPending; log: Log },
): Promise<OidcPerson> {
  try {
    const client = await import('openid-client')
    const configuration = await discover(provider)
    const tokens = await client.authorizationCodeGrant(configuration, returned, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('no token that says who it is')
    if (!isStrong(provider, claims)) throw new Problem('oidc-weak')
    // Many providers tell of the person only when asked.
    const told = configuration.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : {}
    const said: Record<string, unknown> = { ...told, ...claims }
    const isVerified = said.email_verified === true || said.email_verified === 'true'
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: isVerified && typeof said.email === 'string' ? said.email : undefined,
      name: typeof said.name === 'string' ? said.name : undefined,
      claims: said,
    }
  } catch (error) {
    throw refusal(error, log)
  }
}

/** Loaded with the first who signs in so: a server where nobody does is without its memory. */
async function discover({ issuer, clientId, clientSecret, fetch }: OidcProvider): Promise<Configuration> {
  const key = JSON.stringify([issuer, clientId, clientSecret])
  const found = known.get(key)
  if (found && found.until > Date.now()) return found.configuration
  const { discovery, allowInsecureRequests, ClientSecretBasic, customFetch, None } = await import('openid-client')
  const configuration = discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientSecret ? ClientSecretBasic(clientSecret) : None(),
    // Without TLS only on this machine, where it is tried out.
    {
      ...(isOwnMachine(issuer) && { execute: [allowInsecureRequests] }),
      ...(fetch && { [customFetch]: fetch as CustomFetch }),
    },
  )
  known.set(key, { until: Date.now() + FRESH, configuration })
  configuration.catch(() => known.delete(key))
  return configuration
}

const isOwnMachine = (issuer: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname)

/** By the signed token alone: what is told otherwise could be another's. */
function isStrong({ strengths }: OidcProvider, { acr, amr }: Record<string, unknown>): boolean {
  return !strengths || [acr, ...(Array.isArray(amr) ? amr : [])].some((way) => strengths.includes(`${way}`))
}

/** What a provider says may name the person: of it only the code is logged. */
function refusal(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error
  const { code, error: said } = error as { code?: unknown; error?: unknown }
  log.warn({ code, error: said }, 'a sign-in elsewhere failed')
  return new Problem('oidc-failed')
}
