import languages from 'texts:discussion'
import { html, type TemplateResult } from 'lit'
import { type Comment, createComment, getDiscussion, listComments, listDiscussions } from '../../sdk/discussions.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import { ago } from '../shared/ago.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { renderList } from '../shared/list.js'
import { Live } from '../shared/live.js'
import { Load } from '../shared/load.js'
import { recall, remember } from '../shared/storage.js'
import type { Languages } from '../shared/texts.js'
import styles from './discussion.styles.js'
import { addComment, addReplies, addThreads, changeComment, type Draft, type Shown } from './threads.js'

/** Threads on a page, and replies. */
const PAGE = 20
const REPLIES = 100
/** Milliseconds. */
const RESEND_AFTER = 5_000
const MINUTE = 60_000

/**
 * A discussion: read, comment, reply; what others write appears as they do.
 *
 * @summary A discussion in threads of two levels
 * @tag vmeste-discussion
 * @attr organization - whose discussion it is
 * @attr discussion - which one; without it, the newest that is open
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when the discussion cannot be
 * @fires {VmesteEvent<{organization: string, discussion: string, comment: string}>} vmeste-commented - the resident's comment is published
 * @fires {VmesteEvent<{organization: string, identify: (token: string | null | Promise<string | null>) => void}>} vmeste-sign-in-wanted - the page is asked who its visitor is, and may answer at once
 * @fires {VmesteEvent<{organization: string}>} vmeste-signed-in - the resident has signed in; by what is not told
 * @csspart root - the box around everything
 * @csspart title - the discussion's title
 * @csspart comment - one comment or reply
 * @csspart official - one that speaks for the organization
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
  /** The comment under which the form stands. */
  #replyTo: string | undefined
  /** What is wrong with which draft. */
  #refusal: { parent: string; errors: FieldErrors; notice: string } | undefined
  /** The parents of the drafts under way. */
  readonly #sending = new Set<string>()
  /** Comments that came while this was shown. */
  readonly #fresh = new Set<string>()
  /** Whether a moderator looks first at the comment sent last. */
  #isWaiting = false
  #said = ''
  #failure = ''
  #clock: ReturnType<typeof setTimeout> | undefined

  readonly #load: Load<Shown | null> = new Load(
    this,
    () => this.discussion ?? '',
    async (signal) => {
      const client = this.client()
      const read = (id: string) => listComments(client, id, { limit: PAGE }, { signal })
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
      const shown = this.#load.value
      if (shown?.discussion.id === discussion.id) {
        // Read again, it is added to; unless so much was missed that there would be a gap.
        if (next && !items.some(({ id }) => shown.threads.some((one) => one.id === id))) {
          Object.assign(shown, { threads: items, next })
        } else this.#welcome(addThreads(shown, items))
        // This answer may have been on its way while a comment was published.
        discussion.commentCount = Math.max(discussion.commentCount, shown.discussion.commentCount)
        shown.discussion = discussion
        return shown
      }
      const drafts: Shown['drafts'] = recall(this.#place(discussion.id)) ?? {}
      this.#replyTo ??= Object.keys(drafts).find((parent) => parent)
      // Comments that were on their way when the page was left.
      setTimeout(this.#resend)
      return { discussion, threads: items, next, drafts }
    },
  )

  constructor() {
    super()
    new Live(
      this,
      () => {
        const discussion = this.#load.value?.discussion
        const { baseUrl, organization } = this.client()
        return discussion?.isOpen
          ? `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/events?topic=discussions/${discussion.id}`
          : undefined
      },
      () => this.#load.reload(),
      {
        'comment.erased': () => this.#load.reload(),
        'comment.changed': (data) => {
          changeComment(this.#load.value, JSON.parse(data))
          this.requestUpdate()
        },
        'comment.published': (data) => {
          const comment: Comment = JSON.parse(data)
          const shown = this.#load.value
          if (shown) this.#welcome(addComment(shown, comment) ? [comment] : [])
        },
      },
    )
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
    this.#clock = setTimeout(() => this.isConnected && this.requestUpdate(), MINUTE)
  }

  #discussionView(shown: Shown): TemplateResult {
    const { discussion, next, drafts } = shown
    const { title, text, isOpen, opensAt, closesAt, commentCount } = discussion
    const isAhead = !isOpen && Date.parse(opensAt) > Date.now()
    const date = isAhead ? opensAt : closesAt
    const state = isOpen ? 'open' : isAhead ? 'scheduled' : 'closed'
    return html`
      <h2 part="title"><bdi>${title}</bdi></h2>
      <p class="text"><bdi>${text}</bdi></p>
      <p class="muted">${date ? this.say(state, { date: this.sayDate(date) }) : ''}</p>
      ${isOpen || drafts[''] ? this.#formView(shown, '') : ''}
      ${this.#isWaiting ? html`<p class="notice good" role="status" tabindex="-1">${this.say('waiting')}</p>` : ''}
      <h3>${this.say(commentCount ? 'count' : 'empty', { count: commentCount })}</h3>
      <ol class="threads"></ol>
      ${next ? this.#moreView(this.say('more')) : ''}
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
      ${rest > 0 ? this.#moreView(this.say('replies', { count: rest }), thread) : ''}`
  }

  /** `among`: the replies, where it may answer another. */
  #commentView(comment: Comment, among?: Comment[]): TemplateResult {
    const { id, author, text, createdAt, parent, erasedAt, status, reason } = comment
    const gone = erasedAt ? this.say('erased') : status === 'hidden' && this.say('hidden', { reason: reason ?? '' })
    const isReplying = this.#replyTo === id
    const shown = this.#load.value
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
          ${this.#fresh.has(id) ? html`<b class="badge">${this.say('new')}</b>` : ''}
        </p>
        <p class="text" dir="auto">${gone || text}</p>
        ${
          shown?.discussion.isOpen && !gone
            ? html`<button
                class="quiet"
                part="button"
                id="r-${id}"
                aria-describedby="b-${id}"
                aria-expanded=${isReplying}
                @click=${() => this.#reply(id, !isReplying)}
              >
                ${this.say('reply')}
              </button>`
            : ''
        }
      </article>
      ${isReplying && shown ? this.#formView(shown, id) : ''}`
  }

  #moreView(label: string, thread?: Shown['threads'][number]): TemplateResult {
    return html`<button part="button" @click=${() => this.#more(thread)}>${label}</button>`
  }

  #formView(shown: Shown, parent: string): TemplateResult {
    const { text, name } = this.#draft(parent)
    const refusal = this.#refusal?.parent === parent ? this.#refusal : undefined
    const isSending = this.#sending.has(parent)
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#send(parent, true)
    }
    const write = ({ target }: Event) => {
      const field = target as HTMLInputElement
      // Another text is another comment, so a key it was sent by is forgotten.
      this.#keep(shown, parent, { ...this.#draft(parent), [field.name]: field.value, key: undefined })
      // Otherwise nothing is rendered at the stroke of a key: the list may be long.
      if (!refusal) return
      this.#refusal = undefined
      this.requestUpdate()
    }
    const { errors, notice } = refusal ?? { errors: {} as FieldErrors }
    return html`<form id="f-${parent}" novalidate @submit=${submit} @input=${write}>
      <label>
        ${this.say(parent ? 'answer' : 'comment')}
        <textarea
          id="t-${parent}"
          name="text"
          part="input"
          aria-required="true"
          aria-invalid=${!!errors.text}
          aria-describedby="e-${parent}"
          .value=${text}
        ></textarea>
      </label>
      <p class="error" id="e-${parent}">${errors.text}</p>
      <div>
        <label>
          ${this.say('name')} <small>${this.say('optional')}</small>
          <input
            name="name"
            part="input"
            autocomplete="nickname"
            maxlength="60"
            aria-invalid=${!!errors.name}
            aria-describedby="n-${parent}"
            .value=${name}
          />
        </label>
        <button class="primary" part="button" aria-disabled=${isSending}>
          ${this.say(isSending ? 'sending' : 'publish')}
        </button>
        ${
          parent
            ? html`<button type="button" part="button" @click=${() => this.#reply(parent, false)}>
                ${this.say('cancel')}
              </button>`
            : ''
        }
      </div>
      <p class="error" id="n-${parent}">${errors.name}</p>
      <p class="notice" part="error" role="alert" tabindex="-1">${notice}</p>
    </form>`
  }

  #place = (discussion: string) => `discussion:${this.organization}/${discussion}`

  #draft(parent: string): Draft {
    return this.#load.value?.drafts[parent] ?? { text: '', name: recall('name') ?? '' }
  }

  #keep({ discussion, drafts }: Shown, parent: string, draft?: Draft) {
    if (draft) drafts[parent] = draft
    else delete drafts[parent]
    remember(this.#place(discussion.id), drafts)
  }

  /** `isAsked`: by the resident, just now; the focus is only then moved. */
  async #send(parent: string, isAsked = false) {
    const shown = this.#load.value
    if (!shown || this.#sending.has(parent)) return
    const { discussion, drafts } = shown
    const { text, name, key = newKey() } = this.#draft(parent)
    if (!text.trim()) return this.#refuse(parent, this.say('check'), { text: this.say('write') }, true)
    this.#sending.add(parent)
    // Told again only to who asks again.
    if (isAsked) this.#refusal = undefined
    // Kept before it is sent: a page left meanwhile sends it at the next visit.
    this.#keep(shown, parent, { text, name, key })
    this.requestUpdate()
    const isUnchanged = () => drafts[parent]?.key === key
    try {
      const input = { text, name, parent: parent || null }
      const comment = await createComment(this.client(), discussion.id, input, { idempotencyKey: key })
      remember('name', name)
      this.#refusal = undefined
      this.#isWaiting = comment.status === 'waiting'
      this.#said = ''
      if (!this.#isWaiting) {
        addComment(shown, comment, true)
        this.#fresh.delete(comment.id)
        this.#said = this.say('published')
        this.dispatchEvent(
          new VmesteEvent('vmeste-commented', {
            organization: this.organization,
            discussion: discussion.id,
            comment: comment.id,
          }),
        )
      }
      if (isUnchanged()) {
        this.#keep(shown, parent)
        if (this.#replyTo === parent) this.#replyTo = undefined
        // Lit was not told what was typed.
        for (const field of this.renderRoot.querySelectorAll('textarea'))
          if (field.id === `t-${parent}`) field.value = ''
      }
      this.requestUpdate()
      this.focusOn(this.#isWaiting ? '.good' : `#c-${comment.id}`, isAsked)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status > 428) {
        this.#refuse(parent, this.say('kept'), {}, isAsked)
        setTimeout(this.#resend, RESEND_AFTER)
      } else if (isUnchanged()) {
        this.#keep(shown, parent, { text, name })
        // Closed meanwhile.
        if (error.status === 409) await this.#load.reload()
        const errors = fieldErrors(error)
        this.#refuse(parent, errors.parent ?? error.detail, errors, isAsked)
      }
    }
    this.#sending.delete(parent)
    this.requestUpdate()
  }

  #resend = () => {
    for (const [parent, { key }] of Object.entries(this.#load.value?.drafts ?? {})) if (key) void this.#send(parent)
  }

  /** Says what is wrong, and moves the focus to where to go on. */
  #refuse(parent: string, notice: string, errors: FieldErrors, isAsked: boolean) {
    this.#refusal = { parent, notice, errors }
    this.requestUpdate()
    this.focusOn(`#f-${parent} [aria-invalid=true], #f-${parent} .notice`, isAsked)
  }

  /** Opens the form under a comment, or closes it; what is written stays. */
  #reply(comment: string, isReplying: boolean) {
    this.#replyTo = isReplying ? comment : undefined
    this.requestUpdate()
    this.focusOn(isReplying ? `#t-${comment}` : `#r-${comment}`)
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
          : { limit: PAGE, cursor: shown.next ?? undefined },
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
