import { UNSAVED } from './work.js'

/** Where in the page the reader is, as the address says it. */
export type Place = { view: 'list' } | { view: 'write' | 'try' | 'paper' | 'results'; id: string }

/** @param hash of the address, with its sign */
export function placeAt(hash: string): Place {
  if (hash === '#new') return { view: 'write', id: UNSAVED }
  const [, view, id] = /^#(poll|try|paper|results)=([a-z0-9-]+)$/.exec(hash) ?? []
  if (!id) return { view: 'list' }
  return { view: view === 'poll' ? 'write' : (view as 'try' | 'paper' | 'results'), id }
}
