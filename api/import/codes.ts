import slugify from '@sindresorhus/slugify'
import { sha256 } from '../platform/crypto.js'

/** Characters: as long as a slug may be. */
const LONGEST_CODE = 64

/** Names that differ in case or spacing only are one: registers are not consistent. */
export const alike = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * A code for what has a name only: its first name that is free, in Latin letters. A name too long for that, or in a
 * script that is not transliterated, is told by a hash, so that the same name always has the same code.
 */
export async function toCode(
  names: readonly [string, ...string[]],
  isTaken: (code: string) => boolean,
): Promise<string> {
  for (const name of names) {
    const code = toSlug(name)
    if (code && code.length <= LONGEST_CODE && !isTaken(code)) return code
  }
  const tail = (await sha256(alike(names.at(-1) ?? names[0])))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 8)
  return `${toSlug(names[0]).slice(0, LONGEST_CODE - 9)}-${tail}`.replace(/^-+|-+(?=-)/g, '')
}

/** Capitals do not part words: `ЖКХ` is `zhkkh`. */
const toSlug = (name: string) => slugify(name, { decamelize: false })
