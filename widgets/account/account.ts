import languages from 'texts:account'
import { html, type TemplateResult } from 'lit'
import { ProblemError } from '../../sdk/problems.js'
import * as staff from '../../sdk/staff.js'
import { apiAddress } from '../shared/address.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { fieldErrors } from '../shared/field-errors.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import styles from './account.styles.js'
import { codeField, emailField, type Form, formView, nameField, newPasswordField, passwordField } from './form.js'
import { passkeysView } from './passkeys.js'
import { type SecondStep, secondStepView } from './second-step.js'
import { sessionsView } from './sessions.js'

/** Where a person who is not signed in is on their way in. */
type Way = 'password' | 'code' | 'forgot' | 'sent'

/**
 * Where people of the staff sign in, take up invitations and look after their accounts. It works only on the API's own
 * pages, whose cookie no script reads.
 *
 * @summary The account of a person of the staff
 * @tag vmeste-account
 * @attr page - `invitation` or `reset`, whose secret stands in the fragment of the address; otherwise the account itself
 * @attr oidc - the address to go to for signing in by an account that is kept elsewhere
 * @slot - the way out shown when it cannot be
 */
export class VmesteAccount extends VmesteElement<'account'> {
  static override properties = { ...VmesteElement.properties, page: {}, oidc: {} }
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  declare page: string | undefined
  declare oidc: string | undefined
  protected readonly languages: Languages<'account'> = languages

