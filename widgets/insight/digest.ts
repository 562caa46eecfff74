import { html, type TemplateResult } from 'lit'
import { getInsightDigest, type InsightDigest, setInsightDigest } from '../../sdk/insight.js'
import type { Transport } from '../../sdk/transport.js'
import { Load, type LoadHost } from '../shared/load.js'
import type { Say } from '../shared/texts.js'

const rhythms = ['never', 'daily', 'weekly', 'monthly'] as const

interface Given {
  say: Say<'insight'>
  sayError(error: unknown): string
  client(): Transport
  /** Of a leader; undefined for anyone else. */
  key(): string | undefined
}

/** How often a leader is written to with the figures. A key has no address: there is nothing to choose. */
export class Digest {
  readonly load: Load<InsightDigest | null>
  #news = ''

  constructor(
    readonly host: LoadHost,
    readonly given: Given,
  ) {
    this.load = new Load<InsightDigest | null>(
      host,
      () => given.key(),
      (signal) => getInsightDigest(given.client(), { signal }).catch(() => null),
    )
  }

  view(): TemplateResult | '' {
    const { value } = this.load
    const { say } = this.given
    if (!value) return ''
    return html`<div class="choice">
        <label
          >${say('digest')}
          <select part="input" id="digest" @change=${this.#change}>
            ${rhythms.map(
              (each) => html`<option value=${each} .selected=${each === value.rhythm}>${say(each)}</option>`,
            )}
          </select>
        </label>
      </div>
      <p class="muted" role="status">${this.#news}</p>`
  }

  #change = async ({ target }: Event) => {
    const select = target as HTMLSelectElement
    const before = this.load.value
    try {
      this.load.value = await setInsightDigest(this.given.client(), select.value as InsightDigest['rhythm'])
      this.#news = this.given.say('isChosen')
    } catch (error) {
      if (before) select.value = before.rhythm
      this.#news = this.given.sayError(error)
    }
    this.host.requestUpdate()
  }
}
