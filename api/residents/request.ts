import { keyedHash } from '../platform/crypto.js'
import type { AppContext } from '../platform/http.js'

/** What of a request is kept to know it again: not what it says, which names a person and is soon tried out. */
export const requestOf = async (c: AppContext, secret: string): Promise<string[]> => [
  await keyedHash(secret, c.req.header('vmeste-resident') ?? '', await c.req.text()),
]
