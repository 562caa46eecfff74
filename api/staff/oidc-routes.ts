import { eq } from 'drizzle-orm'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { finishOidc, type OidcPending, startOidc } from '../identity/oidc.js'
import { decrypt, encrypt, toBase64Url } from '../platform/crypto.js'
import { type AppContext, createRouter } from '../platform/http.js'
import { ownOrigin } from '../platform/own-origin.js'
import { Problem } from '../platform/problems.js'
import { fromBase64 } from '../platform/sealing.js'
import type { Services } from '../platform/services.js'
import { finishStaffOidc, startStaffOidc } from './oidc.js'
import { staffProvider } from './provider.js'
import { openSession } from './sessions.js'
import { staffAccounts } from './tables.js'

/** What is kept of a sign-in under way: in the person's own browser, sealed, for ten minutes. */
const COOKIE = 'vmeste-staff-oidc'
const PATH = '/v1/staff/oidc'
/** Seconds. */
const WITHIN = 600

/**
 * People sign in by an account that is kept elsewhere. It opens an account here that has the same address, as the
 * provider has verified it; it makes none: who is staff is said here.
 */
export function staffOidcRoutes(services: Services) {
  const { database, settings, secret, log, now } = services
  const provider = () => {
    const found = staffProvider(services)
    if (!found) throw new Problem('not-found')
    return found
  }
  const redirectUri = (c: AppContext) => `${ownOrigin(c.req.url, settings.PUBLIC_URL)}${PATH}/return`

  return createRouter()
    .openapi(startStaffOidc, async (c) => {
      const { address, pending } = await startOidc(provider(), { redirectUri: redirectUri(c), log })
      const kept: Kept = { ...pending, until: now().getTime() + WITHIN * 1000 }
      const sealed = await encrypt(secret, JSON.stringify(kept))
      setCookie(c, COOKIE, toBase64Url(sealed), {
        path: PATH,
        httpOnly: true,
        // It comes back from another site, by a link.
        sameSite: 'Lax',
        secure: redirectUri(c).startsWith('https:'),
        maxAge: WITHIN,
      })
      return c.redirect(address, 302)
    })

    .openapi(finishStaffOidc, async (c) => {
      const kept = await readKept(secret, getCookie(c, COOKIE), now())
      deleteCookie(c, COOKIE, { path: PATH })
      const back = (failed?: string) => c.redirect(failed ? `/account?failed=${failed}` : '/account', 302)
      if (!kept) return back('oidc-failed')
      const returned = new URL(redirectUri(c))
      returned.search = new URL(c.req.url).search
      const person = await finishOidc(provider(), { returned, pending: kept, log }).catch((error: unknown) => {
        if (error instanceof Problem && isTold(error.code)) return error.code
        throw error
      })
      if (typeof person === 'string') return back(person)
      const email = person.email?.toLowerCase()
      const [account] = email ? await database.select().from(staffAccounts).where(eq(staffAccounts.email, email)) : []
      if (!account) return back('not-invited')
      await openSession(c, services, account.id, 'oidc')
      return back()
    })
}

const isTold = (code: string) => code === 'oidc-failed' || code === 'oidc-weak'

interface Kept extends OidcPending {
  /** Milliseconds since 1970. */
  until: number
}

async function readKept(secret: string, sealed: string | undefined, now: Date): Promise<Kept | undefined> {
  try {
    const kept: Kept = JSON.parse(await decrypt(secret, fromBase64(sealed ?? '')))
    return kept.until > now.getTime() ? kept : undefined
  } catch {
    return undefined
  }
}
