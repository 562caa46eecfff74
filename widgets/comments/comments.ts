import languages from 'texts:comments'
import { html } from 'lit'
import { type LatestComment, listLatestComments } from '../../sdk/discussions.js'
import { ago } from '../shared/ago.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { Load } from '../shared/load.js'
import type { Languages } from '../shared/texts.js'
import styles from './comments.styles.js'

/** As many as the API gives at once. */
const MOST = 20

/**
 * The latest comments of an organization's discussions, or of one, in a short list: each leads to its place.
 *
 * @summary The latest comments, in a short list
 * @tag vmeste-comments
 * @attr organization - whose discussions
 * @attr discussion - of which one; without it, of all
 * @attr limit - how many, 20 at most; five, unless given
 * @attr page - where your own page of the discussion is, for the links; the page without JavaScript, unless given
 * @attr api - where the API is; by default where the scripts came from
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @slot - the way out (a link) shown when the list cannot be
 * @csspart root - the box around everything
 * @csspart title - the heading
 * @csspart comment - one comment
 * @csspart button - what tries again
 * @csspart error - what went wrong
 */
export class VmesteComments extends VmesteElement<'comments'> {
  static override properties = { ...VmesteElement.properties, discussion: {}, limit: {}, page: {} }
  static override styles = [baseStyles, styles]

  declare discussion: string | undefined
  declare limit: string | undefined
  declare page: string | undefined

  protected readonly languages: Languages<'comments'> = languages
  readonly #load: Load<LatestComment[]> = new Load(
    this,
    () => `${this.discussion ?? ''} ${this.limit ?? ''}`,
    async (signal) => {
      const limit = Math.min(MOST, Math.max(1, Number.parseInt(this.limit ?? '', 10) || 5))
      const query = { discussion: this.discussion || undefined, limit }
      return (await listLatestComments(this.client(), query, { signal })).items
    },
  )

  protected view() {
    return html`<h2 part="title">${this.say('latest')}</h2>
      ${this.showLoad(this.#load, (items) =>
        items.length === 0
          ? html`<p>${this.say('none')}</p>`
          : html`<ol>
              ${items.map((item) => this.#commentView(item))}
            </ol>`,
      )}`
  }

  #commentView({ id, author, createdAt, text, title, link }: LatestComment) {
    return html`<li part="comment">
      <p>
        <b><bdi>${author.name || this.say('anonymous')}</bdi></b>
        ${author.isOfficial ? html`<b class="badge">${this.say('official')}</b>` : ''}
        <time datetime=${createdAt}
          >${ago(createdAt, this.textLanguage) ?? this.sayDate(createdAt, { dateStyle: 'long' })}</time
        >
      </p>
      <p class="text" dir="auto">${text}</p>
      <p>
        <small>
          <a href=${this.page ? `${this.page}#c-${id}` : link}>${this.say('in', { title })}</a>
        </small>
      </p>
    </li>`
  }
}
