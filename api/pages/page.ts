import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { makeForm } from '../identity/form-token.js'
import type { ProofSubject } from '../identity/proof.js'
import type { Organization } from '../organizations/contract.js'
import { isLanguage } from '../platform/fields.js'
import { negotiateLanguage } from '../platform/language.js'
import { type AppFetch, ownApi, type ProblemDocument } from '../platform/own-api.js'
import type { Services } from '../platform/services.js'
import { isToken } from '../residents/sessions.js'
import { type PageTexts, textsFor } from './texts.js'

/** What every page of an organization knows. */
export interface Page {
  organization: Organization
  language: string
  texts: PageTexts
  /** The session of the resident, where one has signed in on these pages. */
  resident: string | undefined
  /** As whom a browser is known again that has written here without scripts. */
  device: string | undefined
  /** Calls the API below the organization: `api('/polls')`. */
  api: ReturnType<typeof ownApi>
  /** What a form of this page is admitted by: see `identity/form-token.ts`. */
  formToken(feature: ProofSubject['feature']): Promise<string>
  /** Where these pages are reached: scheme, host and port. */
  origin: string
  /** An address of the organization's pages, in the language chosen: `link('/appeal')`. */
  link(path: string): string
  /** A moment as the reader's language writes it, in the organization's time zone. */
  date(instant: string, style?: Intl.DateTimeFormatOptions): string
  /** A day (`2026-12-01`) as the reader's language writes it. */
  day(day: string): string
}

/** Sent to the pages of one organization, and to nobody else; no script reads it. */
export const sessionCookie = (organizationId: string) => `vmeste-${organizationId}`

/** A key of a browser without scripts, made when it first writes: its comments are its own, and it reacts once. */
export const deviceCookie = (organizationId: string) => `vmeste-device-${organizationId}`

export interface PageEnv {
  Variables: {
    requestId: string
    page: Page
    /** Whether these pages are reached by TLS. */
    isSecure: boolean
  }
}
export type PageContext = Context<PageEnv>

/** Reads the organization of a page's address. `?lang=` is stronger than the browser's languages. A problem where there is none, or no longer. */
export async function openPage(
  fetch: AppFetch,
  c: Context,
  id: string,
  { secret, settings, now }: Pick<Services, 'secret' | 'settings' | 'now'>,
): Promise<Page | ProblemDocument> {
  const base = `/v1/organizations/${encodeURIComponent(id)}`
  const asked = c.req.query('lang')
  // It becomes a header, which not everything can stand in.
  const wanted = asked && isLanguage(asked) ? asked : undefined
  const preferred = wanted ? `${wanted}, ${c.req.header('accept-language') ?? ''}` : c.req.header('accept-language')
  const profile = await ownApi(fetch, c, preferred)<Organization>(base)
  if (!profile.ok) return profile.problem
  const organization = profile.data
  const language = negotiateLanguage(preferred, organization.languages)
  const api = ownApi(fetch, c, language)
  const kept = getCookie(c, sessionCookie(organization.id)) ?? ''
  const resident = isToken(kept) ? kept : undefined
  const device = keptDevice(c, organization.id)
  const query = wanted ? `lang=${language}` : ''
  return {
    organization,
    language,
    texts: textsFor(language),
    resident,
    device,
    api: (path, options) =>
      api(base + path, {
        ...options,
        headers: {
          ...(device && { 'vmeste-device': device }),
          ...options?.headers,
          ...(resident && { 'vmeste-resident': resident }),
        },
      }),
    formToken: (feature) => makeForm(secret, { organizationId: organization.id, feature }, now()),
    origin: settings.PUBLIC_URL ?? new URL(c.req.url).origin,
    link: (path) => `/o/${organization.id}${path}${query && (path.includes('?') ? '&' : '?') + query}`,
    date: (instant, style = { dateStyle: 'long', timeStyle: 'short' }) =>
      new Intl.DateTimeFormat(language, { ...style, timeZone: organization.timeZone }).format(new Date(instant)),
    day: (day) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day)),
  }
}

function keptDevice(c: Context, organizationId: string): string | undefined {
  const kept = getCookie(c, deviceCookie(organizationId)) ?? ''
  return /^[\w-]{16,64}$/.test(kept) ? kept : undefined
}

/** The page of a browser that is to be known again. */
export const knownBy = (page: Page, device: string): Page => ({
  ...page,
  device,
  api: (path, options) => page.api(path, { ...options, headers: { 'vmeste-device': device, ...options?.headers } }),
})
