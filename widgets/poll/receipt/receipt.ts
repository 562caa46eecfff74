import languages from 'texts:receipt'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { listReceipts, type Poll } from '../../../sdk/polls.js'
import baseStyles from '../../shared/base.styles.js'
import { VmesteElement } from '../../shared/element.js'
import moreStyles from '../../shared/more.styles.js'
import type { Languages } from '../../shared/texts.js'
import { before } from './before.js'
import styles from './receipt.styles.js'

/** What `<vmeste-poll>` hands over: the vote that this device cast. */
export interface Vote {
  poll: Poll
  receipt: string
  isChanging: boolean
  /** The ballot is shown once more; or not, and the former vote stays. */
  change: (isChanging: boolean) => void
  /** The receipt, and with it the way to change the vote, is kept no longer. */
  forget: () => void
}

/** What a voter has of a ballot: a receipt, and the way to vote otherwise. It stands in `<vmeste-poll>`. */
export class VmestePollReceipt extends VmesteElement<'receipt'> {
  static override properties: PropertyDeclarations = { vote: { attribute: false } }
  static override styles = [baseStyles, moreStyles, styles]

  declare vote: Vote

  protected readonly languages: Languages<'receipt'> = languages
  #said = ''

  protected view(): TemplateResult {
    const { poll, receipt, isChanging, change, forget } = this.vote
    const isOpen = poll.status === 'open'
    return html`${
      poll.isChangeable && isOpen
        ? html`<div class="actions">
              <button type="button" part="button" @click=${() => change(!isChanging)}>
                ${this.say(isChanging ? 'leave' : 'change')}
              </button>
              <p class="muted" role="status">${this.say(isChanging ? 'changing' : 'changeable')}</p>
            </div>`
        : ''
    }
      <details part="receipt">
        <summary>${this.say('receipt')}</summary>
        <p><code dir="ltr">${receipt}</code></p>
        <p class="muted">${this.say(isOpen ? 'proves' : 'listed')}</p>
        <div class="actions">
          <button type="button" part="button" @click=${this.#copy}>${this.say('copy')}</button>
          ${
            isOpen
              ? ''
              : html`<button type="button" part="button" @click=${this.#look}>${this.say('look')}</button>
                  <a href=${this.#record()} download>${this.say('record')}</a>`
          }
          <button type="button" class="quiet" @click=${forget}>${this.say('forget')}</button>
        </div>
        <p class="said" role="status">${this.#said}</p>
      </details>`
  }

  #record(): string {
    const { baseUrl, organization } = this.client()
    return `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/polls/${this.vote.poll.id}/record`
  }

  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.vote.receipt)
      this.#tell(this.say('copied'))
    } catch {
      // Pages without TLS may not: the receipt can be marked.
      const code = this.renderRoot.querySelector('code')
      if (code) getSelection()?.selectAllChildren(code)
      this.#tell(this.say('marked'))
    }
  }

  /** They are listed in their order: the one after what comes just before must be this. */
  #look = async () => {
    const { poll, receipt } = this.vote
    this.#tell(this.say('loading'))
    try {
      const { items } = await listReceipts(this.client(), poll.id, { after: before(receipt) })
      this.#tell(this.say(items[0] === receipt ? 'found' : 'missing'))
    } catch (error) {
      this.#tell(this.sayError(error))
    }
  }

  #tell(said: string) {
    this.#said = said
    this.requestUpdate()
  }
}
