import { eq } from 'drizzle-orm'
import type { Way } from '../../api/organizations/ways.js'
import * as tables from '../../api/platform/schema.js'
import type { TestApp } from './app.js'

/** Has the town take residents by these ways, in all it offers. */
export async function takeWays(api: TestApp, ...ways: Way[]) {
  const identity = { appeals: ways, polls: ways, discussions: ways }
  const { organizations } = tables
  const [row] = await api.database.select().from(organizations).where(eq(organizations.id, 'hanty'))
  await api.database
    .update(organizations)
    .set({ settings: { ...row?.settings, identity } })
    .where(eq(organizations.id, 'hanty'))
  // What is remembered of an organization is read again after ten seconds.
  api.clock.now = new Date(api.clock.now.getTime() + 11_000)
}

/** The code of the last mail. */
export const lastCode = (api: TestApp) => /^\d{6}$/m.exec(api.mails.at(-1)?.text ?? '')?.[0] ?? ''

/** Another code than the one given. */
export const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** Signs in by a code sent to the address, and answers the token. */
export async function signIn(api: TestApp, email: string): Promise<string> {
  const { status, text } = await api.request('/residents/codes', { body: { email } })
  if (status !== 201) throw new Error(`no code: ${status} ${text}`)
  const { json } = await api.request('/residents/sessions', { body: { email, code: lastCode(api) } })
  return json.token
}

export const by = (token: string) => ({ 'vmeste-resident': token })
