import { html, type TemplateResult } from 'lit'
import { editComment, flagComment, setReaction, withdrawComment } from '../../sdk/comments.js'
import type { Comment, ReactionValue } from '../../sdk/discussions.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Say } from '../shared/texts.js'
import { changeComment } from './threads.js'
import type { Room } from './writing.js'

type Act = 'flag' | 'edit' | 'withdraw'

const reasons = ['spam', 'insult', 'personal', 'illegal', 'off-topic', 'other'] as const

/** What a reader does with a comment beside replying: reactions, flags, and changing one's own. */
export class Acts {
  /** The comment whose acts are shown. */
  open: string | undefined
  #act: Act | undefined
  #isSending = false
  #notice = ''

  constructor(
    readonly room: Room,
    readonly say: Say<'writing'>,
    readonly more: {
      /** Opens the reply with what is quoted. */
      quote: (comment: Comment) => void
      /** What became of one's own that nobody reads. */
      own: (comment: Comment) => TemplateResult | ''
    },
  ) {}

  /** One reaction, again to take it back; shown at once, and as the API counts it. */
  async react({ id }: Comment, value: ReactionValue) {
    const { reactions } = this.room.mine
    const before = reactions[id]
    const wanted = before === value ? null : value
    if (wanted) reactions[id] = wanted
    else delete reactions[id]
    await this.#try(async (discussion) => {
      changeComment(this.room.shown, await setReaction(this.room.client(), discussion, id, wanted))
      this.room.keep()
      this.room.announce(this.say('reacted'))
    })
    if (this.#notice) {
      if (before) reactions[id] = before
      else delete reactions[id]
      this.room.announce(this.#notice)
      this.room.element.requestUpdate()
    }
  }

  toggle(id: string) {
    this.open = this.open === id ? undefined : id
    this.#act = undefined
    this.#notice = ''
    this.#focus('button')
  }

  view(comment: Comment): TemplateResult {
    const { id, text } = comment
    if (comment.status === 'hidden') return html`<div id="a-${id}">${this.more.own(comment)}</div>`
    const isOwn = this.room.mine.own.includes(id)
    const choose = (act: Act, label: string) =>
      html`<button class="quiet" part="button" type="button" @click=${() => this.#begin(act)}>${label}</button>`
    const act = this.#act
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#send(comment, new FormData(event.target as HTMLFormElement))
    }
    return html`<form id="a-${id}" @submit=${submit}>
      ${
        act
          ? ''
          : html`<p class="acts">
              <button class="quiet" part="button" type="button" @click=${() => this.more.quote(comment)}>
                ${this.say('quote')}
              </button>
              ${isOwn ? '' : choose('flag', this.say('flag'))}
              ${isOwn ? html`${choose('edit', this.say('edit'))} ${choose('withdraw', this.say('withdraw'))}` : ''}
            </p>`
      }
      ${
        act === 'flag'
          ? html`<label
                >${this.say('why')}
                <select name="reason" part="input">
                  ${reasons.map((reason) => html`<option value=${reason}>${this.say(reason)}</option>`)}
                </select></label
              >
              <label
                >${this.say('more-words')} <input name="text" part="input" maxlength="500" />
              </label>`
          : ''
      }
      ${
        act === 'edit'
          ? html`<label
              >${this.say('edit')}<textarea name="text" part="input" required .value=${text}></textarea>
            </label>`
          : ''
      }
      ${act === 'withdraw' ? html`<p>${this.say('withdrawing')}</p>` : ''}
      ${
        act
          ? html`<div>
              <button class="primary" part="button" aria-disabled=${this.#isSending}>
                ${this.say(act === 'flag' ? 'flag' : act === 'edit' ? 'save' : 'withdraw')}
              </button>
              <button part="button" type="button" @click=${() => this.toggle(id)}>${this.say('cancel')}</button>
            </div>`
          : ''
      }
      <p class="notice" part="error" role="alert">${this.#notice}</p>
    </form>`
  }

  #begin(act: Act) {
    this.#act = act
    this.#notice = ''
    this.#focus('select, textarea, .primary')
  }

  #focus(selector: string) {
    this.room.element.requestUpdate()
    if (this.open) this.room.focusOn(`#a-${this.open} :is(${selector})`)
  }

  async #send({ id }: Comment, form: FormData) {
    const act = this.#act
    const text = String(form.get('text') ?? '')
    await this.#try(async (discussion) => {
      const { shown, announce } = this.room
      const client = this.room.client()
      if (act === 'flag') {
        const reason = reasons.find((one) => one === form.get('reason')) ?? 'other'
        await flagComment(client, discussion, id, { reason, text })
        announce(this.say('flagged'))
      } else {
        const call =
          act === 'edit' ? editComment(client, discussion, id, { text }) : withdrawComment(client, discussion, id)
        changeComment(shown, await call)
        announce(this.say(act === 'edit' ? 'saved' : 'withdrawn'))
      }
      this.open = undefined
      this.room.element.requestUpdate()
      this.room.focusOn(`#c-${id}`)
    })
  }

  async #try(work: (discussion: string) => Promise<void>) {
    if (this.#isSending) return
    this.#isSending = true
    this.#notice = ''
    this.room.element.requestUpdate()
    try {
      await work(this.room.shown.discussion.id)
    } catch (error) {
      this.#notice = error instanceof ProblemError ? error.detail : this.say('failed')
    }
    this.#isSending = false
    this.room.element.requestUpdate()
  }
}
