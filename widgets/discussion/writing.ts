import languages from 'texts:writing'
import { html, type TemplateResult } from 'lit'
import { createComment } from '../../sdk/comments.js'
import type { Comment } from '../../sdk/discussions.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Transport } from '../../sdk/transport.js'
import { ensureDevice } from '../shared/device.js'
import { VmesteEvent } from '../shared/events.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { recall, remember } from '../shared/storage.js'
import { fill, findTexts, type Say, type Texts } from '../shared/texts.js'
import { Acts } from './acts.js'
import type { DraftText } from './draft.js'
import type { Following } from './following.js'
import type { Objecting } from './objecting.js'
import { isParagraph } from './paragraph.js'
import { addComment, type Mine, type Shown } from './threads.js'
import styles from './writing.styles.js'

/** A comment being written. */
interface Draft {
  text: string
  name: string
  /** The Idempotency-Key of a comment sent but not known to be published: an outbox of one. */
  key?: string | undefined
}

/** The element that is written in. */
export interface Room {
  readonly element: HTMLElement & { organization: string; language: string; requestUpdate(): void }
  readonly root: ShadowRoot
  readonly shown: Shown
  /** What this device did here. */
  readonly mine: Mine
  /** Keeps that. */
  keep(): void
  client(): Transport
  reload(): Promise<void>
  /** `isAsked`: by the resident, just now. */
  focusOn(selector: string, isAsked?: boolean): void
  /** Tells what happened to who does not see it. */
  announce(said: string, own?: string): void
}

/** Milliseconds at least. */
const RESEND_AFTER = 5_000
/** Those of one's own that nobody reads yet, as many at most. */
const AWAITED = 5

/** Where the drafts of a discussion are kept, at this site. */
export const draftsAt = (organization: string, discussion: string) => `discussion:${organization}/${discussion}`

/** Writing in a discussion: the forms, what is kept until it is published, and the sending. Loaded at its first use. */
export class Writing {
  /** The comment under which the form stands. */
  replyTo: string | undefined
  /** By the comment answered, '' for a thread of its own. */
  readonly #drafts: Record<string, Draft>
  /** Ids of those of one's own that a moderator looks at first. */
  #awaited: string[]
  #objecting: Objecting | undefined
  #following: Following | undefined
  #draftText: DraftText | undefined
  #isFetching = false
  readonly #place: string
  /** What is wrong with which draft. */
  #refusal: { parent: string; errors: FieldErrors; notice: string } | undefined
  /** The parents of the drafts under way. */
  readonly #sending = new Set<string>()
  /** Whether a moderator looks first at the comment sent last. */
  #isWaiting = false
  /** For which the texts were fetched last. */
  #language = ''
  #texts: Texts<'writing'> | undefined

  readonly acts: Acts
  readonly room: Room
  readonly #reading: Room['client']

