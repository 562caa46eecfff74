/**
 * How a poll decides between options that are alike to its counting rule, declared before anyone votes: in the order
 * the poll lists them, or by lots drawn with a seed that is published.
 */
export type TieRule = { by: 'order' } | { by: 'lot'; seed: string }

/**
 * The options in the order in which ties go: of those that are alike the first is preferred.
 *
 * A lot is the SHA-256 of the seed, a colon and the option's id in hexadecimal digits, and the lowest comes first:
 * `printf %s 'SEED:OPTION' | sha256sum` draws it again.
 */
export async function tieOrder(options: readonly string[], rule: TieRule): Promise<string[]> {
  if (rule.by === 'order') return [...options]
  const drawn = await Promise.all(options.map(async (id) => ({ id, lot: await hexSha256(`${rule.seed}:${id}`) })))
  return drawn.sort((one, other) => (one.lot < other.lot ? -1 : 1)).map(({ id }) => id)
}

async function hexSha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
