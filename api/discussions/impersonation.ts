/** Latin letters and digits that pass for a Cyrillic letter, in either case (a choice from Unicode TS 39). */
const cyrillic: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  n: 'п',
  o: 'о',
  p: 'р',
  r: 'г',
  t: 'т',
  u: 'и',
  x: 'х',
  y: 'у',
  і: 'i',
  0: 'о',
  3: 'з',
  6: 'б',
}

/** Whether a name reads as one of those: whatever the case, spaces, punctuation, accents and look-alike letters. */
export function readsAs(name: string, ...taken: readonly string[]): boolean {
  const read = skeleton(name)
  return read !== '' && taken.some((other) => skeleton(other) === read)
}

function skeleton(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return Array.from(letters, (letter) => cyrillic[letter] ?? letter).join('')
}
