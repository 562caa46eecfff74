import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

interface Made {
  challenge: string
  rp: { id: string }
  user: { id: string }
}
interface Wanted {
  challenge: string
  rpId: string
}
/** What an attacker, or a fault, changes of it. */
interface Twist {
  origin?: string
  rpId?: string
  challenge?: string
  isVerified?: boolean
  userHandle?: string
}

const encode = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url')
const hash = (text: string | Uint8Array) => createHash('sha256').update(text).digest()

/** A device that holds one key (WebAuthn, ES256), and the browser around it. It counts what it signs. */
export function createAuthenticator(origin = 'http://api.test') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = encode(credentialId)
  let userHandle = ''
  const device = {
    id,
    /** Whether it counts at all: those that copy keys between devices do not. */
    counter: 0,
    /** What was asked for, signed. */
    make({ challenge, rp, user }: Made, twist: Twist = {}) {
      userHandle = user.id
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array<ArrayBuffer>>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
          [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
        ]),
      )
      const length = Buffer.from([0, credentialId.length])
      const credential = Buffer.concat([Buffer.alloc(16), length, credentialId, key])
      const authData = new Uint8Array(Buffer.concat([said(rp.id, 0x40, twist), credential]))
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ])
      const clientDataJSON = told('webauthn.create', challenge, twist)
      const attestationObject = encode(isoCBOR.encode(attestation as never))
      return answer({ clientDataJSON, attestationObject, transports: ['internal'] })
    },
    use({ challenge, rpId }: Wanted, twist: Twist = {}) {
      device.counter += 1
      const authenticatorData = said(rpId, 0, twist)
      const clientDataJSON = told('webauthn.get', challenge, twist)
      const signed = Buffer.concat([authenticatorData, hash(Buffer.from(clientDataJSON, 'base64url'))])
      return answer({
        clientDataJSON,
        authenticatorData: encode(authenticatorData),
        signature: encode(sign('sha256', signed, privateKey)),
        userHandle: twist.userHandle ?? userHandle,
      })
    },
  }
  const answer = <Response>(response: Response) => ({ id, rawId: id, type: 'public-key', response })
  const told = (type: string, challenge: string, twist: Twist) =>
    encode(JSON.stringify({ type, challenge: twist.challenge ?? challenge, origin: twist.origin ?? origin }))
  /** For whom, with someone there who was seen, and what it has counted. */
  const said = (rpId: string, flags: number, { rpId: other = rpId, isVerified = true }: Twist) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(device.counter)
    return Buffer.concat([hash(other), Buffer.from([flags | 1 | (isVerified ? 4 : 0)]), counter])
  }
  return device
}
