import languages from 'texts:insight'
import { html } from 'lit'
import { getStatistics, type Statistics } from '../../sdk/insight.js'
import styles from '../insight/insight.styles.js'
import { written } from '../insight/measures.js'
import { tilesView } from '../insight/tiles.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { Load } from '../shared/load.js'
import type { Languages } from '../shared/texts.js'

const columns = [
  ['received', 'count'],
  ['solved', 'count'],
  ['inTimeShare', 'share'],
  ['averageDays', 'number'],
  ['ratedWellShare', 'share'],
] as const

/**
 * What came and what became of it, for everyone to read: the same figures as at the desk.
 *
 * @summary Public figures of an organization
 * @tag vmeste-statistics
 * @attr organization - whose
 * @attr days - how many days back; a year, unless given
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link) shown when it cannot be
 * @csspart root - the box around everything
 * @csspart title - the heading
 * @csspart figures - the figures as a whole
 * @csspart table - figures by month or by topic
 * @csspart button - every button
 * @csspart error - what went wrong
 */
export class VmesteStatistics extends VmesteElement<'insight'> {
  static override properties = { ...VmesteElement.properties, days: {} }
  static override styles = [baseStyles, styles]

  declare days: string
  protected readonly languages: Languages<'insight'> = languages
  readonly #load = new Load<Statistics>(
    this,
    () => this.days ?? '',
    (signal) => {
      const days = Number.parseInt(this.days, 10) || 365
      const from = new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10)
      return getStatistics(this.client(), { from }, { signal })
    },
  )

  protected view() {
    const say = (...given: Parameters<typeof this.say>) => this.say(...given)
    const language = this.textLanguage
    const sayMonth = (month: string) =>
      new Date(`${month}-15`).toLocaleDateString(language, { month: 'long', year: 'numeric' })
    return html`<h2 part="title">${say('figures')}</h2>
      ${this.showLoad(
        this.#load,
        (statistics) => html`${tilesView(statistics, { language, say, sayMonth })}
          <details>
            <summary>${say('byTopic')}</summary>
            <div class="scroll" part="table" tabindex="0" role="region" aria-label=${say('byTopic')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${say('rows')}</th>
                    ${columns.map(([key]) => html`<th scope="col">${say(key)}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${statistics.categories.map(
                    ({ name, figures }) =>
                      html`<tr>
                        <th scope="row"><bdi>${name}</bdi></th>
                        ${columns.map(([key, kind]) => html`<td>${written(figures[key], kind, language)}</td>`)}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
          </details>`,
      )}`
  }
}
