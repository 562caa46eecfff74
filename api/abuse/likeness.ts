/** Characters from which on it is no chance that two people write the same. */
const LONG = 40

/** What two texts share that differ in case, punctuation, spaces and digits alone; programs number what they send. */
export function essenceOf(...texts: (string | undefined)[]): string {
  const whole = texts.filter(Boolean).join(' ').normalize('NFKC').toLocaleLowerCase('und').replaceAll('ё', 'е')
  const letters = whole.replace(/[^\p{L}\p{M}]+/gu, ' ').trim()
  // Of a text without letters nothing would be left.
  return letters || whole.replace(/\s+/g, ' ').trim()
}

export const isLong = (essence: string): boolean => essence.length >= LONG

export interface Earlier {
  about: string
  isOfDevice: boolean
  isOfAddress: boolean
}

/**
 * The one of those with the same text that makes this a repetition. Of the same device always; of the same address,
 * behind which may stand a house or a mobile operator's thousands, where the text is too long to be another's.
 */
export const repetitionOf = (earlier: readonly Earlier[], { isLong }: { isLong: boolean }): Earlier | undefined =>
  earlier.find(({ isOfDevice }) => isOfDevice) ?? earlier.find(({ isOfAddress }) => isOfAddress && isLong)

/** The same from so many senders within an hour is no chance. */
const FLOOD = 10

/** Whether the same text of so many senders is a flood. */
export const isFlood = (senders: number): boolean => senders >= FLOOD

/** Whether staff are told of it: once with each further ten. */
export const isNews = (senders: number): boolean => isFlood(senders) && senders % FLOOD === 0
