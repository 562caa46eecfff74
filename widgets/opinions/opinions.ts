import languages from 'texts:opinions'
import { html, type TemplateResult } from 'lit'
import { createStatement, setReaction } from '../../sdk/comments.js'
import {
  type Discussion,
  getDiscussion,
  getOpinions,
  getOwnOpinion,
  listDiscussions,
  type Opinions,
  type OwnOpinion,
  type ReactionValue,
} from '../../sdk/discussions.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import baseStyles from '../shared/base.styles.js'
import { ensureDevice, knownDevice } from '../shared/device.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import { recall, remember } from '../shared/storage.js'
import type { Languages, TextKey, TextValues } from '../shared/texts.js'
import { opinionsView } from './map.js'
import styles from './opinions.styles.js'

interface Shown {
  discussion: Discussion
  opinions: Opinions
  own: OwnOpinion
}
/** A statement being written; with its key once it was sent, so that it is added once. */
interface Draft {
  text: string
  key?: string | undefined
}

const values: ReactionValue[] = ['agree', 'disagree', 'unsure']
/** Characters of a statement, as the API takes them. */
const LONGEST = 140

/**
 * Short statements of a discussion to agree or disagree with, one at a time, and the groups of opinion found from the
 * votes: in words, as a map and as a table.
 *
 * @summary Statements to vote on, and groups of opinion
 * @tag vmeste-opinions
 * @attr organization - whose discussion it is
 * @attr discussion - which one; without it, the newest that is open
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @slot - the way out (a link, a phone number) shown when it cannot be
 * @fires {VmesteEvent<{organization: string, discussion: string, statement: string}>} vmeste-opinion-given - the resident has voted on a statement; how is not told
 * @csspart root - the box around everything
 * @csspart title - the heading
 * @csspart statement - the statement to vote on
 * @csspart acts - what can be done with a statement
 * @csspart map - the map of opinions
 * @csspart input - the text box
 * @csspart button - every button
 * @csspart error - what went wrong
 */
export class VmesteOpinions extends VmesteElement<'opinions'> {
  static override properties = { discussion: {} }
  static override styles = [baseStyles, styles]

  declare discussion: string | undefined

  protected readonly languages: Languages<'opinions'> = languages
  #isSending = false
  #said = ''
  #failure = ''
  /** What is wrong with the statement being written. */
  #wrong = ''
  #draft: Draft = { text: '' }

