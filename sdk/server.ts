/** For a website's own server, never for a browser: tells an organization who the visitor is. */

interface Claims {
  /** Whom it is told to, such as `mytown`. */
  organization: string
  /** As the organization has the website registered. */
  issuer: string
  /** Names the person at this website for good: an id, not an address that may change. */
  subject: string
  name?: string | undefined
  email?: string | undefined
  /** `YYYY-MM-DD`: for polls with a least age. */
  birthdate?: string | undefined
  /** Where they live, as polls name it: for those of some territories alone. */
  territory?: string | readonly string[] | undefined
  /** Seconds until the token ends, 600 at most. Default 120: it is used at once. */
  seconds?: number | undefined
}

/** By the secret that was told when the website was registered. */
interface BySecret {
  secret: string
}

/** By a private key whose public one is at the registered address of keys: ECDSA P-256, RSA with SHA-256, or Ed25519. */
interface ByKey {
  key: CryptoKey
  /** As the key set names it (`kid`). */
  keyId?: string | undefined
}

/**
 * Signs who a visitor is (a JWT, good once). Hand it to the page of that visitor alone.
 *
 * @example
 * const token = await signResident({ secret, organization: 'mytown', issuer: 'https://www.mytown.example', subject: '4711' })
 */
export async function signResident(given: Claims & (BySecret | ByKey)): Promise<string> {
  const { organization, issuer, subject, name, email, birthdate, territory, seconds = 120 } = given
  const key = 'secret' in given ? await secretKey(given.secret) : given.key
  const header = { alg: algorithmOf(key), typ: 'JWT', kid: 'key' in given ? given.keyId : undefined }
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    aud: organization,
    sub: subject,
    name,
    email,
    birthdate,
    territory,
    iat,
    exp: iat + seconds,
    jti: crypto.randomUUID(),
  }
  const signed = `${encode(utf8(JSON.stringify(header)))}.${encode(utf8(JSON.stringify(claims)))}`
  const parameters = key.algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : key.algorithm.name
  return `${signed}.${encode(new Uint8Array(await crypto.subtle.sign(parameters, key, utf8(signed))))}`
}

const secretKey = (secret: string) =>
  crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

/** Names of RFC 7518 and 8037. */
function algorithmOf({ algorithm }: CryptoKey): string {
  const found = { HMAC: 'HS256', ECDSA: 'ES256', 'RSASSA-PKCS1-v1_5': 'RS256', Ed25519: 'EdDSA' }[algorithm.name]
  if (!found) throw new TypeError(`no token is signed by ${algorithm.name}`)
  return found
}

const utf8 = (text: string) => new TextEncoder().encode(text)

const encode = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
