import { equalHashes, keyedHash } from '../platform/crypto.js'

/**
 * What a mail is confirmed and ended by: the follower's id, signed, so that it need not be kept. It stands in addresses,
 * since a mail program ends mails by one (RFC 8058); it opens nothing but that.
 */
export const tokenOf = async (secret: string, { organizationId, id }: { organizationId: string; id: string }) =>
  `${id}.${await sign(secret, organizationId, id)}`

/** The follower's id, if it is a token of ours. */
export async function readToken(secret: string, organizationId: string, token: string): Promise<string | undefined> {
  const [, id, signature] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  if (!id || !signature) return undefined
  return equalHashes(signature, await sign(secret, organizationId, id)) ? id : undefined
}

const sign = (secret: string, organizationId: string, id: string) => keyedHash(secret, 'follower', organizationId, id)
