/** What is used of it: its package has no types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  interface Parameters {
    version: 'aes128gcm'
    /** The receiver's to decrypt; made for one message to encrypt. */
    privateKey: ECDH
    /** Both as base64url. */
    dh?: string
    authSecret: string
  }
  export function encrypt(plain: Buffer, parameters: Parameters): Buffer
  export function decrypt(encrypted: Buffer, parameters: Parameters): Buffer
}