  constructor(given: Room) {
    // By the device's key authors are known again, and reactions counted once.
    this.#reading = given.client
    this.room = { ...given, client: () => ({ ...given.client(), device: ensureDevice() }) }
    const { room } = this
    dress(room.root)
    this.acts = new Acts(room, this.#say, {
      quote: (comment) => this.#quote(comment),
      own: (comment) => this.#ownView(comment.id),
    })
    this.#place = draftsAt(room.element.organization, room.shown.discussion.id)
    const { awaited = [], ...drafts } = recall<{ awaited?: string[] }>(this.#place) ?? {}
    this.#drafts = drafts
    this.#awaited = awaited
    this.replyTo = Object.keys(this.#drafts).find((parent) => parent)
  }

  /** Fetches the words in the element's language; then sends what was on its way when the page was left. */
  async begin(): Promise<this> {
    await this.#follow()
    setTimeout(this.#resend)
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

  readonly #say: Say<'writing'> = (key, values = {}) =>
    this.#texts ? fill(this.#texts[key], this.#texts.lang, values) : ''
  #update = () => this.room.element.requestUpdate()

  form(parent: string): TemplateResult {
    void this.#follow()
    const { text, name } = this.#draft(parent)
    const { slowMode } = this.room.shown.discussion
    const refusal = this.#refusal?.parent === parent ? this.#refusal : undefined
    const isSending = this.#sending.has(parent)
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#send(parent, true)
    }
    const write = ({ target }: Event) => {
      const field = target as HTMLInputElement
      // Another text is another comment, so a key it was sent by is forgotten.
      this.#keep(parent, { ...this.#draft(parent), [field.name]: field.value, key: undefined })
      // Otherwise nothing is rendered at the stroke of a key: the list may be long.
      if (!refusal) return
      this.#refusal = undefined
      this.#update()
    }
    const { errors, notice } = refusal ?? { errors: {} as FieldErrors }
    return html`<form id="f-${parent}" novalidate @submit=${submit} @input=${write}>
        <label>
          ${this.#say(parent && !isParagraph(parent) ? 'answer' : 'comment')}
          ${slowMode ? html`<small>${this.#say('slow', { count: slowMode })}</small>` : ''}
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
            ${this.#say('name')} <small>${this.#say('optional')}</small>
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
            ${this.#say(isSending ? 'sending' : 'publish')}
          </button>
          ${
            parent
              ? html`<button type="button" part="button" @click=${() => this.reply(parent, false)}>
                  ${this.#say('cancel')}
                </button>`
              : ''
          }
        </div>
        <p class="error" id="n-${parent}">${errors.name}</p>
        <p class="notice" part="error" role="alert" tabindex="-1">${notice}</p>
      </form>
      ${
        this.#isWaiting && !parent
          ? html`<p class="notice good" role="status" tabindex="-1">${this.#say('waiting')}</p>`
          : ''
      }
      ${parent ? '' : this.#awaited.map((id) => this.#awaitedView(id))}`
  }

  /** One's own that waits, or was refused, until one has read what became of it. */
  #awaitedView(id: string) {
    const forget = () => {
      this.#forget(id)
      this.#update()
    }
    return html`<section class="notice good" aria-label=${this.#say('yours')}>
      ${this.#ownView(id, true)}
      <button type="button" part="button" @click=${forget}>${this.#say('forget')}</button>
    </section>`
  }

  #ownView(id: string, isWhole?: boolean) {
    if (!this.#objecting) void this.#beginObjecting()
    return this.#objecting?.view(id, isWhole) ?? ''
  }

  async #beginObjecting() {
    const { Objecting } = await import('./objecting.js')
    const onPublished = (id: string) => {
      this.#forget(id)
      if (!this.room.mine.own.includes(id)) this.room.mine.own.push(id)
      this.room.keep()
    }
    this.#objecting ??= await new Objecting(this.room, onPublished).begin()
    this.#update()
  }

  #forget(id: string) {
    this.#awaited = this.#awaited.filter((one) => one !== id)
    this.#remember()
  }

  /** Opens the reply, with what it answers before it. */
  #quote({ id, text }: Comment) {
    const quoted = text.replace(/^/gm, '> ')
    const draft = this.#draft(id)
    this.acts.open = undefined
    this.#keep(id, {
      ...draft,
      text: draft.text.includes(quoted) ? draft.text : `${quoted}\n\n${draft.text}`,
      key: undefined,
    })
    this.reply(id, true)
  }

  /** What stands between the discussion and its comments: the text that is discussed, and following it by mail. */
  further(): TemplateResult {
    if (this.room.shown.discussion.draftVersion && !this.#draftText) void this.#fetchDraft()
    return html`${this.#draftText?.view()} ${this.#following?.view()}`
  }

  async #fetchDraft() {
    if (this.#isFetching) return
    this.#isFetching = true
    const { DraftText } = await import('./draft.js')
    // Who reads is not known again.
    this.#draftText = await new DraftText({ ...this.room, client: this.#reading }, this).begin()
    this.#update()
  }

  /** Shows how to have it told by mail. */
  async follow() {
    const { Following } = await import('./following.js')
    this.#following ??= await new Following(this.room).begin()
    this.#update()
    this.room.focusOn('#f-mail input, p#f-mail')
  }

  keeps = (parent: string) => parent in this.#drafts

  /** Opens the form under a comment, or closes it; what is written stays. */
  reply(comment: string, isReplying: boolean) {
    this.replyTo = isReplying ? comment : undefined
    this.#update()
    this.room.focusOn(isReplying ? `#t-${comment}` : `#r-${comment}`)
  }

  #draft(parent: string): Draft {
    return this.#drafts[parent] ?? { text: '', name: recall('name') ?? '' }
  }

