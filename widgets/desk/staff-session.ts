import type { TemplateResult } from 'lit'
import { getSession, type SignedIn, signOut } from '../../sdk/staff.js'
import { apiAddress } from '../shared/address.js'
import type { LoadHost } from '../shared/load.js'
import { keepInTab, recallInTab } from '../shared/tab-storage.js'
import type { Say } from '../shared/texts.js'
import { findKey, forgetAll, forgetKey, keepKey, keyOrganization } from './session.js'
import { signInView } from './sign-in.js'

/** Whose desk was last open in this tab: the other pages of staff are for the same. */
const CHOSEN = 'desk:organization'

interface Host extends LoadHost {
  organization: string
  readonly isConnected: boolean
  getAttribute(name: string): string | null
}

interface Handlers {
  say: Say<'desk'>
  focusOn: (selector: string) => void
  /** Nobody is at the desk any more: nothing of the former officer is to stay in sight. */
  onLeave: () => void
}

/** Who is at the desk: an officer with a key or, on the API's own pages, a person who is signed in there. */
export class StaffSession {
  key: string | undefined
  /** Null while it is asked who is signed in. */
  person: SignedIn | null | undefined
  /** Counted, so that who signs in again reads all anew. */
  #count = 0
  #typed = ''
  #error: string | undefined

  constructor(
    readonly host: Host,
    readonly handlers: Handlers,
  ) {}

  get isIn(): boolean {
    return Boolean(this.key || this.person)
  }

  /** Tells one signing in from another; undefined for nobody. */
  get id(): string | undefined {
    return this.isIn ? `${this.#count}` : undefined
  }

  /** Where it is served by the API itself, people are signed in; another website's cookies are none of ours. */
  get isOwnPage(): boolean {
    return new URL(this.host.api || apiAddress(), location.href).origin === location.origin
  }

  start() {
    const key = findKey()
    if (key || !this.isOwnPage) this.#enter(key)
    else void this.#enterAsPerson()
  }

  /** The desk of another organization, for whoever is staff of several. */
  choose(organization: string) {
    this.host.organization = organization
    keepInTab(CHOSEN, organization)
    this.#count++
    this.host.requestUpdate()
  }

  /** Back to the sign-in, with what is said there; answers begun stay in this tab. */
  leave(error?: string) {
    const way = this.person ? 'a' : 'input'
    forgetKey()
    this.key = undefined
    this.person = undefined
    this.#error = error
    this.handlers.onLeave()
    this.host.requestUpdate()
    this.handlers.focusOn(`.sign-in ${way}`)
  }

  signOut = async () => {
    const isPerson = !this.key
    forgetAll()
    this.leave()
    if (isPerson) await signOut({ baseUrl: this.host.api || apiAddress() }).catch(() => {})
  }

  view(): TemplateResult {
    return signInView(
      {
        value: this.#typed,
        error: this.#error,
        onInput: (key) => {
          this.#typed = key
          this.#error = undefined
          this.host.requestUpdate()
        },
        onSubmit: this.#submit,
        account: this.isOwnPage ? `/account?to=${encodeURIComponent(location.pathname + location.search)}` : undefined,
      },
      this.handlers.say,
    )
  }

  #submit = (key: string, isKey: boolean) => {
    if (isKey) {
      keepKey(key)
      this.#enter(key)
      this.handlers.focusOn('select')
    } else {
      this.#error = this.handlers.say('keyFormat')
      this.host.requestUpdate()
      this.handlers.focusOn('#key')
    }
  }

  async #enterAsPerson() {
    const { host } = this
    this.person = null
    const options = { baseUrl: host.api || apiAddress(), language: host.language }
    // Whoever cannot be told who they are can still come by a key.
    const person = (await getSession(options).catch(() => null)) ?? undefined
    if (!host.isConnected) return
    this.person = person
    const [first, ...others] = person?.roles.map(({ organization }) => organization.id) ?? []
    const last = others.find((id) => id === recallInTab(CHOSEN))
    host.organization = host.getAttribute('organization') ?? last ?? first ?? ''
    if (person && host.organization) keepInTab(CHOSEN, host.organization)
    else if (person) this.leave(this.handlers.say('nowhere'))
    this.#count++
    host.requestUpdate()
  }

  #enter(key: string | undefined) {
    const { host } = this
    this.key = key
    this.person = undefined
    this.#error = undefined
    if (!key) return
    this.#count++
    host.requestUpdate()
    host.organization = host.getAttribute('organization') ?? keyOrganization(key) ?? ''
    // As typed, it would be read over a shoulder.
    this.#typed = ''
    if (!host.organization) this.leave(this.handlers.say('keyFormat'))
  }
}
