import languages from 'texts:results'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { getPollResults, type Poll, type PollResults } from '../../../sdk/polls.js'
import baseStyles from '../../shared/base.styles.js'
import { knownDevice } from '../../shared/device.js'
import { VmesteElement } from '../../shared/element.js'
import { Live } from '../../shared/live.js'
import { Load } from '../../shared/load.js'
import moreStyles from '../../shared/more.styles.js'
import type { Languages } from '../../shared/texts.js'
import { resultView } from './result.js'
import styles from './results.styles.js'

/** Milliseconds between two readings, however many vote. */
const BREATH = 3_000

/** What a poll publishes, and as it changes: each chart is a table. It stands in `<vmeste-poll>`. */
export class VmestePollResults extends VmesteElement<'results'> {
  static override properties: PropertyDeclarations = { poll: { attribute: false }, given: { attribute: false } }
  static override styles = [baseStyles, moreStyles, styles]

  declare poll: Poll
  /** What the answer to the vote told: not asked for once more. */
  declare given: PollResults | null | undefined

  protected readonly languages: Languages<'results'> = languages
  #shown: PollResults | undefined
  #next: ReturnType<typeof setTimeout> | undefined

  readonly #load: Load<PollResults> = new Load(
    this,
    () => (this.poll ? `${this.poll.id} ${!!this.given}` : undefined),
    async (signal) => {
      const { given } = this
      const isNew = given && given !== this.#shown
      if (given) this.#shown = given
      return isNew ? given : getPollResults(this.client({ device: knownDevice() }), this.poll.id, { signal })
    },
  )

  constructor() {
    super()
    new Live(
      this,
      () => {
        if (this.poll?.status !== 'open' || this.poll.results === 'after_close') return undefined
        const { baseUrl, organization } = this.client()
        return `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/events?topic=polls/${this.poll.id}`
      },
      () => this.#read(),
      { 'poll.voted': () => this.#read() },
    )
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#next)
    this.#next = undefined
  }

  protected view() {
    return this.showLoad(this.#load, (results) => this.#resultsView(results))
  }

  #resultsView({ ballots, questions }: PollResults): TemplateResult {
    return html`${questions.map((result) => {
      const question = this.poll.questions.find(({ id }) => id === result.id)
      return question
        ? html`<section part="results">${resultView(question, result, (key, values) => this.say(key, values), this.textLanguage)}</section>`
        : ''
    })}
      <p class="muted foot">${this.say('voters', { count: ballots })}</p>`
  }

  #read() {
    this.#next ??= setTimeout(() => {
      this.#next = undefined
      // What is shown stays when it cannot be read: see Load.
      void this.#load.reload()
    }, BREATH)
  }
}