  /** Null for nobody; undefined while it is not known. */
  #who: staff.SignedIn | null | undefined
  #isAsked = false
  #failure: unknown
  #way: Way = 'password'
  #invitation: staff.InvitationView | undefined
  /** The link of the page leads nowhere any more. */
  #deadLink = ''
  #sessions: readonly staff.StaffSession[] = []
  #passkeys: readonly staff.Passkey[] = []
  /** What a passkey may sign in the place of a code. */
  #toSign: staff.RequestOptions | undefined
  #hasApp = true
  /** The passkey that is about to be removed. */
  #doomed = ''
  /** Which of the account's forms something is wrong in. */
  #part: 'passkey' | 'password' = 'password'
  #second: SecondStep = {}
  #news = ''
  readonly #form: Form = {
    typed: {},
    errors: {},
    notice: '',
    isBusy: false,
    isRevealed: false,
    say: (key, values) => this.say(key, values),
    update: () => this.requestUpdate(),
  }

  get #api(): staff.StaffOptions {
    return { baseUrl: this.api || apiAddress(), language: this.language }
  }
  get #secret() {
    return location.hash.slice(1)
  }

  protected override updated() {
    // Once the language is known: names and what went wrong are told in it.
    if (this.#isAsked || !this.language) return
    this.#isAsked = true
    void this.#load()
  }

  async #load() {
    this.#failure = undefined
    try {
      this.#who = await staff.getSession(this.#api)
      const failed = new URLSearchParams(location.search).get('failed')
      if (failed && !this.#who) this.#form.notice = this.say(failures[failed] ?? 'oidcFailed')
      if (this.page === 'invitation') await this.#loadInvitation()
      else if (this.#who && this.page !== 'reset') await this.#arrive(false)
    } catch (error) {
      this.#failure = error
    }
    this.requestUpdate()
  }

  async #loadInvitation() {
    try {
      this.#invitation = await staff.viewInvitation(this.#api, this.#secret)
      this.#form.typed.email = this.#invitation.email
    } catch (error) {
      if (!isProblem(error, 'link-over')) throw error
      this.#deadLink = error.detail
    }
  }

  /** Reads the sessions and passkeys, or goes back to where the person was sent here from. */
  async #arrive(isNew: boolean) {
    const back = wayBack()
    if (isNew && back && !this.page) return location.assign(back)
    const [sessions, passkeys] = await Promise.all([staff.listSessions(this.#api), staff.listPasskeys(this.#api)])
    this.#sessions = sessions.items
    this.#passkeys = passkeys.items
  }

  protected view(): unknown {
    if (this.#failure) return this.failure(this.#failure, () => this.#load())
    if (this.#who === undefined) return this.skeleton()
    // There before it says anything, so that a screen reader hears it.
    return html`<p class=${this.#news ? 'notice good' : 'unseen'} role="status">${this.#news}</p>
      ${this.#page()}`
  }

  #page(): TemplateResult {
    if (this.#deadLink) {
      return html`<h2 part="title" tabindex="-1">${this.say('linkOver')}</h2>
        <p class="text">${this.#deadLink}</p>
        <p class="actions"><a href="/account">${this.say('toSignIn')}</a></p>`
    }
    if (this.page === 'reset') return this.#resetView()
    if (this.#invitation) return this.#invitationView(this.#invitation)
    return this.#who ? this.#accountView(this.#who) : this.#signInView()
  }

  #signInView(): TemplateResult {
    const { say } = this.#form
    const back = html`<button type="button" class="quiet" part="button" @click=${() => this.#go('password')}>
      ${say('back')}
    </button>`
    if (this.#way === 'forgot') {
      return html`<h2 part="title" tabindex="-1">${say('forgotTitle')}</h2>
        <p class="text">${say('forgotHint')}</p>
        ${formView(this.#form, { action: say('sendLink'), onSubmit: this.#askReset, more: back }, emailField(this.#form))}`
    }
    if (this.#way === 'sent') {
      return html`<h2 part="title" tabindex="-1">${say('forgotTitle')}</h2>
        <p class="text">${say('linkSent', { email: this.#form.typed.email ?? '' })}</p>
        <p class="actions">${back}</p>`
    }
    const isCode = this.#way === 'code'
    const forgot = html`<button type="button" class="quiet" part="button" @click=${() => this.#go('forgot')}>
      ${say('forgot')}
    </button>`
    return html`<h2 part="title" tabindex="-1">${say(isCode ? 'secondStep' : 'signIn')}</h2>
      ${formView(
        this.#form,
        {
          action: say('signIn'),
          onSubmit: this.#signIn,
          more: [isCode ? this.#passkeyButton() : '', isCode ? back : forgot],
        },
        isCode ? codeField(this.#form, this.#hasApp) : [emailField(this.#form), passwordField(this.#form, 'password')],
      )}
      ${isCode ? '' : html`<p class="actions">${this.#passkeyButton()}</p>`}
      ${this.oidc && !isCode ? html`<p class="actions"><a href=${this.oidc}>${say('oidc')}</a></p>` : ''}`
  }

  #passkeyButton() {
    const isPossible = 'PublicKeyCredential' in window && (this.#way !== 'code' || this.#toSign)
    return isPossible
      ? html`<button type="button" part="button" aria-disabled=${this.#form.isBusy} @click=${this.#usePasskey}>
          ${this.say('byPasskey')}
        </button>`
      : ''
  }

  #invitationView({ organization, role, email, hasAccount }: staff.InvitationView): TemplateResult {
    const { say } = this.#form
    const isOther = this.#who && this.#who.email !== email
    return html`${
      hasAccount && !this.#who
        ? html`<p class="notice good">${say('signInFirst')}</p>`
        : html`<h2 part="title" tabindex="-1">${say('invitedTo', { organization: organization.name })}</h2>
            <p class="text">${say('invitedAs', { role: say(role), email })}</p>`
    }
    ${
      isOther
        ? html`<p class="notice">${say('otherPerson', { email: this.#who?.email ?? '' })}</p>
            <p class="actions"><button type="button" part="button" @click=${this.#signOut}>${say('signOut')}</button></p>`
        : hasAccount && !this.#who
          ? this.#signInView()
          : formView(
              this.#form,
              { action: say(hasAccount ? 'accept' : 'join'), onSubmit: this.#accept },
              hasAccount ? '' : [nameField(this.#form), newPasswordField(this.#form)],
            )
    }`
  }

  #resetView(): TemplateResult {
    const { say } = this.#form
    return html`<h2 part="title" tabindex="-1">${say('forgotTitle')}</h2>
      ${formView(this.#form, { action: say('setPassword'), onSubmit: this.#reset }, newPasswordField(this.#form))}`
  }

  #accountView(who: staff.SignedIn): TemplateResult {
    const { say } = this.#form
    return html`<div class="bar">
        <div>
          <h2 part="title" tabindex="-1"><bdi>${who.name}</bdi></h2>
          <p class="muted">${who.email}</p>
        </div>
        <button type="button" class="quiet" part="button" @click=${this.#signOut}>${say('signOut')}</button>
      </div>
      <h3>${say('roles')}</h3>
      ${who.roles.length === 0 ? html`<p class="muted">${say('noRoles')}</p>` : ''}
      <ul>
        ${who.roles.map(
          ({ organization, role }) => html`<li>
            <span><b><bdi>${organization.name}</bdi></b><span class="muted">${say(role)}</span></span>
            <span>
              ${
                role === 'administrator'
                  ? html`<a href="/account/organization?organization=${organization.id}">${say('administer')}</a>`
                  : ''
              }
              <a href="/desk?organization=${organization.id}">${say('desk')}</a>
            </span>
          </li>`,
        )}
      </ul>
      ${
        this.#second.enrolling || !('PublicKeyCredential' in window)
          ? ''
          : passkeysView(this.#of('passkey'), this.#passkeys, {
              sayDate: (instant) => this.sayDate(instant, { dateStyle: 'medium', timeStyle: 'short' }),
              doomed: this.#doomed,
              onAdd: this.#addPasskey,
              onRemove: this.#removePasskey,
            })
      }
      ${secondStepView(
        this.#second.enrolling ? this.#form : { ...this.#form, errors: {}, notice: '' },
        who,
        this.#second,
        {
          enrol: this.#enrol,
          confirm: this.#confirm,
          remove: this.#remove,
          copy: this.#copy,
          close: this.#close,
        },
      )}
      ${
        this.#second.enrolling
          ? ''
          : html`<h3>${say('changePassword')}</h3>
              ${formView(this.#of('password'), { action: say('change'), onSubmit: this.#change }, [
                who.hasPassword ? passwordField(this.#of('password'), 'current') : '',
                newPasswordField(this.#of('password')),
              ])}`
      }
      ${sessionsView(this.#sessions, {
        say,
        sayDate: (instant) => this.sayDate(instant, { dateStyle: 'medium', timeStyle: 'short' }),
        onEnd: (id) =>
          this.#do(async () => {
            await staff.endSession(this.#api, id)
            this.#news = say('ended')
            await this.#arrive(false)
          }),
        onEndOthers: () =>
          this.#do(async () => {
            await staff.endOtherSessions(this.#api)
            this.#news = say('ended')
            await this.#arrive(false)
          }),
      })}`
  }

  /** The form as a part of the account shows it: what is wrong elsewhere is told there. */
  #of(part: 'passkey' | 'password'): Form {
    return part === this.#part ? this.#form : { ...this.#form, errors: {}, notice: '' }
  }

  /** Does one thing at a time, and says what came of it. */
  async #do(work: () => Promise<unknown>, part: 'passkey' | 'password' = 'password') {
    const form = this.#form
    if (form.isBusy) return
    form.isBusy = true
    form.errors = {}
    form.notice = ''
    this.#news = ''
    this.#part = part
    this.requestUpdate()
    try {
      await work()
    } catch (error) {
      this.#refuse(error)
    }
    form.isBusy = false
    this.requestUpdate()
    await this.updateComplete
    const isWrong = Object.keys(form.errors).length > 0
    if (isWrong) this.#moveTo('[aria-invalid=true]')
  }

  /** Once what changed is on screen. */
  #moveTo(selector: string) {
    this.requestUpdate()
    void this.focusOn(selector)
  }

  #refuse(error: unknown) {
    const form = this.#form
    if (isProblem(error, 'second-factor-required')) {
      form.typed.code = ''
      this.#toSign = error.document.passkey as staff.RequestOptions | undefined
      this.#hasApp = error.document.hasApp !== false
      this.#way = 'code'
      this.#moveTo('#code')
      return
    }
    // Over, or too long ago for what was wanted: whoever signs in anew goes on.
    if (this.#who && (isProblem(error, 'staff-only') || isProblem(error, 'sign-in-again'))) {
      form.typed = { email: this.#who.email }
      this.#who = null
      this.#second = {}
      this.#way = 'password'
      this.#moveTo('#password')
    }
    if (isProblem(error, 'link-over')) this.#deadLink = error.detail
    if (isProblem(error, 'sign-in-refused') && this.#way === 'code') form.typed.code = ''
    // Of a passkey there is no field.
    const { passkey = '', ...errors } = error instanceof ProblemError ? fieldErrors(error) : {}
    form.errors = errors
    if (error instanceof Error && error.name === 'PasskeyError') form.notice = this.say('noPasskey')
    else if (Object.keys(errors).length === 0) form.notice = passkey || this.sayError(error)
  }

  #go(way: Way) {
    this.#way = way
    this.#form.errors = {}
    this.#form.notice = ''
    this.requestUpdate()
    this.#moveTo('h2')
  }

  #signIn = () =>
    this.#do(async () => {
      const { email = '', password = '', code } = this.#form.typed
      await this.#enter(
        await staff.signIn(this.#api, { email, password, code: this.#way === 'code' ? code : undefined }),
      )
    })

  /** In the place of the password and all, or of the code. */
  #usePasskey = () =>
    this.#do(async () => {
      const { usePasskey } = await import('./passkey.js')
      const { email = '', password = '' } = this.#form.typed
      if (this.#way !== 'code') {
        const passkey = await usePasskey(await staff.beginPasskeySignIn(this.#api))
        return this.#enter(await staff.signInByPasskey(this.#api, passkey))
      }
      // Good once: what comes next is asked anew.
      const toSign = this.#toSign
      this.#toSign = undefined
      if (!toSign) return
      const passkey = await usePasskey(toSign).catch((error: unknown) => {
        this.#toSign = toSign
        throw error
      })
      await this.#enter(await staff.signIn(this.#api, { email, password, passkey }))
    })

  async #enter(who: staff.SignedIn) {
    this.#who = who
    this.#form.typed = {}
    this.#way = 'password'
    await this.#arrive(true)
    this.#moveTo('h2')
  }

  #addPasskey = () =>
    this.#do(async () => {
      const [{ makePasskey }, options] = await Promise.all([import('./passkey.js'), staff.beginPasskey(this.#api)])
      const passkey = await makePasskey(options)
      const name = this.#form.typed.name?.trim() || undefined
      const { recoveryCodes } = await staff.addPasskey(this.#api, { name, passkey })
      this.#form.typed = {}
      this.#news = this.say('passkeyAdded')
      this.#second = recoveryCodes.length > 0 ? { recoveryCodes } : {}
      await this.#reload()
      this.#moveTo(recoveryCodes.length > 0 ? '#recovery' : 'h2')
    }, 'passkey')

  #removePasskey = (id: string) => {
    if (this.#doomed !== id) {
      this.#doomed = id
      this.requestUpdate()
      return
    }
    return this.#do(async () => {
      await staff.removePasskey(this.#api, id)
      this.#doomed = ''
      this.#news = this.say('passkeyRemoved')
      await this.#reload()
      this.#moveTo('h2')
    }, 'passkey')
  }

  #signOut = () =>
    this.#do(async () => {
      await staff.signOut(this.#api).catch((error: unknown) => {
        if (!isProblem(error, 'staff-only')) throw error
      })
      this.#who = null
      this.#second = {}
      this.#form.typed = { email: this.#invitation?.email ?? '' }
      this.#moveTo('h2, input')
    })

  #askReset = () =>
    this.#do(async () => {
      await staff.requestReset(this.#api, this.#form.typed.email ?? '')
      this.#go('sent')
    })

  #reset = () =>
    this.#do(async () => {
      const { passkeys } = await staff.useReset(this.#api, {
        secret: this.#secret,
        password: this.#form.typed.password ?? '',
      })
      this.#enterAccount(null)
      this.#news = passkeys > 0 ? this.say('passwordSetPasskeys', { count: passkeys }) : this.say('passwordSet')
    })

  #accept = () =>
    this.#do(async () => {
      const { name, password } = this.#form.typed
      const who = await staff.acceptInvitation(this.#api, { secret: this.#secret, name, password })
      this.#enterAccount(who)
      this.#news = this.say('joined')
      await this.#arrive(false)
    })

  /** The link has done what it was for: the address is that of the account from now on. */
  #enterAccount(who: staff.SignedIn | null) {
    history.replaceState(null, '', '/account')
    this.page = ''
    this.#invitation = undefined
    this.#form.typed = {}
    this.#who = who
    this.#moveTo('h2')
  }

  #change = () =>
    this.#do(async () => {
      const { current = '', password = '' } = this.#form.typed
      await staff.changePassword(this.#api, { current, password })
      this.#form.typed = {}
      this.#form.isRevealed = false
      this.#news = this.say('changed')
      await this.#reload()
      this.#moveTo('h2')
    })

  #enrol = () =>
    this.#do(async () => {
      const [{ qrView }, { secret, uri }] = await Promise.all([import('./qr.js'), staff.enrolTotp(this.#api)])
      this.#form.typed.code = ''
      this.#second = { enrolling: { secret, qr: qrView(uri, this.say('qr')) } }
      this.#moveTo('#second-step')
    })

  #confirm = () =>
    this.#do(async () => {
      const { recoveryCodes } = await staff.confirmTotp(this.#api, this.#form.typed.code ?? '')
      this.#second = { recoveryCodes }
      await this.#reload()
      this.#moveTo('#recovery')
    })

  #remove = () =>
    this.#do(async () => {
      await staff.removeTotp(this.#api)
      await this.#reload()
    })

  #copy = async () => {
    const codes = this.#second.recoveryCodes?.join('\n') ?? ''
    await navigator.clipboard?.writeText(codes).then(
      () => {
        this.#second = { ...this.#second, isCopied: true }
      },
      () => {},
    )
    this.requestUpdate()
  }

  #close = () => {
    this.#second = {}
    this.#form.errors = {}
    this.#form.notice = ''
    this.requestUpdate()
    this.#moveTo('h2')
  }

  async #reload() {
    this.#who = await staff.getSession(this.#api)
    await this.#arrive(false)
  }
}

/** Why a sign-in elsewhere led nowhere. */
const failures: Record<string, 'notInvited' | 'oidcWeak'> = { 'not-invited': 'notInvited', 'oidc-weak': 'oidcWeak' }

const isProblem = (error: unknown, code: string): error is ProblemError =>
  error instanceof ProblemError && error.code === code

/** Where the person was sent here from: a page of ours. */
function wayBack(): string | undefined {
  const to = new URLSearchParams(location.search).get('to')
  if (!to) return undefined
  const { origin, pathname, search } = new URL(to, location.origin)
  return origin === location.origin ? pathname + search : undefined
}
