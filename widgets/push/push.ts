import languages from 'texts:push'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { type BrowserChange, setPush } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { BrowserNotices } from './browser.js'
import styles from './push.styles.js'

/**
 * Has this browser told of each step of an appeal, for who has its secret. It stands in `<vmeste-appeal-status>`, which
 * gives it the secret as a property, so that no attribute shows it. On other pages than the API's own, where a browser
 * allows it to nobody but the page itself, it leads to the one of the appeal.
 */
export class VmestePush extends VmesteElement<'push'> {
  static override properties: PropertyDeclarations = {
    number: { attribute: false },
    secret: { attribute: false },
    pushKey: { attribute: false },
  }
  static override styles = [baseStyles, moreStyles, styles]

  declare number: number
  declare secret: string
  /** As the organization's profile has it. */
  declare pushKey: string

  protected readonly languages: Languages<'push'> = languages
  #notice = ''
  #news = ''
  #isBusy = false

  /** Whether this browser is told. */
  readonly #load = new Load<{ isTold: boolean }>(
    this,
    () => `${this.number}`,
    async () => ({ isTold: this.#isOwnPage && BrowserNotices.areKnown && (await this.#notices.find()) !== undefined }),
  )

  protected view() {
    if (!this.#isOwnPage)
      return html`<p class="text"><a href=${this.#page} target="_blank">${this.say('onPage')}</a></p>`
    if (!BrowserNotices.areKnown) return html`<p class="muted text">${this.say('unable')}</p>`
    return html`${this.showLoad(this.#load, this.#offer)}${announcement(this.#news)}`
  }

  #offer = ({ isTold }: { isTold: boolean }): TemplateResult => html`
    <p class="text">${this.say(isTold ? 'told' : 'offer')}</p>
    <p class="actions">
      <button type="button" part="button" aria-disabled=${this.#isBusy} @click=${isTold ? this.#stop : this.#begin}>
        ${this.say(this.#isBusy ? 'sending' : isTold ? 'stop' : 'tell')}
      </button>
    </p>
    <p class="notice" part="error" role="alert">${this.#notice}</p>
  `

  #begin = () =>
    this.#act(async () => {
      const permission = await Notification.requestPermission()
      if (permission !== 'granted') {
        this.#notice = this.say(permission === 'denied' ? 'refused' : 'dismissed')
        return false
      }
      const subscription = await this.#notices.begin().catch(() => undefined)
      if (!subscription) {
        this.#notice = this.say('noService')
        return false
      }
      await this.#set(subscription, true)
      return true
    })

  #stop = () =>
    this.#act(async () => {
      const subscription = await this.#notices.find()
      if (subscription) await this.#set(subscription, false)
      await this.#notices.end()
      return false
    })

  /** @param act whether the browser is told after it. */
  async #act(act: () => Promise<boolean>) {
    if (this.#isBusy) return
    const before = this.#load.value?.isTold
    this.#isBusy = true
    this.#notice = this.#news = ''
    this.requestUpdate()
    try {
      const isTold = await act()
      this.#load.value = { isTold }
      if (isTold !== before) this.#news = this.say(isTold ? 'told' : 'stopped')
    } catch (error) {
      this.#notice = this.sayError(error)
    }
    // A browser whose subscription reached nobody waits for nothing.
    if (!this.#load.value?.isTold) await this.#notices.end().catch(() => {})
    this.#isBusy = false
    this.requestUpdate()
  }

  #set = (subscription: PushSubscription, isFollowing: boolean) =>
    setPush(
      this.client(),
      this.number,
      { subscription: subscription.toJSON() as BrowserChange['subscription'], isFollowing },
      { secret: this.secret, idempotencyKey: newKey() },
    )

  get #notices() {
    return new BrowserNotices(location.origin, this, this.pushKey)
  }

  get #isOwnPage() {
    return new URL(this.client().baseUrl).origin === location.origin
  }

  get #page() {
    const page = new URL(`/o/${this.organization}/appeals/${this.number}`, this.client().baseUrl)
    page.hash = this.secret
    return page.href
  }
}
