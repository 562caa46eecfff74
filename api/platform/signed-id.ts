import { equalHashes, keyedHash } from './crypto.js'

type Purpose = 'follower' | 'discussion-follower' | 'feed'

interface Signed {
  organizationId: string
  /** A UUID. */
  id: string
}

/**
 * An id, signed for one purpose, so that nothing need be kept of it. It stands in addresses of which mail programs and
 * feed readers know nothing else, and opens nothing but what the purpose says.
 */
export const signId = async (secret: string, purpose: Purpose, { organizationId, id }: Signed) =>
  `${id}.${await keyedHash(secret, purpose, organizationId, id)}`

/** The id, if it was signed here for this purpose. */
export async function readSignedId(
  secret: string,
  purpose: Purpose,
  { organizationId, token }: { organizationId: string; token: string },
): Promise<string | undefined> {
  const [, id, signature] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  if (!id || !signature) return undefined
  return equalHashes(signature, await keyedHash(secret, purpose, organizationId, id)) ? id : undefined
}
