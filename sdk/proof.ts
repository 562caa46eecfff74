import type { Challenge } from '../api/identity/proof.js'
import { toJson } from './json.js'
import type { ProblemError } from './problems.js'

export type { Challenge } from '../api/identity/proof.js'

/** Hashes between two looks at the clock. */
const STEP = 2_000
/** Milliseconds for which others wait at most. */
const SLICE = 12

/**
 * Does the work that an anonymous resident's write needs: the headers to send it again with, or undefined when it needs
 * something else. It takes turns with whatever else there is to do. `createClient` does it unless told otherwise.
 */
export async function proveByWork({ document }: ProblemError): Promise<Record<string, string> | undefined> {
  const { challenge } = document as { challenge?: Challenge }
  if (!challenge) return undefined
  const search = createSearch(challenge)
  for (let from = 0; ; ) {
    for (const end = performance.now() + SLICE; performance.now() < end; from += STEP) {
      const found = search(from, from + STEP)
      if (found) return proofOf(challenge, found)
    }
    await new Promise((resolve) => setTimeout(resolve))
  }
}

export interface Solution {
  counter: number
  derivedKey: string
}

/** The header that shows the work done, as ALTCHA has it. */
export const proofOf = (challenge: Challenge, solution: Solution): Record<string, string> => ({
  'Vmeste-Proof': btoa(toJson({ challenge, solution })),
})

/**
 * Makes a search among counters for the one wanted. SHA-256 (FIPS 180-4) of one block is written out here: WebCrypto is
 * absent from pages without TLS, and slow for what is short.
 */
export function createSearch({ parameters }: Challenge): (from: number, until: number) => Solution | undefined {
  const { salt, nonce, keyPrefix } = parameters
  // Sixteen bytes of each; then the counter, the bit that ends it, and the length in bits.
  const block = (salt + nonce).match(/.{8}/g)?.map((word) => Number.parseInt(word, 16)) ?? []
  const words = new Int32Array(64)
  const wanted = Number.parseInt(keyPrefix.slice(0, 8), 16) | 0
  return (from, until) => {
    for (let counter = from; counter < until; counter++) {
      words.set([...block, counter, 1 << 31, 0, 0, 0, 0, 0, 36 * 8])
      const hash = compress(words)
      if (hash[0] !== wanted) continue
      const derivedKey = hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
      if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
    }
    return undefined
  }
}

/** The first 32 bits of the fractional parts of roots of the first primes. */
function roots(count: number, power: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    let divisor = 2
    while (candidate % divisor) divisor++
    if (divisor === candidate) found.push(((candidate ** power % 1) * 2 ** 32) | 0)
  }
  return found
}

const START = roots(8, 1 / 2)
const ROUNDS = Int32Array.from(roots(64, 1 / 3))

/** @param words the block, in the first sixteen of 64. */
function compress(words: Int32Array): number[] {
  const at = (index: number) => words[index] as number
  for (let index = 16; index < 64; index++) {
    const a = at(index - 15)
    const b = at(index - 2)
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10)
    words[index] = at(index - 16) + s0 + at(index - 7) + s1
  }
  let [a, b, c, d, e, f, g, h] = START as [number, number, number, number, number, number, number, number]
  for (let index = 0; index < 64; index++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (ROUNDS[index] as number) + at(index)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (START[index] as number)) | 0)
}
