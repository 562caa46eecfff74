/** What a key does at the desk. */
export type Shortcut =
  | 'down'
  | 'up'
  | 'open'
  | 'select'
  | 'bulk'
  | 'take'
  | 'answer'
  | 'template'
  | 'note'
  | 'next'
  | 'search'
  | 'filter'
  | 'print'
  | 'refresh'

/** By where the key is, not by what it types: a Russian or Arabic layout has other letters there. */
export type Keys<Act extends string> = Record<string, Act>

export const deskKeys: Keys<Shortcut> = {
  KeyJ: 'down',
  KeyK: 'up',
  KeyO: 'open',
  KeyX: 'select',
  KeyB: 'bulk',
  KeyT: 'take',
  KeyA: 'answer',
  KeyE: 'template',
  KeyM: 'note',
  KeyN: 'next',
  Slash: 'search',
  KeyF: 'filter',
  KeyP: 'print',
  KeyR: 'refresh',
}

/** As the help sheet lists them, with what is written on the keys. */
export const listed = <Act extends string>(keys: Keys<Act>): [Act | 'help', string][] => [
  ...Object.entries(keys).map(([code, act]): [Act, string] => [act, code === 'Slash' ? '/' : code.slice(3)]),
  ['help', '?'],
]

/** Where letters are typed, or chosen by. */
const fields = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])'

/** What was asked for by a key; undefined while someone types, or where a dialog is open. */
export function shortcutOf<Act extends string>(event: KeyboardEvent, keys: Keys<Act>): Act | 'help' | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined
  const [target] = event.composedPath()
  if (target instanceof Element && target.closest(`${fields}, dialog`)) return undefined
  // Where these stand on the layout at hand, or where they stand on most.
  if (event.key === '?' || event.key === '؟' || (event.code === 'Slash' && event.shiftKey)) return 'help'
  if (event.key === '/') return keys.Slash
  const act = keys[event.code]
  // Held down, a key goes through the list; what is decided is decided once.
  return event.shiftKey || (event.repeat && act !== 'down' && act !== 'up') ? undefined : act
}
