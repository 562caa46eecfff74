import { html, type TemplateResult } from 'lit'
import type { InsightFile } from '../../sdk/insight.js'
import type { LoadHost } from '../shared/load.js'
import type { Say } from '../shared/texts.js'

interface Given {
  say: Say<'insight'>
  sayError(error: unknown): string
  download(name: InsightFile): Promise<Blob>
}

/** What is shown, to take along. It is fetched by the session or key, which a plain link would not send. */
export class Files {
  #news = ''
  #isBusy = false

  constructor(
    readonly host: LoadHost,
    readonly given: Given,
  ) {}

  view(): TemplateResult {
    const { say } = this.given
    const kinds = ['csv', 'xlsx'] as const
    return html`<div class="files" role="group" aria-label=${say('files')}>
        ${this.#button('report.pdf', say('reportFile'))}
        ${kinds.map((kind) => this.#button(`statistics.${kind}`, say('figuresFile', { kind: kind.toUpperCase() })))}
        ${kinds.map((kind) => this.#button(`matrix.${kind}`, say('matrixFile', { kind: kind.toUpperCase() })))}
        ${this.#button('appeals.xlsx', say('appealsFile'))}
      </div>
      <p class="muted" role="status">${this.#news}</p>`
  }

  #button = (name: InsightFile, text: string) =>
    html`<button
      type="button"
      class="quiet"
      part="button"
      aria-disabled=${this.#isBusy}
      @click=${() => this.#download(name)}
    >
      ${text}
    </button>`

  async #download(name: InsightFile) {
    if (this.#isBusy) return
    const { say, download } = this.given
    this.#isBusy = true
    this.#tell(say('preparing'))
    try {
      const address = URL.createObjectURL(await download(name))
      const link = { href: address, download: `${this.host.organization}-${name}` }
      Object.assign(document.createElement('a'), link).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
      this.#isBusy = false
      this.#tell(say('isReady'))
    } catch (error) {
      this.#isBusy = false
      this.#tell(this.given.sayError(error))
    }
  }

  #tell(news: string) {
    this.#news = news
    this.host.requestUpdate()
  }
}
