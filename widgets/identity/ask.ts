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
  if (!ways.includes('email')) return undefined
  define('vmeste-sign-in', VmesteSignIn)
  const dialogue = document.createElement('vmeste-sign-in') as VmesteSignIn
  Object.assign(dialogue, { organization: element.organization, api: element.api })
  const answer = new Promise<string | undefined>((resolve) => {
    dialogue.onDone = resolve
  })
  // Within the element, so that it has its look and language.
  const { shadowRoot } = element
  ;(shadowRoot ?? element).append(dialogue)
  const token = await answer
  dialogue.remove()
  if (!token) return undefined
  remember(residentKey(element), token)
  element.dispatchEvent(new VmesteEvent('vmeste-signed-in', { organization: element.organization }))
  return token
}

/** Where the session is kept: at this site, for one organization. */
export const residentKey = ({ organization }: Pick<Asking, 'organization'>) => `resident:${organization}`