  readonly #load = new Load<Shown | null>(
    this,
    () => this.discussion ?? '',
    async (signal) => {
      const client = this.#client()
      const id = this.discussion ?? (await listDiscussions(client, { limit: 1 }, { signal })).items[0]?.id
      if (!id) return null
      const [discussion, opinions, own] = await Promise.all([
        getDiscussion(client, id, { signal }),
        getOpinions(client, id, { signal }),
        getOwnOpinion(client, id, {}, { signal }),
      ])
      this.#draft = recall(this.#place(id)) ?? { text: '' }
      return { discussion, opinions, own }
    },
  )

  #client = () => this.client({ device: knownDevice() })
  #place = (id: string) => `statement:${this.organization}/${id}`
  readonly #say = (key: TextKey<'opinions'>, given?: TextValues) => this.say(key, given)

  protected view() {
    return this.showLoad(this.#load, (shown) => (shown ? this.#shownView(shown) : html`<p>${this.say('none')}</p>`))
  }

  #shownView({ discussion, opinions, own }: Shown): TemplateResult {
    const { minimum, voters } = opinions
    const isEnough = voters >= minimum
    return html`
      <h2 part="title">${this.say('title')}</h2>
      <p class="muted" dir="auto">${discussion.title}</p>
      ${this.#votingView(discussion, own)}
      <p class="notice" part="error" role="alert">${this.#failure}</p>
      <p class="unseen" role="status">${this.#said}</p>
      ${own.votes.length > 0 ? this.#votesView(discussion, own) : ''}
      ${discussion.isOpen && discussion.statements === 'residents' ? this.#formView(discussion) : ''}
      <h3>${this.say('groups')}</h3>
      <p class="muted">${this.say('how')}</p>
      <p>
        ${isEnough ? this.say('of', { count: voters }) : this.say('tooFew', { count: voters, minimum })}
      </p>
      ${isEnough ? opinionsView(opinions, own.position, { say: this.#say, language: this.textLanguage }) : ''}
    `
  }

  #votingView({ id, isOpen, opensAt, frozen }: Discussion, { next, statements, voted }: OwnOpinion) {
    if (statements === 0) return html`<p>${this.say('noStatements')}</p>`
    if (frozen) return html`<p class="notice">${this.say('paused', { reason: frozen.reason })}</p>`
    if (!isOpen) return html`<p>${this.say(Date.parse(opensAt) > Date.now() ? 'ahead' : 'over')}</p>`
    const { baseUrl, organization } = this.client()
    const page = `${baseUrl.replace(/\/$/, '')}/o/${organization}/discussions/${id}/comments/${next?.id}`
    return html`
      <p class="statement" part="statement" aria-live="polite" dir="auto" tabindex="-1">
        ${next ? next.text : this.say('done')}
      </p>
      ${
        next
          ? html`<p class="acts" part="acts">
              ${values.map(
                (value) =>
                  html`<button part="button" aria-disabled=${this.#isSending} @click=${() => this.#vote(next.id, value)}>
                    ${this.say(value)}
                  </button>`,
              )}
              ${
                statements - voted > 1
                  ? html`<button class="quiet" part="button" @click=${() => this.#pass(next.id)}>
                      ${this.say('other')}
                    </button>`
                  : ''
              }
              <a href=${page}>${this.say('report')}</a>
            </p>`
          : ''
      }
      <p class="muted" id="progress">${this.say('progress', { voted, all: statements })}</p>
      <progress max=${statements} .value=${voted} aria-labelledby="progress"></progress>
    `
  }

  /** What was voted, to be changed or taken back. */
  #votesView({ isOpen }: Discussion, { votes, voted }: OwnOpinion) {
    return html`<details>
      <summary>${this.say('votes', { count: voted })}</summary>
      <ul>
        ${votes.map(
          ({ statement, text, value: own }) =>
            html`<li>
              <span id="v-${statement}" dir="auto">${text}</span>
              <span class="acts">
                ${values.map(
                  (value) =>
                    html`<button
                      part="button"
                      .disabled=${!isOpen}
                      aria-describedby="v-${statement}"
                      aria-pressed=${value === own}
                      @click=${() => this.#vote(statement, value === own ? null : value)}
                    >
                      ${this.say(value)}
                    </button>`,
                )}
              </span>
            </li>`,
        )}
      </ul>
    </details>`
  }

  #formView({ id }: Discussion) {
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#add(id)
    }
    // Another text is another statement: a key it was sent by is forgotten.
    const write = ({ target }: Event) => this.#keep(id, { text: (target as HTMLTextAreaElement).value })
    return html`<details ?open=${!!this.#draft.text}>
      <summary>${this.say('add')}</summary>
      <p class="muted" id="hint">${this.say('hint')}</p>
      <form novalidate @submit=${submit}>
        <label>
          ${this.say('statement')}
          <textarea
            part="input"
            maxlength=${LONGEST}
            aria-required="true"
            aria-invalid=${!!this.#wrong}
            aria-describedby="wrong hint"
            .value=${this.#draft.text}
            @input=${write}
          ></textarea>
        </label>
        <p class="error" id="wrong">${this.#wrong}</p>
        <p class="acts">
          <button class="primary" part="button" aria-disabled=${this.#isSending}>
            ${this.say(this.#isSending ? 'sending' : 'publish')}
          </button>
        </p>
      </form>
    </details>`
  }

  #keep(id: string, draft: Draft) {
    this.#draft = draft
    remember(this.#place(id), draft)
  }

  #vote = (statement: string, value: ReactionValue | null) =>
    this.#try(async (shown) => {
      const { id } = shown.discussion
      const client = this.client({ device: ensureDevice() })
      await setReaction(client, id, statement, value)
      shown.own = await getOwnOpinion(client, id)
      const { organization } = this
      this.dispatchEvent(new VmesteEvent('vmeste-opinion-given', { organization, discussion: id, statement }))
      return this.say('counted')
    })

  #pass = (not: string) =>
    this.#try(async (shown) => {
      shown.own = await getOwnOpinion(this.#client(), shown.discussion.id, { not })
    })

  #add(id: string) {
    const text = this.#draft.text.trim()
    this.#wrong = text ? '' : this.say('write')
    if (!text) return this.#turnTo('textarea')
    const { key = newKey() } = this.#draft
    this.#keep(id, { text, key })
    return this.#try(async (shown) => {
      const client = this.client({ device: ensureDevice() })
      const { status } = await createStatement(client, id, { text }, { idempotencyKey: key })
      this.#keep(id, { text: '' })
      shown.own = await getOwnOpinion(client, id)
      return this.say(status === 'waiting' ? 'waiting' : 'added')
    })
  }

  /** One thing at a time; what is said of it is told, what went wrong too. */
  async #try(act: (shown: Shown) => Promise<string | undefined>) {
    const shown = this.#load.value
    if (!shown || this.#isSending) return
    this.#isSending = true
    this.#failure = ''
    this.#said = ''
    this.requestUpdate()
    try {
      this.#said = (await act(shown)) ?? ''
    } catch (error) {
      const { text } = error instanceof ProblemError ? fieldErrors(error) : { text: undefined }
      this.#wrong = text ?? ''
      if (text) this.#turnTo('textarea')
      else this.#failure = this.sayError(error)
    }
    this.#isSending = false
    this.requestUpdate()
    // What was pressed may be gone with the last statement.
    this.focusOn('.statement', false)
  }

  #turnTo(selector: string) {
    this.requestUpdate()
    this.focusOn(selector)
  }
}
