import { withoutLookAlikes } from '../platform/look-alikes.js'

/** Whether a name reads as one of those: whatever the case, spaces, punctuation, accents and look-alike letters. */
export function readsAs(name: string, ...taken: readonly string[]): boolean {
  const read = skeleton(name)
  return read !== '' && taken.some((other) => skeleton(other) === read)
}

const skeleton = (name: string) =>
  withoutLookAlikes(
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )
