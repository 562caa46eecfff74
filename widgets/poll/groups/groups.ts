import languages from 'texts:results'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { getPollGroups, type Poll, type PollGroups } from '../../../sdk/polls.js'
import baseStyles from '../../shared/base.styles.js'
import { VmesteElement } from '../../shared/element.js'
import { Load } from '../../shared/load.js'
import moreStyles from '../../shared/more.styles.js'
import type { Languages, Say } from '../../shared/texts.js'
import resultsStyles from '../results/results.styles.js'
import { blockView } from '../results/tables.js'
import { groupsOf } from './compared.js'
import styles from './groups.styles.js'

/**
 * The count of a closed poll by what voters say of themselves: as the API tells it, and never of few. It stands in
 * `<vmeste-poll-results>`.
 */
export class VmestePollGroups extends VmesteElement<'results'> {
  static override properties: PropertyDeclarations = { poll: { attribute: false } }
  static override styles = [baseStyles, moreStyles, resultsStyles, styles]

  declare poll: Poll

  protected readonly languages: Languages<'results'> = languages

  readonly #load: Load<PollGroups> = new Load(
    this,
    () => this.poll?.id,
    (signal) => getPollGroups(this.client(), this.poll.id, { signal }),
  )

  protected view() {
    return this.showLoad(this.#load, (groups) => this.#groupsView(groups))
  }

  #groupsView({ items }: PollGroups): TemplateResult {
    const say: Say<'results'> = (key, values) => this.say(key, values)
    const { questions } = this.poll
    const titleOf = (id: string) => questions.find((question) => question.id === id)?.title ?? id
    return html`${items.map(
      ({ question: about, minimum, results }) => html`<section>
        <h3><bdi>${titleOf(about)}</bdi></h3>
        <p class="muted">${this.say('groupsAbout', { count: minimum })}</p>
        ${results.map((result) => {
          const question = questions.find(({ id }) => id === result.question)
          const of = questions.find(({ id }) => id === about)
          if (!question || !of) return ''
          const compared = groupsOf(of, question, result, say, this.textLanguage)
          return html`<h4><bdi>${question.title}</bdi></h4>
            ${
              compared.length
                ? html`<div class="beside">
                    ${compared.map((blocks) => html`<div part="results">${blocks.map((block) => blockView(block, say))}</div>`)}
                  </div>`
                : html`<p>${this.say('noGroup')}</p>`
            }
            ${result.notTold ? html`<p class="muted">${this.say('notTold', { count: result.notTold })}</p>` : ''}`
        })}
      </section>`,
    )}`
  }
}
