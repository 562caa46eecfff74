import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { countEvents } from './queries.js'

export interface SharedReads {
  /**
   * What many ask for at a time, read once for all of them, and again only when something has happened in the
   * organization since: in whichever process, it is seen at once. For what is the same for everyone.
   *
   * @param name all that the answer depends on, but for the organization: for short, what is read and in which language.
   * @param load what changes without leaving word (see `emit`) may be seen some seconds later.
   */
  read<Value>(c: AppContext, name: string, load: () => Promise<Value>): Promise<Value>
}

/** Of one organization. Names hold what a caller asked for: of endless ones not all are kept. */
const MOST_KEPT = 50
/** Characters of an answer, as JSON: a longer one is for those alone who wait for it now. */
const LONGEST_KEPT = 256 * 1024

export function createSharedReads(): SharedReads {
  // With the organization, which is read anew every few seconds, all that was read under its settings is forgotten.
  const kept = new WeakMap<ResolvedOrganization, Map<string, { events: number; value: Promise<unknown> }>>()
  const look = createLook()
  return {
    async read<Value>(c: AppContext, name: string, load: () => Promise<Value>): Promise<Value> {
      const organization = c.get('organization')
      // Counted before it is read: what comes meanwhile is read twice rather than not at all.
      const events = await look(c.get('database'), organization.id)
      const values = kept.get(organization) ?? new Map()
      kept.set(organization, values)
      const known = values.get(name)
      if (known?.events === events) return known.value
      const value = load()
      if (values.size >= MOST_KEPT) values.clear()
      const mine = { events, value }
      values.set(name, mine)
      const forget = () => {
        if (values.get(name) === mine) values.delete(name)
      }
      value.then((read) => {
        if ((JSON.stringify(read) ?? '').length > LONGEST_KEPT) forget()
      }, forget)
      return value
    },
  }
}

/**
 * How much has happened so far, asked once for all who wait for it. Who comes while it is asked waits for the next answer:
 * the one under way may be of before they wrote.
 */
function createLook() {
  const looks = new Map<string, { underWay: Promise<number>; next?: Promise<number> | undefined }>()
  const begin = (database: Queryable, id: string): Promise<number> => {
    const underWay = countEvents(database, id)
    const asked: { underWay: Promise<number>; next?: Promise<number> } = { underWay }
    looks.set(id, asked)
    const done = () => {
      if (looks.get(id) === asked && !asked.next) looks.delete(id)
    }
    underWay.then(done, done)
    return underWay
  }
  return (database: Queryable, id: string): Promise<number> => {
    const asked = looks.get(id)
    if (!asked) return begin(database, id)
    const again = () => begin(database, id)
    asked.next ??= asked.underWay.then(again, again)
    return asked.next
  }
}
