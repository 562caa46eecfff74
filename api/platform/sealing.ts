import { node } from './crypto.js'
import type { Settings } from './settings.js'

/** Where a sealed value stands. It opens nowhere else: moved to another row or organization, it is refused. */
export interface SealedPlace {
  organizationId: string
  /** Table and column, such as `appeal_contacts.sealed`. */
  column: string
  /** The row's id. */
  row: string
}

/** Encrypts what is personal before it reaches the database (AES-256-GCM), with a key that the database does not hold. */
export interface Sealing {
  /** The key that seals: what another sealed waits to be sealed anew. */
  currentKey: string
  /** The keys that open. */
  keys: readonly string[]
  /** `key id` `.` `base64url`. */
  seal(place: SealedPlace, plain: string): Promise<string>
  /** @throws {UnknownKey} for a key that is not among the settings; whatever else is thrown when it was altered or moved. */
  unseal(place: SealedPlace, sealed: string): Promise<string>
}

/** The key that a value was sealed with is gone from the settings. */
export class UnknownKey extends Error {
  constructor(readonly key: string) {
    super(`nothing opens what the key ${key} sealed`)
  }
}

/** The key made from the installation's secret, where the settings name none; it goes on opening when they do. */
export const DERIVED_KEY = 'installation'

/** Bytes, as WebCrypto has them. */
const IV_LENGTH = 12
const TAG_LENGTH = 16
const utf8 = new TextEncoder()

/** @param secret the installation's: see `readSecret`. */
export async function createSealing({ VMESTE_KEYS }: Pick<Settings, 'VMESTE_KEYS'>, secret: string): Promise<Sealing> {
  const keys = new Map<string, CryptoKey>()
  for (const { id, key } of VMESTE_KEYS ?? []) {
    keys.set(id, await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']))
  }
  keys.set(DERIVED_KEY, await deriveKey(secret))
  const [currentKey = DERIVED_KEY] = keys.keys()
  const open = (id: string) => {
    const key = keys.get(id)
    if (!key) throw new UnknownKey(id)
    return key
  }
  return {
    currentKey,
    keys: [...keys.keys()],
    async seal(place, plain) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH))
      const sealed = await encrypt(open(currentKey), { iv, additionalData: boundTo(place) }, utf8.encode(plain))
      return `${currentKey}.${toBase64Url(new Uint8Array([...iv, ...sealed]))}`
    },
    async unseal(place, sealed) {
      const key = open(keyOf(sealed))
      const bytes = fromBase64(sealed.slice(sealed.indexOf('.') + 1))
      const parameters = { iv: bytes.subarray(0, IV_LENGTH), additionalData: boundTo(place) }
      return new TextDecoder().decode(await decrypt(key, parameters, bytes.subarray(IV_LENGTH)))
    },
  }
}

interface Parameters {
  iv: Uint8Array<ArrayBuffer>
  additionalData: Uint8Array<ArrayBuffer>
}
type Bytes = Uint8Array<ArrayBuffer>

/** By Node's own where this runs on it: a ballot that WebCrypto hands to a thread takes several times as long. */
async function encrypt(key: CryptoKey, { iv, additionalData }: Parameters, plain: Bytes): Promise<Uint8Array> {
  if (!node) return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain))
  const cipher = node.createCipheriv('aes-256-gcm', node.KeyObject.from(key as never), iv).setAAD(additionalData)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

async function decrypt(key: CryptoKey, { iv, additionalData }: Parameters, sealed: Bytes): Promise<Uint8Array> {
  if (!node) return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed))
  const decipher = node.createDecipheriv('aes-256-gcm', node.KeyObject.from(key as never), iv, {
    authTagLength: TAG_LENGTH,
  })
  decipher.setAAD(additionalData).setAuthTag(sealed.subarray(-TAG_LENGTH))
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()])
}

/** The key a value was sealed with. */
export const keyOf = (sealed: string) => sealed.slice(0, Math.max(0, sealed.indexOf('.')))

const boundTo = ({ organizationId, column, row }: SealedPlace) =>
  utf8.encode(JSON.stringify(['vmeste', organizationId, column, row]))

async function deriveKey(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveKey'])
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode('vmeste sealing') }
  return crypto.subtle.deriveKey(parameters, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

/** Either alphabet, padded or not. */
export const fromBase64 = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0))
