import languages from 'texts:appeal-view+mine'
import { html, type TemplateResult } from 'lit'
import type { Appeal, AppealSummary, ResidentAppeal } from '../../sdk/appeals.js'
import type { Organization } from '../../sdk/organization.js'
import type { Page } from '../../sdk/paging.js'
import { ProblemError } from '../../sdk/problems.js'
import {
  correctMe,
  endResidentSessions,
  eraseMe,
  exportMe,
  getMe,
  listMyAppeals,
  listMyComments,
  listMyVotes,
  type Me,
  type MyComment,
  type MyVote,
  sendResidentCode,
} from '../../sdk/residents.js'
import { askWho, residentKey } from '../identity/ask.js'
import { smallField } from '../identity/field.js'
import fieldStyles from '../identity/field.styles.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import { recall, remember } from '../shared/storage.js'
import type { Languages } from '../shared/texts.js'
import styles from './mine.styles.js'

interface Mine {
  me: Me
  appeals: Page<AppealSummary>
  votes: MyVote[]
  comments: Page<MyComment>
}

/** What is being typed to correct what is held. */
interface Correction {
  name: string
  email: string
  code: string
  isSent: boolean
}

/**
 * What is a resident's own: their appeals with the answers, the polls they took part in, their comments, and what is
 * held about them, to correct, take along and erase.
 *
 * @summary A resident's own appeals, votes, comments and data
 * @tag vmeste-mine
 * @attr organization - with whom
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when it cannot be
 * @fires {VmesteEvent<{organization: string}>} vmeste-signed-in - a resident has shown who they are
 * @fires {VmesteEvent<{organization: string, identify: (token: string | null | Promise<string | null>) => void}>} vmeste-sign-in-wanted - the page may tell who its visitor is
 * @csspart root - the box around everything
 * @csspart title - the title
 * @csspart list - appeals, votes or comments
 * @csspart field - one field with its label
 * @csspart input - the field itself
 * @csspart button - every button
 * @csspart error - what went wrong
 */
export class VmesteMine extends VmesteElement<'appeal-view' | 'mine'> {
  static override styles = [baseStyles, fieldStyles, styles]

  protected readonly languages: Languages<'appeal-view' | 'mine'> = languages
  #opened = new Map<number, ResidentAppeal>()
  #correction: Correction | undefined
  #isErasing = false
  #errors: FieldErrors = {}
  #notice = ''

