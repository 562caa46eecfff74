import { createECDH, hkdfSync } from 'node:crypto'
import { encrypt } from 'http_ece'
import { type CryptoKey, importJWK, SignJWT } from 'jose'
import type { PushSender } from './services.js'
import type { Settings } from './settings.js'

const CURVE = 'prime256v1'
/** The order of the curve's group (FIPS 186-5, P-256). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** Seconds for which a message waits for a browser that is off. */
const KEPT = 7 * 24 * 3600
/** Of messages that wait with the same name only the last is delivered. */
const TOPIC = 'step'

/**
 * Sends messages to browsers by the services of those who make them (RFC 8030): encrypted so that these cannot read them
 * (RFC 8291), signed so that they know whom to turn to (RFC 8292). The key it is signed with is made from the
 * installation's secret: all processes have the same, and with another secret every browser has to be asked anew.
 *
 * @param options.fetchOutside keeps what someone names as such a service from being this machine's own network.
 */
export function createPush({
  secret,
  settings,
  fetchOutside,
  now,
}: {
  secret: string
  settings: Pick<Settings, 'PUBLIC_URL' | 'MAIL_FROM'>
  fetchOutside: typeof fetch
  now(): Date
}): PushSender {
  const keys = createECDH(CURVE)
  const privateKey = deriveKey(secret)
  keys.setPrivateKey(privateKey)
  const publicKey = keys.getPublicKey('base64url')
  let signing: Promise<CryptoKey> | undefined
  const sign = async (endpoint: string) => {
    signing ??= importJWK(toJwk(keys.getPublicKey(), privateKey), 'ES256') as Promise<CryptoKey>
    const seconds = Math.floor(now().getTime() / 1000)
    return new SignJWT({ sub: contactOf(settings) })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setAudience(new URL(endpoint).origin)
      .setExpirationTime(seconds + 12 * 3600)
      .sign(await signing)
  }
  return {
    publicKey,
    async send({ endpoint, keys: { p256dh, auth } }, message) {
      const once = createECDH(CURVE)
      once.generateKeys()
      const body = encrypt(Buffer.from(JSON.stringify(message)), {
        version: 'aes128gcm',
        privateKey: once,
        dh: p256dh,
        authSecret: auth,
      })
      const { ok, status } = await fetchOutside(endpoint, {
        method: 'POST',
        headers: {
          authorization: `vapid t=${await sign(endpoint)}, k=${publicKey}`,
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: `${KEPT}`,
          topic: TOPIC,
        },
        body: new Uint8Array(body),
      })
      if (status === 404 || status === 410) return 'over'
      if (!ok) throw new PushError(status)
      return 'taken'
    },
  }
}

/** The service does not take it now. */
class PushError extends Error {
  override readonly name = 'PushError'
  constructor(status: number) {
    super(`answered ${status}`)
  }
}

/** A number from 1 to below the order, each as likely as any other (FIPS 186-5, A.2.1). */
function deriveKey(secret: string): Buffer {
  const bits = Buffer.from(hkdfSync('sha256', secret, '', 'vmeste push', 40)).toString('hex')
  const key = (BigInt(`0x${bits}`) % (ORDER - 1n)) + 1n
  return Buffer.from(key.toString(16).padStart(64, '0'), 'hex')
}

/** @param point uncompressed: a byte that says so, then both coordinates. */
const toJwk = (point: Buffer, key: Buffer) => ({
  kty: 'EC',
  crv: 'P-256',
  x: point.subarray(1, 33).toString('base64url'),
  y: point.subarray(33).toString('base64url'),
  d: key.toString('base64url'),
})

/** Whom a service turns to when something is wrong with what comes. */
function contactOf({ PUBLIC_URL, MAIL_FROM }: Pick<Settings, 'PUBLIC_URL' | 'MAIL_FROM'>): string | undefined {
  if (PUBLIC_URL?.startsWith('https:')) return PUBLIC_URL
  const [address] = /[^\s<>@]+@[^\s<>@]+/.exec(MAIL_FROM ?? '') ?? []
  return address && `mailto:${address}`
}
