import { v7 as uuid } from 'uuid'
import type { Role } from '../../api/identity/roles.js'
import * as tables from '../../api/platform/schema.js'
import type { TestApp } from './app.js'

export const PASSWORD = 'river stone lantern'
let hash: Promise<string> | undefined

/** A person of the staff, with that password. */
export async function addPerson(api: TestApp, email: string, ...held: [organizationId: string, role: Role][]) {
  hash ??= api.services.passwords.hash(PASSWORD)
  const created = { createdAt: api.clock.now }
  const account = { id: uuid(), email, name: email.replace(/@.*/, ''), passwordHash: await hash, ...created }
  await api.database.insert(tables.staffAccounts).values(account)
  if (held.length > 0) {
    const rows = held.map(([organizationId, role]) => ({ organizationId, accountId: account.id, role, ...created }))
    await api.database.insert(tables.staffRoles).values(rows)
  }
  return account.id
}

/** A browser on one of the API's own pages: it keeps the cookie, and sends what such a page sends. */
export function openBrowser(api: TestApp, given: Record<string, string> = {}) {
  let cookie = ''
  const ask = async (
    path: string,
    { method, body, headers }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const answer = await api.request(path, {
      method,
      body,
      headers: { 'vmeste-staff': 'session', 'sec-fetch-site': 'same-origin', cookie, ...given, ...headers },
    })
    for (const set of answer.headers.getSetCookie()) cookie = set.replace(/;.*/, '')
    return answer
  }
  return {
    ask,
    get cookie() {
      return cookie
    },
    signIn: (email: string, { password = PASSWORD, code }: { password?: string; code?: string } = {}) =>
      ask('/v1/staff/session', { body: { email, password, code } }),
  }
}

/** A browser in which a person of this role is signed in. */
export async function signedIn(api: TestApp, organizationId: string, role: Role) {
  const email = `${role}.${organizationId}.${crypto.randomUUID().slice(0, 8)}@town.test`
  const id = await addPerson(api, email, [organizationId, role])
  const browser = openBrowser(api)
  await browser.signIn(email)
  return { ...browser, id, email }
}

/** The secret in the link of a mail. */
export const secretIn = (text = '') => /#(\S+)/.exec(text)?.[1] ?? ''