  /** Null for nobody. */
  readonly #load = new Load<Mine | null>(
    this,
    () => '',
    async (signal) => {
      if (!recall(residentKey(this))) return null
      const client = this.client()
      try {
        const [me, appeals, votes, comments] = await Promise.all([
          getMe(client, { signal }),
          listMyAppeals(client, {}, { signal }),
          listMyVotes(client, { signal }),
          listMyComments(client, {}, { signal }),
        ])
        return { me, appeals, votes: votes.items, comments }
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 401) throw error
        this.#forget()
        return null
      }
    },
  )

  protected view() {
    return this.showLoad(
      this.#load,
      (mine) => html`<h2 part="title" tabindex="-1">${this.say('title')}</h2>
        <p class="text">${this.say('intro')}</p>
        <p class="notice good" role="status" ?hidden=${!this.#notice}>${this.#notice}</p>
        ${mine ? this.#mineView(mine) : this.#button('signIn', this.#signIn, 'primary')}`,
    )
  }

  #mineView({ me, appeals, votes, comments }: Mine): TemplateResult {
    return html`<h3>${this.say('appeals')}</h3>
      ${appeals.items.length ? html`<ul part="list">${appeals.items.map((appeal) => html`<li>${this.#appealView(appeal)}</li>`)}</ul>` : html`<p class="muted">${this.say('noAppeals')}</p>`}
      ${appeals.next ? this.#button('more', () => this.#more('appeals')) : ''}
      <h3>${this.say('votes')}</h3>
      ${votes.length ? html`<ul part="list">${votes.map(({ title }) => html`<li><bdi>${title}</bdi></li>`)}</ul>` : html`<p class="muted">${this.say('noVotes')}</p>`}
      <p class="muted">${this.say('secret')}</p>
      <h3>${this.say('comments')}</h3>
      ${
        comments.items.length
          ? html`<ul part="list">${comments.items.map(
              ({ text, createdAt, erasedAt }) =>
                html`<li><bdi class="text">${erasedAt ? this.say('erased') : text}</bdi> <span class="muted">${this.sayDate(createdAt)}</span></li>`,
            )}</ul>`
          : html`<p class="muted">${this.say('noComments')}</p>`
      }
      ${comments.next ? this.#button('more', () => this.#more('comments')) : ''}
      <h3>${this.say('data')}</h3>
      ${this.#correction ? this.#correctionView(this.#correction) : this.#dataView(me)}`
  }

  #appealView({ number, category, status, receivedAt }: AppealSummary): TemplateResult {
    const opened = this.#opened.get(number)
    return html`<details @toggle=${() => this.#open(number)}>
      <summary><bdi>${this.say('appeal', { number: String(number), category: category.name })}</bdi></summary>
      ${opened ? html`<p class="text"><bdi>${opened.description}</bdi></p>${opened.answer ? html`<p class="answer"><strong>${this.say('answer')}</strong><br /><bdi class="text">${opened.answer}</bdi></p>` : ''}` : ''}
    </details><span class="muted">${this.say(status as 'received')} · ${this.sayDate(receivedAt)}</span>`
  }

  #dataView({ contact, sessions }: Me): TemplateResult {
    const others = sessions.filter(({ isThis }) => !isThis).length
    const data: [string, string | null][] = [
      [this.say('name'), contact.name],
      [this.say('emailLabel'), contact.email],
    ]
    return html`<dl>${data.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value ?? this.say('notTold')}</bdi></dd>`)}</dl>
      ${others ? html`<p class="muted">${this.say('others', { count: others })}</p>` : ''}
      <p class="notice" part="error" role="alert">${this.#errors.whole}</p>
      ${
        this.#isErasing
          ? html`<p class="notice" id="sure" tabindex="-1">${this.say('eraseSure')}</p>
              <p class="actions">${this.#button('eraseYes', this.#erase, 'primary')}${this.#button('cancel', this.#back)}</p>`
          : html`<p class="actions">
              ${this.#button('correct', this.#startCorrection)}${this.#button('export', this.#export)}${this.#button('signOut', () => this.#signOut('this'))}${others ? this.#button('signOutOthers', () => this.#signOut('others')) : ''}${this.#button('erase', this.#askErase)}
            </p>`
      }`
  }

  #correctionView(correction: Correction): TemplateResult {
    const field = (name: 'name' | 'email' | 'code', label: string, more: object = {}) =>
      smallField({
        name,
        label,
        error: this.#errors[name],
        value: correction[name],
        onValue: (value) => {
          correction[name] = value
        },
        autocomplete: name === 'code' ? 'one-time-code' : name,
        ...more,
      })
    return html`<form novalidate @submit=${this.#correct}>
      ${field('name', this.say('name'))}${field('email', this.say('emailLabel'), { type: 'email' })}
      ${correction.isSent ? field('code', this.say('newCode'), { hint: this.say('codeSent', { email: correction.email }), inputmode: 'numeric' }) : ''}
      <p class="notice" part="error" role="alert">${this.#errors.whole}</p>
      <p class="actions"><button class="primary" part="button">${this.say('save')}</button>${this.#button('cancel', this.#back)}</p>
    </form>`
  }

  #button = (
    text: 'signIn' | 'correct' | 'erase' | 'cancel' | 'more' | 'export' | 'signOut' | 'signOutOthers' | 'eraseYes',
    act: () => unknown,
    look = '',
  ) => html`<button type="button" class=${look} id=${text} part="button" @click=${act}>${this.say(text)}</button>`

  #signIn = async () => {
    const { identity } = await this.client().send<Organization>('')
    const ways = [...new Set(Object.values(identity).flat())].filter((way) => way !== 'anonymous')
    if (!ways.length) return this.#say(this.say('none'))
    if (!(await askWho(this, ways))) return
    this.#notice = ''
    await this.#load.reload()
    void this.focusOn('h2')
  }

  async #open(number: number) {
    if (this.#opened.has(number)) return
    // Not by the SDK's function: its module, shared once more, would split what the form of an appeal loads.
    const appeal = await this.client()
      .send<Appeal>(`/appeals/${number}`)
      .catch(() => undefined)
    if (appeal?.view === 'resident') this.#opened.set(number, appeal)
    this.requestUpdate()
  }

  #more = (list: 'appeals' | 'comments') =>
    this.#try(async () => {
      const mine = this.#load.value
      const cursor = mine?.[list].next ?? undefined
      if (!mine || !cursor) return
      const known = mine[list]
      const page: Page<unknown> = await (list === 'appeals' ? listMyAppeals : listMyComments)(this.client(), { cursor })
      Object.assign(mine, { [list]: { items: [...known.items, ...page.items], next: page.next } })
    })

  #startCorrection = () => {
    const { name, email } = this.#load.value?.me.contact ?? {}
    this.#correction = { name: name ?? '', email: email ?? '', code: '', isSent: false }
    this.requestUpdate()
    void this.focusOn('#name')
  }

  #correct = async (event: Event) => {
    event.preventDefault()
    const mine = this.#load.value
    const correction = this.#correction
    if (!mine || !correction) return
    const { name, code } = correction
    const email = correction.email.trim() || null
    const isOther = email !== mine.me.contact.email
    await this.#try(async () => {
      if (email && isOther && !correction.isSent) {
        await sendResidentCode(this.client(), email)
        correction.isSent = true
        return
      }
      const change = {
        name: name.trim() || null,
        ...(isOther && { email, code: code.replace(/\D/g, '') || undefined }),
      }
      mine.me = await correctMe(this.client(), change)
      this.#correction = undefined
      this.#say(this.say('saved'))
    })
    void this.focusOn(this.#correction ? '[aria-invalid=true], #code' : 'h2')
  }

  #export = () =>
    this.#try(async () => {
      const all = await exportMe(this.client())
      const address = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }))
      Object.assign(document.createElement('a'), { href: address, download: `${this.organization}.json` }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    })

  #signOut = (which: 'this' | 'others') =>
    this.#try(async () => {
      await endResidentSessions(this.client(), which)
      if (which === 'this') await this.#leave('')
      else {
        this.#say(this.say('othersOut'))
        await this.#load.reload()
      }
    })

  #askErase = () => {
    this.#isErasing = true
    this.requestUpdate()
    void this.focusOn('#sure')
  }

  #erase = () =>
    this.#try(async () => {
      await eraseMe(this.client())
      await this.#leave(this.say('gone'))
    })

  #back = () => {
    this.#isErasing = false
    this.#correction = undefined
    this.#errors = {}
    this.requestUpdate()
    void this.focusOn('#correct')
  }

  async #leave(notice: string) {
    this.#forget()
    this.#isErasing = false
    this.#opened.clear()
    this.#say(notice)
    // Also so that what is still on its way is not shown after all.
    await this.#load.reload()
    void this.focusOn('h2')
  }

  #forget() {
    remember(residentKey(this), '')
  }

  #say(notice: string) {
    this.#notice = notice
    this.requestUpdate()
  }

  async #try(act: () => Promise<void>) {
    this.#errors = {}
    this.#notice = ''
    try {
      await act()
    } catch (error) {
      const found = error instanceof ProblemError ? fieldErrors(error) : {}
      this.#errors = Object.keys(found).length ? found : { whole: this.sayError(error) }
    }
    this.requestUpdate()
  }
}