  #keep(parent: string, draft?: Draft) {
    if (draft) this.#drafts[parent] = draft
    else delete this.#drafts[parent]
    this.#remember()
  }

  #remember() {
    const awaited = this.#awaited
    remember(this.#place, { ...this.#drafts, ...(awaited.length > 0 && { awaited }) })
  }

  /** `isAsked`: by the resident, just now; the focus is only then moved. */
  async #send(parent: string, isAsked = false) {
    const { room } = this
    const { shown, element } = room
    if (this.#sending.has(parent)) return
    const { text, name, key = newKey() } = this.#draft(parent)
    if (!text.trim()) return this.#refuse(parent, this.#say('check'), { text: this.#say('write') }, true)
    this.#sending.add(parent)
    // Told again only to who asks again.
    if (isAsked) this.#refusal = undefined
    // Kept before it is sent: a page left meanwhile sends it at the next visit.
    this.#keep(parent, { text, name, key })
    this.#update()
    const isUnchanged = () => this.#drafts[parent]?.key === key
    const { id: discussion, slowMode } = shown.discussion
    try {
      const isOn = isParagraph(parent)
      const input = { text, name, parent: isOn ? null : parent || null, ...(isOn && { paragraph: parent }) }
      const comment = await createComment(room.client(), discussion, input, {
        idempotencyKey: key,
        // Told at once when it may be, instead of waiting in silence.
        retries: slowMode ? 0 : undefined,
      })
      remember('name', name)
      this.#refusal = undefined
      this.#isWaiting = comment.status === 'waiting'
      room.announce('')
      if (this.#isWaiting) this.#awaited = [comment.id, ...this.#awaited].slice(0, AWAITED)
      if (!this.#isWaiting) {
        addComment(shown, comment, true)
        room.mine.own.push(comment.id)
        room.keep()
        room.announce(this.#say('published'), comment.id)
        const { organization } = element
        element.dispatchEvent(new VmesteEvent('vmeste-commented', { organization, discussion, comment: comment.id }))
      }
      if (isUnchanged()) {
        this.#keep(parent)
        if (this.replyTo === parent) this.replyTo = undefined
        // Lit was not told what was typed.
        for (const field of room.root.querySelectorAll('textarea')) if (field.id === `t-${parent}`) field.value = ''
      }
      this.#update()
      if (isOn) void this.#draftText?.read()
      room.focusOn(this.#isWaiting ? '.good' : isOn ? `#d-${parent}` : `#c-${comment.id}`, isAsked)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status > 428) {
        const wait = (error instanceof ProblemError ? (error.retryAfter ?? 0) : 0) * 1000
        const time = new Date(Date.now() + wait).toLocaleTimeString(this.#texts?.lang)
        this.#refuse(parent, wait ? this.#say('later', { time }) : this.#say('kept'), {}, isAsked)
        setTimeout(this.#resend, Math.max(wait, RESEND_AFTER))
      } else if (isUnchanged()) {
        this.#keep(parent, { text, name })
        // Closed meanwhile.
        if (error.status === 409) await room.reload()
        const errors = fieldErrors(error)
        this.#refuse(parent, errors.parent ?? error.detail, errors, isAsked)
      }
    }
    this.#sending.delete(parent)
    this.#update()
  }

  #resend = () => {
    if (!this.room.element.isConnected) return
    for (const [parent, { key }] of Object.entries(this.#drafts)) if (key) void this.#send(parent)
  }

  /** Says what is wrong, and moves the focus to where to go on. */
  #refuse(parent: string, notice: string, errors: FieldErrors, isAsked: boolean) {
    this.#refusal = { parent, notice, errors }
    this.#update()
    this.room.focusOn(`#f-${parent} [aria-invalid=true], #f-${parent} .notice`, isAsked)
  }
}

/** Without Lit's `adoptStyles`, which would weigh on every page. */
function dress(root: ShadowRoot) {
  const text = `${styles}`
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    if (!root.adoptedStyleSheets.some(({ cssRules }) => cssRules[0]?.cssText === sheet.cssRules[0]?.cssText))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } else (root as ShadowRoot).append(Object.assign(document.createElement('style'), { textContent: text }))
}
