import type * as NodeCrypto from 'node:crypto'

/** Helpers for WebCrypto. All text is UTF-8; all results are base64url without padding. */

const utf8 = new TextEncoder()

/** Node's own, where this runs on it: WebCrypto hands each hash to a thread, which takes many times as long as the hash. */
export const node: typeof NodeCrypto | undefined = globalThis.process?.getBuiltinModule?.('node:crypto')

/** 256 bits that nobody can guess. */
export const randomSecret = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))

export async function sha256(...parts: (string | Uint8Array)[]): Promise<string> {
  if (node) return node.createHash('sha256').update(join(parts)).digest('base64url')
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', join(parts))))
}

/** Of one text or file alone: as everyone else computes it. */
export async function sha256Bytes(content: string | Uint8Array): Promise<Uint8Array> {
  if (node) return node.createHash('sha256').update(content).digest()
  const bytes = typeof content === 'string' ? utf8.encode(content) : new Uint8Array(content)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** HMAC-SHA-256: a hash that nobody without the secret can try out. */
export async function keyedHash(secret: string, ...parts: string[]): Promise<string> {
  if (node) return node.createHmac('sha256', secret).update(join(parts)).digest('base64url')
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, join(parts))))
}

export async function encrypt(password: string, plain: string): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  if (node) {
    const key = node.hkdfSync('sha256', password, '', 'vmeste answer', 32)
    const cipher = node.createCipheriv('aes-256-gcm', new Uint8Array(key), iv)
    return new Uint8Array(Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]))
  }
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await aesKey(password), utf8.encode(plain))
  const result = new Uint8Array(iv.length + sealed.byteLength)
  result.set(iv)
  result.set(new Uint8Array(sealed), iv.length)
  return result
}

/** @throws when the password is another than it was encrypted with. */
export async function decrypt(password: string, sealed: Uint8Array): Promise<string> {
  const iv = new Uint8Array(sealed.subarray(0, 12))
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv },
    await aesKey(password),
    new Uint8Array(sealed.subarray(12)),
  )
  return new TextDecoder().decode(plain)
}

/** Compares in a time that tells nothing about where they differ. Both must be hashes: their lengths are public. */
export function equalHashes(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}

async function aesKey(password: string) {
  const material = await crypto.subtle.importKey('raw', utf8.encode(password), 'HKDF', false, ['deriveKey'])
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode('vmeste answer') }
  return crypto.subtle.deriveKey(parameters, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Each part is preceded by its length, so that ('ab','c') and ('a','bc') differ. */
function join(parts: (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8.encode(part) : part))
  const result = new Uint8Array(bytes.reduce((length, part) => length + 4 + part.length, 0))
  const view = new DataView(result.buffer)
  let offset = 0
  for (const part of bytes) {
    view.setUint32(offset, part.length)
    result.set(part, offset + 4)
    offset += 4 + part.length
  }
  return result
}

/** @throws for what is not base64url. */
export const fromBase64Url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0))

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
