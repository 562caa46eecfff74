import { forgetInTab, keepInTab, recallInTab } from '../shared/tab-storage.js'

const KEY = 'desk:key'
const form = /^vmeste_([a-z0-9-]+)_[\w-]{43}$/

/** The organization a staff key says it belongs to; undefined for what is no key. */
export const keyOrganization = (key: string): string | undefined => form.exec(key)?.[1]

/**
 * The key of this tab's officer: from the address (`#key=...`), which is rid of it at once so that it stays in no
 * history, or kept since. Undefined for nobody.
 */
export function findKey(): string | undefined {
  const [, key] = /^#key=([\w-]+)$/.exec(location.hash) ?? []
  if (!key) return recallInTab(KEY)
  history.replaceState(history.state, '', location.pathname + location.search)
  keepInTab(KEY, key)
  return key
}

export const keepKey = (key: string) => keepInTab(KEY, key)

/** The key is not valid any more; answers begun stay for whoever signs in again in this tab. */
export const forgetKey = () => keepInTab(KEY, undefined)

/** Leaves nothing for the next person at this computer. */
export const forgetAll = () => forgetInTab('desk:')
