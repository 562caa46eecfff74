import languages from 'texts:discussion'
import { html, type TemplateResult } from 'lit'
import {
  type Comment,
  getDiscussion,
  listComments,
  listDiscussions,
  type ReactionValue,
  type Sort,
} from '../../sdk/discussions.js'
import { ago } from '../shared/ago.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { renderList } from '../shared/list.js'
import { Live } from '../shared/live.js'
import { Load } from '../shared/load.js'
import { recall, remember } from '../shared/storage.js'
import type { Languages } from '../shared/texts.js'
import styles from './discussion.styles.js'
import { markup } from './markup.js'
import { addComment, addReplies, addThreads, changeComment, type Mine, type Shown } from './threads.js'
import type { Writing } from './writing.js'

/** Threads on a page, and replies. */
const PAGE = 20
const REPLIES = 100
/** Milliseconds. */
const MINUTE = 60_000

const values: ReactionValue[] = ['agree', 'disagree', 'unsure']
const sorts: Sort[] = ['newest', 'oldest', 'best', 'discussed']

/**
 * A discussion: read, comment, reply; what others write appears as they do.
 *
 * @summary A discussion in threads of two levels
 * @tag vmeste-discussion
 * @attr organization - whose discussion it is
 * @attr discussion - which one; without it, the newest that is open
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when the discussion cannot be
 * @fires {VmesteEvent<{organization: string, discussion: string, comment: string}>} vmeste-commented - the resident's comment is published
 * @fires {VmesteEvent<{organization: string, identify: (token: string | null | Promise<string | null>) => void}>} vmeste-sign-in-wanted - the page is asked who its visitor is, and may answer at once
 * @fires {VmesteEvent<{organization: string}>} vmeste-signed-in - the resident has signed in; by what is not told
 * @csspart root - the box around everything
 * @csspart title - the discussion's title
 * @csspart comments - all of them
 * @csspart comment - one comment or reply
 * @csspart official - one that speaks for the organization
 * @csspart acts - what can be done with a comment
 * @csspart summary - what the organization made of it
 * @csspart outcome - what the organization decided
 * @csspart input - every text box
 * @csspart button - every button
 * @csspart error - what went wrong
 * @cssproperty --vmeste-accent - buttons, official and new comments; needs contrast to `--vmeste-on-accent` and to the page
 * @cssproperty --vmeste-on-accent - text on the accent colour
 */
export class VmesteDiscussion extends VmesteElement<'discussion'> {
  static override properties = { discussion: {} }
  static override styles = [baseStyles, styles]

  declare discussion: string | undefined

  protected readonly languages: Languages<'discussion'> = languages
  /** What is written here, once something is. */
  #writing: Writing | undefined
  #mine: Mine = { own: [], reactions: {} }
  #sort: Sort | undefined
  /** Comments that came while this was shown. */
  readonly #fresh = new Set<string>()
  #said = ''
  #failure = ''
  #clock: ReturnType<typeof setTimeout> | undefined

