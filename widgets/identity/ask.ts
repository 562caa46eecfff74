import { createResidentSession } from '../../sdk/residents.js'
import { createTransport } from '../../sdk/transport.js'
import { apiAddress } from '../shared/address.js'
import { define } from '../shared/define.js'
import { VmesteEvent } from '../shared/events.js'
import { remember } from '../shared/storage.js'
import { VmesteSignIn } from './sign-in.js'

/** The element that wants to know. */
export interface Asking extends HTMLElement {
  readonly organization: string
  readonly api: string
}

/**
 * Asks who it is, in a dialogue over the page, and keeps the session at this site. Answers its token; undefined for who
 * does not wish to tell, or where nothing of the ways can be done here.
 */
export async function askWho(element: Asking, ways: readonly string[]): Promise<string | undefined> {
  const known = ways.includes('site') ? await askSite(element) : undefined
  const token = known ?? (await askInDialogue(element, ways))
  if (!token) return undefined
  remember(residentKey(element), token)
  element.dispatchEvent(new VmesteEvent('vmeste-signed-in', { organization: element.organization }))
  return token
}

/** What a page hears that wants to tell who its visitor is. */
export interface SignInWanted {
  organization: string
  /** To be called at once, with the token that the page's server signed, or a promise of it; null for nobody. */
  identify(token: string | null | Promise<string | null>): void
}

/** Asks the page; undefined where it does not know either. */
async function askSite(element: Asking): Promise<string | undefined> {
  const { organization, api, lang } = element
  let told: string | null | Promise<string | null> = null
  const identify: SignInWanted['identify'] = (token) => {
    told = token
  }
  element.dispatchEvent(new VmesteEvent<SignInWanted>('vmeste-sign-in-wanted', { organization, identify }))
  try {
    const token = await told
    if (!token) return undefined
    const transport = createTransport({ baseUrl: api || apiAddress(), organization, language: lang || undefined })
    return (await createResidentSession(transport, { token })).token
  } catch {
    return undefined
  }
}

async function askInDialogue(element: Asking, ways: readonly string[]): Promise<string | undefined> {
  define('vmeste-sign-in', VmesteSignIn)
  const dialogue = document.createElement('vmeste-sign-in') as VmesteSignIn
  Object.assign(dialogue, { organization: element.organization, api: element.api, ways })
  const answer = new Promise<string | undefined>((resolve) => {
    dialogue.onDone = resolve
  })
  // Within the element, so that it has its look and language.
  const { shadowRoot } = element
  ;(shadowRoot ?? element).append(dialogue)
  const token = await answer
  dialogue.remove()
  return token
}

/** Where the session is kept: at this site, for one organization. */
export const residentKey = ({ organization }: Pick<Asking, 'organization'>) => `resident:${organization}`
