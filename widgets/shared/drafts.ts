import { createStore, promisifyRequest } from 'idb-keyval'

let store: ReturnType<typeof createStore> | undefined
const drafts = () => {
  store ??= createStore('vmeste', 'drafts')
  return store
}

/** What a resident began, kept in IndexedDB (which keeps Files too). Storage that throws is storage that is absent. */
export async function recallDraft<Value>(key: string): Promise<Value | undefined> {
  try {
    // Opening would create the database, and nothing is written before the resident acts.
    const known = await indexedDB.databases?.()
    if (known && !known.some(({ name }) => name === 'vmeste')) return
    return await drafts()('readonly', (kept) => promisifyRequest<Value>(kept.get(key)))
  } catch {}
}

/** Undefined forgets. Tells whether it is kept. */
export async function rememberDraft(key: string, value: unknown): Promise<boolean> {
  try {
    await drafts()('readwrite', (kept) => {
      if (value === undefined) kept.delete(key)
      else kept.put(value, key)
      return promisifyRequest(kept.transaction)
    })
    return true
  } catch {
    return false
  }
}
