import type english from './en.json'

/** What the elements say, by section; the build writes it out for those who compile against it. */
export type English = typeof english
