import type { Keys } from '../desk/shortcuts.js'

/** What a key does in the queue of comments. */
export type Act =
  | 'down'
  | 'up'
  | 'publish'
  | 'reject'
  | 'keep'
  | 'uphold'
  | 'block'
  | 'select'
  | 'undo'
  | 'filter'
  | 'refresh'

/** Where they stand on most keyboards: by the key, not by what it types. */
export const keys: Keys<Act> = {
  KeyJ: 'down',
  KeyK: 'up',
  KeyP: 'publish',
  KeyH: 'reject',
  KeyL: 'keep',
  KeyU: 'uphold',
  KeyB: 'block',
  KeyX: 'select',
  KeyZ: 'undo',
  KeyF: 'filter',
  KeyR: 'refresh',
}
