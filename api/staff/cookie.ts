import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from '../platform/http.js'
import type { Settings } from '../platform/settings.js'

type Given = Pick<Settings, 'PUBLIC_URL' | 'VMESTE_TRUST_PROXY'>

/** With TLS it can be set by this host alone, for all of it and never in the clear (`__Host-`). */
const NAME = 'vmeste-staff'

/** Whether our pages are at https, as far as can be told. */
export const isSecure = (c: AppContext, { PUBLIC_URL, VMESTE_TRUST_PROXY }: Given) =>
  (PUBLIC_URL ?? c.req.url).startsWith('https:') ||
  (VMESTE_TRUST_PROXY && c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https')

export const readToken = (c: AppContext, settings: Given): string | undefined =>
  isSecure(c, settings) ? getCookie(c, NAME, 'host') : getCookie(c, NAME)

/** No page reads it, and no other site has it sent. @param maxAge seconds. */
export function writeToken(c: AppContext, settings: Given, token: string, maxAge: number): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Strict', maxAge } as const
  if (isSecure(c, settings)) setCookie(c, NAME, token, { ...options, prefix: 'host', secure: true })
  else setCookie(c, NAME, token, options)
}

export function forgetToken(c: AppContext, settings: Given): void {
  if (isSecure(c, settings)) deleteCookie(c, NAME, { path: '/', prefix: 'host', secure: true })
  else deleteCookie(c, NAME, { path: '/' })
}
