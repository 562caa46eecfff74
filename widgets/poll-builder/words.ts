import { html, type TemplateResult } from 'lit'
import { listPollWords } from '../../sdk/poll-writing.js'
import type { Poll } from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import type { BuilderContext } from './context.js'

interface Said {
  items: string[]
  /** Of the page that follows; undefined while none was read. */
  next: string | null | undefined
  error: string
  isReading: boolean
}

/** What voters answered in words, question by question: for staff alone, and read when it is opened. */
export class Words {
  readonly #said = new Map<string, Said>()

  constructor(
    readonly context: BuilderContext,
    readonly poll: () => string,
  ) {}

  forget() {
    this.#said.clear()
  }

  view({ questions }: Poll): TemplateResult | '' {
    const { say } = this.context
    const asked = questions.filter(
      (question) => question.type === 'text' || ('hasOther' in question && question.hasOther),
    )
    if (asked.length === 0) return ''
    return html`<section aria-labelledby="words">
      <h3 id="words">${say('inWords')}</h3>
      <p class="muted">${say('inWordsAbout')}</p>
      ${asked.map(
        ({ id, title }) => html`<details
          @toggle=${({ currentTarget }: Event) => (currentTarget as HTMLDetailsElement).open && !this.#said.has(id) && this.#read(id)}
        >
          <summary><bdi>${title}</bdi></summary>
          ${this.#saidView(id)}
        </details>`,
      )}
    </section>`
  }

  #saidView(question: string): TemplateResult | '' {
    const { say } = this.context
    const said = this.#said.get(question)
    if (!said) return ''
    const { items, next, error, isReading } = said
    return html`${items.length ? html`<ul class="words">${items.map((text) => html`<li><bdi>${text}</bdi></li>`)}</ul>` : ''}
      ${next === null && items.length === 0 ? html`<p class="muted">${say('nothingSaid')}</p>` : ''}
      <p class="error" role="alert">${error}</p>
      ${
        next === null
          ? ''
          : html`<button
              type="button"
              part="button"
              aria-disabled=${isReading ? 'true' : 'false'}
              @click=${() => !isReading && this.#read(question)}
            >
              ${say(isReading ? 'loading' : error ? 'retry' : 'moreWords')}
            </button>`
      }`
  }

  async #read(question: string) {
    const { host, client, stays, leftFor, say } = this.context
    const before = this.#said.get(question) ?? { items: [], next: undefined, error: '', isReading: false }
    const isHere = stays()
    const put = (said: Said) => {
      this.#said.set(question, said)
      host.requestUpdate()
    }
    put({ ...before, error: '', isReading: true })
    try {
      const query = { question, ...(before.next && { after: before.next }) }
      const { items, next } = await listPollWords(client(), this.poll(), query)
      if (isHere()) put({ items: [...before.items, ...items], next, error: '', isReading: false })
    } catch (error) {
      if (!isHere() || leftFor(error)) return
      put({ ...before, error: error instanceof ProblemError ? error.detail : say('failed'), isReading: false })
    }
  }
}
