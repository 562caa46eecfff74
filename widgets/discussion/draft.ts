import languages from 'texts:draft'
import { html, type TemplateResult } from 'lit'
import { listComments, type Thread } from '../../sdk/discussions.js'
import { type Draft, type DraftChanges, type DraftParagraph, getDraft, getDraftChanges } from '../../sdk/drafts.js'
import { ProblemError } from '../../sdk/problems.js'
import { fill, findTexts, type Say, type Texts } from '../shared/texts.js'
import { markup } from './markup.js'
import { isParagraph } from './paragraph.js'
import type { Room } from './writing.js'

/** Comments on a paragraph that are read in its place: all of them stand in the list below, too. */
const IN_PLACE = 100

/** The text that is discussed: read by paragraphs, each with its comments, and what changed. Loaded where there is one. */
export class DraftText {
  #draft: Draft | undefined
  #changes: DraftChanges | undefined
  readonly #threads = new Map<string, Thread[]>()
  #error = ''
  #isOpen = false
  #isReading = false
  #language = ''
  #texts: Texts<'draft'> | undefined

  constructor(
    readonly room: Room,
    readonly writing: {
      replyTo: string | undefined
      /** Opens the form under a paragraph, or closes it. */
      reply(paragraph: string, isOpen: boolean): void
      form(paragraph: string): TemplateResult
    },
  ) {
    this.#isOpen = isParagraph(writing.replyTo ?? '')
  }

