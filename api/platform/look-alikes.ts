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

/** The same for letters that a reader takes for each other. @param text in lower case, without accents. */
export const withoutLookAlikes = (text: string): string =>
  Array.from(text, (letter) => cyrillic[letter] ?? letter).join('')
