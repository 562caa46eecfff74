import languages from 'texts:results'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { getPollGroups, getPollResults, type Poll, type PollResults } from '../../../sdk/polls.js'
import baseStyles from '../../shared/base.styles.js'
import { knownDevice } from '../../shared/device.js'
import { VmesteElement } from '../../shared/element.js'
import { Live } from '../../shared/live.js'
import { Load } from '../../shared/load.js'
import moreStyles from '../../shared/more.styles.js'
import type { Languages, Say } from '../../shared/texts.js'
import { type Block, blocksOf } from './blocks.js'
import styles from './results.styles.js'
import { blockView } from './tables.js'

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
  #said = ''
  /** They are wanted. */
  #hasGroups = false
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

  readonly #groups: Load<() => TemplateResult> = new Load(
    this,
    () => (this.#hasGroups ? this.poll.id : undefined),
    async (signal) => {
      const [{ groupsView }, groups] = await Promise.all([
        import('../groups/groups.js'),
        getPollGroups(this.client(), this.poll.id, { signal }),
      ])
      const say: Say<'results'> = (key, values) => this.say(key, values)
      return () => groupsView(groups, { poll: this.poll, say, language: this.textLanguage, blocksOf, blockView })
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

  /** By question, as they are shown. */
  #blocks({ questions }: PollResults): Block[][] {
    const say: Say<'results'> = (key, values) => this.say(key, values)
    return questions.flatMap((result) => {
      const question = this.poll.questions.find(({ id }) => id === result.id)
      return question ? [blocksOf(question, result, say, this.textLanguage)] : []
    })
  }

  #resultsView(results: PollResults): TemplateResult {
    const say: Say<'results'> = (key, values) => this.say(key, values)
    const { poll } = this
    const isPublic = poll.status === 'closed' || poll.results === 'always'
    const { baseUrl, organization } = this.client()
    const address = `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/polls/${poll.id}/results`
    return html`${this.#blocks(results).map(
      (blocks) => html`<section part="results">${blocks.map((block) => blockView(block, say))}</section>`,
    )}
      <p class="muted foot">
        ${this.say('voters', { count: results.ballots })}
        ${poll.status === 'open' && poll.resultsStep ? this.say('step', { count: poll.resultsStep }) : ''}
        ${poll.status === 'open' && poll.hasPaper ? this.say('paper') : ''}
      </p>
      ${poll.status === 'closed' && poll.questions.some((question) => 'groups' in question && question.groups) ? this.#groupsView() : ''}
      <details>
        <summary>${this.say('keep')}</summary>
        <div class="actions">
          <button type="button" part="button" @click=${() => this.#picture('png')}>${this.say('png')}</button>
          <button type="button" part="button" @click=${() => this.#picture('svg')}>${this.say('svg')}</button>
          ${
            isPublic
              ? html`<a href="${address}.csv" download>${this.say('csv')}</a>
                  <a href=${address} download="${poll.id}.json">${this.say('json')}</a>`
              : ''
          }
        </div>
        <p role="status">${this.#said}</p>
      </details>`
  }

  /** Read when they are opened. */
  #groupsView(): TemplateResult {
    return html`<details class="groups" @toggle=${this.#openGroups}>
      <summary>${this.say('byGroup')}</summary>
      ${this.#hasGroups ? this.showLoad(this.#groups, (view) => view()) : ''}
    </details>`
  }

  #openGroups = () => {
    this.#hasGroups = true
    this.requestUpdate()
  }

  async #picture(kind: 'png' | 'svg') {
    const results = this.#load.value
    if (!results) return
    this.#said = ''
    try {
      const { picture, toPng, toSvg } = await import('./picture.js')
      const blocks = this.#blocks(results).flat()
      blocks.push({ kind: 'note', text: this.say('voters', { count: results.ballots }) })
      const root = this.renderRoot.querySelector('.root') ?? this
      const { direction } = getComputedStyle(root)
      const accent = getComputedStyle(this.renderRoot.querySelector('.bars i, .foot') ?? root).borderTopColor
      const drawn = picture(this.poll.title, blocks, { accent, isRightToLeft: direction === 'rtl' })
      const file = kind === 'svg' ? new Blob([toSvg(drawn)], { type: 'image/svg+xml' }) : await toPng(drawn)
      if (!file) throw new Error('no canvas')
      const address = URL.createObjectURL(file)
      Object.assign(document.createElement('a'), { href: address, download: `${this.poll.id}.${kind}` }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    } catch {
      this.#said = this.say('failed')
    }
    this.requestUpdate()
  }

  #read() {
    this.#next ??= setTimeout(() => {
      this.#next = undefined
      // What is shown stays when it cannot be read: see Load.
      void this.#load.reload()
    }, BREATH)
  }
}