  async begin(): Promise<this> {
    await this.#follow()
    if (this.#isOpen) await this.read()
    return this
  }

  async #follow() {
    const { language } = this.room.element
    if (language === this.#language) return
    this.#language = language
    const texts = await findTexts(languages, language)
    if (language === this.#language) this.#texts = texts
    this.#update()
  }

  readonly #say: Say<'draft'> = (key, values = {}) =>
    this.#texts ? fill(this.#texts[key], this.#texts.lang, values) : ''
  #update = () => this.room.element.requestUpdate()

  /** Reads it as it stands now, and the comments on the paragraph that is open. */
  async read() {
    if (this.#isReading) return
    this.#isReading = true
    const { id, draftVersion } = this.room.shown.discussion
    try {
      this.#draft = await getDraft(this.room.client(), id, { version: draftVersion ?? undefined })
      this.#changes = undefined
      const open = this.writing.replyTo
      if (open && isParagraph(open)) await this.#readComments(open)
      this.#error = ''
    } catch (error) {
      this.#fail(error)
    }
    this.#isReading = false
    this.#update()
  }

  async #readComments(paragraph: string) {
    const query = { paragraph, limit: IN_PLACE, sort: 'oldest' as const }
    const { items } = await listComments(this.room.client(), this.room.shown.discussion.id, query)
    this.#threads.set(paragraph, items)
  }

  #fail(error: unknown) {
    this.#error = error instanceof ProblemError ? error.detail : this.#say('failed')
    this.#update()
  }

  view(): TemplateResult | '' {
    void this.#follow()
    const { draftVersion } = this.room.shown.discussion
    if (!draftVersion || !this.#texts) return ''
    const draft = this.#draft
    if (draft && draft.version !== draftVersion && !this.#error) void this.read()
    const toggle = ({ target }: Event) => {
      this.#isOpen = (target as HTMLDetailsElement).open
      if (this.#isOpen && !this.#draft) void this.read()
    }
    return html`<details id="draft" .open=${this.#isOpen} @toggle=${toggle}>
      <summary>${this.#say('title')} (${this.#say('version', { version: draftVersion })})</summary>
      ${
        this.#error
          ? html`<p class="notice" part="error" role="alert">${this.#error}</p>
              <button type="button" part="button" @click=${() => this.read()}>${this.#say('retry')}</button>`
          : ''
      }
      ${draft ? (this.#changes ? this.#changesView(this.#changes, draft) : this.#wholeView(draft)) : ''}
    </details>`
  }

  #wholeView({ version, language, paragraphs, removed }: Draft): TemplateResult {
    return html`${version > 1 ? this.#button('changes', () => this.#compare()) : ''}
    ${paragraphs.map((one) => this.#paragraphView(one, language, true))}
    ${
      removed.length > 0
        ? html`<h3>${this.#say('removed')}</h3>
            ${removed.map((one) => this.#paragraphView(one, language, false))}`
        : ''
    }`
  }

  #paragraphView({ id, text, commentCount }: DraftParagraph, language: string, isStanding: boolean): TemplateResult {
    const isOpen = this.writing.replyTo === id
    const toggle = () => {
      this.writing.reply(id, !isOpen)
      if (!isOpen) this.#readComments(id).then(this.#update, (error) => this.#fail(error))
    }
    const { isOpen: isTaken } = this.room.shown.discussion
    return html`<section id="d-${id}" tabindex="-1">
      <p class="text" id="q-${id}" lang=${language} dir="auto">${text}</p>
      <p class="acts">
        <button
          class="quiet"
          part="button"
          type="button"
          id="r-${id}"
          aria-describedby="q-${id}"
          aria-expanded=${isOpen}
          @click=${toggle}
        >
          ${this.#say('comments', { count: commentCount })}
        </button>
      </p>
      ${
        isOpen
          ? html`<ol class="in-place">
                ${this.#threads.get(id)?.map((thread) => this.#threadView(thread))}
              </ol>
              ${isStanding && isTaken ? this.writing.form(id) : ''}`
          : ''
      }
    </section>`
  }

  #threadView({ replies, ...comment }: Thread): TemplateResult {
    const { paragraph } = comment
    const said = ({ author, content, text, status }: Omit<Thread, 'replies' | 'replyCount'>) =>
      html`<p>
          <b><bdi>${author.name || this.#say('anonymous')}</bdi></b>
          ${author.isOfficial ? html`<b class="badge">${this.#say('official')}</b>` : ''}
        </p>
        ${
          status === 'published'
            ? html`<div class="text" dir="auto">${content ? content.map(markup) : text}</div>`
            : html`<p class="muted">${this.#say('gone')}</p>`
        }`
    return html`<li>
      ${said({ ...comment })}
      ${
        paragraph && paragraph.version !== this.#draft?.version
          ? html`<p class="muted">${this.#say('madeOn', { version: paragraph.version })}</p>`
          : ''
      }
      ${replies.length > 0 ? html`<ol>${replies.map((reply) => html`<li>${said(reply)}</li>`)}</ol>` : ''}
    </li>`
  }

  /** Said, and marked by lines: not by colour alone. */
  #changesView({ from, to, paragraphs }: DraftChanges, { language }: Draft): TemplateResult {
    const heard = (kind: 'added' | 'partRemoved') => html`<span class="unseen">${this.#say(kind)}: </span>`
    return html`${this.#button('whole', () => {
      this.#changes = undefined
      this.#update()
    })}
    <p class="muted">${this.#say('fromTo', { from, to })}</p>
    ${paragraphs.map(
      ({ change, parts }) =>
        html`${
          change === 'same'
            ? ''
            : html`<p class="badge">${this.#say(change === 'removed' ? 'partRemoved' : change)}</p>`
        }
          <p class="text" lang=${language} dir="auto">${parts.map(({ change: kind, text }) =>
            kind === 'added'
              ? html`<ins>${heard('added')}${text}</ins>`
              : kind === 'removed'
                ? html`<del>${heard('partRemoved')}${text}</del>`
                : text,
          )}</p>`,
    )}`
  }

  #button = (key: 'changes' | 'whole', act: () => void) =>
    html`<p><button class="quiet" part="button" type="button" id="d-${key}" @click=${act}>${this.#say(key)}</button></p>`

  async #compare() {
    try {
      this.#changes = await getDraftChanges(this.room.client(), this.room.shown.discussion.id, {
        to: this.#draft?.version,
      })
      this.#update()
      this.room.focusOn('#d-whole')
    } catch (error) {
      this.#fail(error)
    }
  }
}
