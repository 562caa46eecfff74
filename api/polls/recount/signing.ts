import { getPublicKeyAsync, signAsync, verifyAsync } from '@noble/ed25519'
import { fromBase64Url, keyedHash, toBase64Url } from '../../platform/crypto.js'
import { type SignedStatement, type Statement, signedText } from './record.js'

/** An organization's key for signing, made of the installation's secret: it is the same for good, and kept nowhere. */
const keyOf = async (secret: string, organizationId: string): Promise<Uint8Array> =>
  fromBase64Url(await keyedHash(secret, 'poll statements', organizationId))

export const publicKeyOf = async (secret: string, organizationId: string): Promise<string> =>
  toBase64Url(await getPublicKeyAsync(await keyOf(secret, organizationId)))

export async function sign(secret: string, statement: Statement): Promise<SignedStatement> {
  const key = await keyOf(secret, statement.organization)
  const signature = toBase64Url(await signAsync(signedText(statement), key))
  return { statement, signature, publicKey: toBase64Url(await getPublicKeyAsync(key)) }
}

export const isSigned = ({ statement, signature, publicKey }: SignedStatement): Promise<boolean> =>
  verifyAsync(fromBase64Url(signature), signedText(statement), fromBase64Url(publicKey)).catch(() => false)