  readonly #load: Load<Shown | null> = new Load(
    this,
    () => this.discussion ?? '',
    async (signal) => {
      const client = this.client()
      const read = (id: string) => listComments(client, id, { limit: PAGE, sort: this.#sort }, { signal })
      const named = this.discussion
      const found = named
        ? getDiscussion(client, named, { signal })
        : listDiscussions(client, { limit: 1 }, { signal }).then(({ items }) => items.find(({ isOpen }) => isOpen))
      const [discussion, page] = await Promise.all([
        found,
        named ? read(named) : found.then((open) => open && read(open.id)),
      ])
      if (!discussion || !page) return null
      const { items, next } = page
      const sort = this.#sort ?? 'newest'
      const shown = this.#load.value
      if (shown?.discussion.id === discussion.id) {
        // Read again, it is added to; unless so much was missed that there would be a gap.
        if (sort !== shown.sort || (next && !items.some(({ id }) => shown.threads.some((one) => one.id === id)))) {
          Object.assign(shown, { threads: items, next, sort })
        } else this.#welcome(addThreads(shown, items))
        // This answer may have been on its way while a comment was published.
        discussion.commentCount = Math.max(discussion.commentCount, shown.discussion.commentCount)
        shown.discussion = discussion
        return shown
      }
      this.#writing = undefined
      const place = `${this.organization}/${discussion.id}`
      this.#mine = recall(`mine:${place}`) ?? { own: [], reactions: {} }
      // What was written, or on its way, when the page was left.
      const kept = Object.keys(recall(`discussion:${place}`) ?? {}).length
      if (kept || discussion.draftVersion) setTimeout(() => this.#use())
      return { discussion, threads: items, next, sort }
    },
  )

  constructor() {
    super()
    new Live(
      this,
      () => {
        const discussion = this.#load.value?.discussion
        const { baseUrl, organization } = this.client()
        return discussion?.isOpen || discussion?.frozen
          ? `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/events?topic=discussions/${discussion.id}`
          : undefined
      },
      () => this.#load.reload(),
      {
        'comment.erased': () => this.#load.reload(),
        'discussion.changed': () => this.#load.reload(),
        'comment.changed': this.#change,
        'comment.counted': this.#change,
        'comment.published': (data) => {
          const comment: Comment = JSON.parse(data)
          const shown = this.#load.value
          if (shown && !comment.isStatement) this.#welcome(addComment(shown, comment) ? [comment] : [])
        },
      },
    )
  }

  #change = (data: string) => {
    changeComment(this.#load.value, JSON.parse(data))
    this.requestUpdate()
  }

  protected view() {
    return this.showLoad(this.#load, (shown) =>
      shown ? this.#discussionView(shown) : html`<p>${this.say('none')}</p>`,
    )
  }

  /** What is being read stays where it is: what has the focus, else the comment a third down the viewport. */
  protected override update(changed: Map<PropertyKey, unknown>) {
    const top = (element: Element) => element.getBoundingClientRect().top
    const { activeElement } = this.renderRoot as ShadowRoot
    const read =
      activeElement ??
      [...this.renderRoot.querySelectorAll('article')].reverse().find((comment) => top(comment) < innerHeight / 3)
    const before = read && top(read)
    super.update(changed)
    renderList(this.renderRoot.querySelector('.threads'), this.#load.value?.threads ?? [], (thread) =>
      this.#threadView(thread),
    )
    if (before && read.isConnected) scrollBy({ top: top(read) - before, behavior: 'instant' })
    // For the times of the comments.
    clearTimeout(this.#clock)
    if (this.isConnected) this.#clock = setTimeout(() => this.requestUpdate(), MINUTE)
  }

  #discussionView({ discussion, next }: Shown): TemplateResult {
    const { id, title, text, isOpen, opensAt, closesAt, commentCount, stage, frozen, canFollow } = discussion
    const { baseUrl, organization } = this.client()
    const isAhead = !isOpen && Date.parse(opensAt) > Date.now()
    const date = isAhead ? opensAt : closesAt
    const state = isOpen ? 'open' : isAhead ? 'scheduled' : 'closed'
    return html`
      <h2 part="title"><bdi>${title}</bdi></h2>
      <p class="text" dir="auto">${text}</p>
      <p class="muted">
        ${this.say(stage)}${date && !frozen ? html` · ${this.say(state, { date: this.sayDate(date) })}` : ''}
      </p>
      ${(['outcome', 'summary'] as const).map((name) =>
        discussion[name]
          ? html`<section class=${name} part=${name}>
              <h3>${this.say(name)}</h3>
              <p class="text" dir="auto">${discussion[name]}</p>
            </section>`
          : '',
      )}
      ${frozen ? html`<p class="notice" role="status">${this.say('frozen', frozen)}</p>` : ''}
      ${
        this.#writing && (isOpen || this.#writing.keeps(''))
          ? this.#writing.form('')
          : isOpen
            ? html`<button id="write" part="button" @click=${() => this.#use(() => this.focusOn('#t-'))}>${this.say('comment')}</button>`
            : ''
      }
      ${canFollow ? this.#buttonView(this.say('follow'), () => this.#use((writing) => writing.follow())) : ''}
      ${this.#writing?.further()}
      <h3>${this.say(commentCount ? 'count' : 'empty', { count: commentCount })}</h3>
      ${
        commentCount > 1
          ? html`<select
              aria-label=${this.say('sort')}
              @change=${({ target }: Event) => {
                this.#sort = (target as HTMLSelectElement).value as Sort
                this.#load.reload()
              }}
            >
              ${sorts.map((sort) => html`<option value=${sort}>${this.say(sort)}</option>`)}
            </select>`
          : ''
      }
      ${discussion.pinned?.map(
        (one) =>
          html`<div class="official">
            <b class="badge">${this.say('pinned')}</b>
            ${this.#textView(one)}
          </div>`,
      )}
      <ol class="threads" part="comments"></ol>
      ${next ? this.#buttonView(this.say('more'), () => this.#more()) : ''}
      <a href="${baseUrl.replace(/\/$/, '')}/o/${organization}/discussions/${id}/opinions">${this.say('opinions')}</a>
      <p class="notice" part="error" role="alert">${this.#failure}</p>
      <p class="unseen" role="status">${this.#said}</p>
    `
  }

  #threadView(thread: Shown['threads'][number]): TemplateResult {
    const { replies, replyCount } = thread
    const rest = replyCount - replies.length
    return html`${this.#commentView(thread)}
      <ol>
        ${replies.map((reply) => html`<li>${this.#commentView(reply, replies)}</li>`)}
      </ol>
      ${rest > 0 ? this.#buttonView(this.say('replies', { count: rest }), () => this.#more(thread)) : ''}`
  }

  /** `among`: the replies, where it may answer another. */
  #commentView(comment: Comment, among?: Comment[]): TemplateResult {
    const { id, author, createdAt, editedAt, parent, erasedAt, status, reason, reactions } = comment
    const gone = erasedAt
      ? this.say('erased')
      : status === 'published'
        ? ''
        : // Others are not listed.
          this.say(status as 'hidden' | 'withdrawn', { reason: reason ?? '' })
    const isOpen = !gone && this.#load.value?.discussion.isOpen
    const { acts } = this.#writing ?? {}
    const isReplying = this.#writing?.replyTo === id
    const answered = among?.find((other) => other.id === parent)
    const name = (one: Comment) => html`<bdi>${one.author.name || this.say('anonymous')}</bdi>`
    return html`<article
        id="c-${id}"
        class=${author.isOfficial ? 'official' : ''}
        part="comment ${author.isOfficial ? 'official' : ''}"
        tabindex="-1"
        aria-labelledby="b-${id}"
      >
        <p id="b-${id}">
          <b>${name(comment)}</b>
          ${author.isOfficial ? html`<b class="badge">${this.say('official')}</b>` : ''}
          ${answered ? html`<small>${this.say('to')} ${name(answered)}</small>` : ''}
          <time datetime=${createdAt}
            >${ago(createdAt, this.textLanguage) ?? this.sayDate(createdAt, { dateStyle: 'long' })}</time
          >
          ${editedAt && !gone ? html`<small>${this.say('edited')}</small>` : ''}
          ${this.#fresh.has(id) ? html`<b class="badge">${this.say('new')}</b>` : ''}
        </p>
        ${gone ? html`<p class="muted" dir="auto">${gone}</p>` : this.#textView(comment)}
        <p class="acts" part="acts">
          ${values.map((value) =>
            isOpen || (!gone && reactions[value])
              ? html`<button
                  class="quiet"
                  part="button"
                  .disabled=${!isOpen}
                  aria-describedby="b-${id}"
                  aria-pressed=${this.#mine.reactions[id] === value}
                  @click=${() => this.#use((writing) => writing.acts.react(comment, value))}
                >
                  ${this.say(value)} ${reactions[value] || ''}
                </button>`
              : '',
          )}
          ${
            isOpen
              ? html`<button
                  class="quiet"
                  part="button"
                  id="r-${id}"
                  aria-describedby="b-${id}"
                  aria-expanded=${isReplying}
                  @click=${() => this.#use((writing) => writing.reply(id, !isReplying))}
                >
                  ${this.say('reply')}
                </button>`
              : ''
          }
          ${
            isOpen || (status === 'hidden' && this.#mine.own.includes(id))
              ? html`<button
                  class="quiet"
                  part="button"
                  aria-describedby="b-${id}"
                  aria-expanded=${acts?.open === id}
                  @click=${() => this.#use((writing) => writing.acts.toggle(id))}
                >
                  ${this.say('acts')}
                </button>`
              : ''
          }
        </p>
        ${acts?.open === id ? acts.view(comment) : ''}
      </article>
      ${isReplying ? this.#writing?.form(id) : ''}`
  }

  #textView = ({ content, text }: Comment) =>
    html`<div class="text" dir="auto">${content ? content.map(markup) : text}</div>`

  #buttonView(label: string, act: () => unknown): TemplateResult {
    return html`<button part="button" @click=${act}>${label}</button>`
  }

  /** Does something of what is fetched only when somebody does. */
  async #use(act?: (writing: Writing) => void) {
    const { value } = this.#load
    if (!value) return
    try {
      this.#writing ??= await new (await import('./writing.js')).Writing({
        element: this,
        root: this.renderRoot as ShadowRoot,
        shown: value,
        mine: this.#mine,
        keep: () => remember(`mine:${this.organization}/${value.discussion.id}`, this.#mine),
        client: () => this.client(),
        reload: () => this.#load.reload(),
        focusOn: (selector, isAsked) => this.focusOn(selector, isAsked),
        announce: (said, own) => {
          this.#said = said
          if (own) this.#fresh.delete(own)
        },
      }).begin()
      this.requestUpdate()
      act?.(this.#writing)
    } catch {
      this.#failure = this.say('failed')
      this.requestUpdate()
    }
  }

  /** More of the list, or of a thread's replies. */
  async #more(thread?: Shown['threads'][number]) {
    const shown = this.#load.value
    if (!shown) return
    this.#failure = ''
    try {
      const { items, next } = await listComments(
        this.client(),
        shown.discussion.id,
        thread
          ? { thread: thread.id, limit: REPLIES, cursor: thread.next }
          : { limit: PAGE, sort: this.#sort, cursor: shown.next ?? undefined },
      )
      const first = items.find(({ id }) => !this.renderRoot.querySelector(`#c-${id}`))
      if (thread) addReplies(thread, items, next)
      else {
        addThreads(shown, items)
        shown.next = next
      }
      this.requestUpdate()
      this.focusOn(`#c-${first?.id}`)
    } catch (error) {
      this.#failure = this.sayError(error)
      this.requestUpdate()
    }
  }

  /** Marks and announces what others wrote. */
  #welcome(comments: Comment[]) {
    for (const { id } of comments) this.#fresh.add(id)
    if (comments[0]) this.#said = this.say('fresh', { count: this.#fresh.size })
    this.requestUpdate()
  }
}
