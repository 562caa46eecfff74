import languages from 'texts:desk+poll-builder'
import { html, type TemplateResult } from 'lit'
import { getOrganization, type Organization } from '../../sdk/organization.js'
import type { PollAdministration } from '../../sdk/poll-writing.js'
import type { Poll } from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import { StaffSession } from '../desk/staff-session.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { Acting } from './acting.js'
import { actsView } from './acts-view.js'
import type { BuilderContext } from './context.js'
import { type Definition, type Localized, type QuestionType, writtenOf } from './definition.js'
import { saveAsFile } from './files.js'
import { OpenPoll } from './open-poll.js'
import { organizationView } from './organization-view.js'
import type { Papers } from './paper/paper.js'
import { paperPage } from './paper-page.js'
import { type Place, placeAt } from './place.js'
import styles from './poll-builder.styles.js'
import { PollList } from './poll-list.js'
import { resultsPage } from './results-page.js'
import { Stage } from './stage.js'
import { toPoll } from './to-poll.js'
import { Trial } from './trial.js'
import { VotersPanel } from './voters-panel.js'
import { Whole } from './whole.js'
import { Words } from './words.js'
import { previewView, writeView } from './write-view.js'

/**
 * Where staff write polls: a list, a builder with a preview, a trial before opening. It works on the API's own pages for
 * who is signed in there, elsewhere by a staff key, as the desk does.
 *
 * @summary Polls as staff write them
 * @tag vmeste-poll-builder
 * @attr organization - whose; without it, the one the key was made for, or the person is staff of
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out shown when it cannot be
 * @csspart root - the box around everything
 * @csspart title - the headings of its parts
 * @csspart button - every button that acts
 * @csspart input - every field
 * @csspart error - what went wrong
 */
export class VmestePollBuilder extends VmesteElement<'desk' | 'poll-builder'> {
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  protected readonly languages: Languages<'desk' | 'poll-builder'> = languages
  #place: Place = { view: 'list' }
  /** Counted, so that who comes back reads anew. */
  #visit = 0
  /** The focus is to go to the heading, once it is there. */
  #isArriving = false
  #written = ''
  #type: QuestionType = 'single'
  #news = ''
  #width = 'phone'

  readonly #context: BuilderContext = {
    host: this,
    say: (key, values) => this.say(key, values),
    sayMoment: (moment) =>
      new Date(moment).toLocaleString(this.textLanguage, {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: this.#profile.value?.timeZone ?? 'UTC',
      }),
    titleOf: (titles) => this.#titleOf(titles),
    client: () => this.client(this.#session.key ? { token: this.#session.key } : { staff: 'session' }),
    session: () => this.#session.id,
    profile: () => this.#profile.value,
    isWriter: () => this.#is('coordinator', 'administrator'),
    language: () => this.#language,
    stays: () => this.#stays(),
    leftFor: (error) => this.#leftFor(error),
    tell: (text) => {
      this.#news = text
      this.requestUpdate()
    },
    focusOn: (selector) => void this.focusOn(selector),
    go: (hash) => {
      location.hash = hash
      this.#follow(hash)
    },
  }
  readonly #session = new StaffSession(this, {
    say: this.#context.say,
    focusOn: this.#context.focusOn,
    onLeave: () => {
      this.#acting.isBusy = false
      this.#acting.errors = {}
      this.#leave()
      this.#open.forget()
      this.#list.forget()
      this.#profile.value = this.#profile.error = undefined
    },
  })
  readonly #profile = new Load<Organization>(
    this,
    () => this.#session.id,
    (signal) => getOrganization(this.#context.client(), { signal }),
  )
  readonly #acting: Acting = new Acting(
    this.#context,
    () => this.#open.isNew,
    (selector) => this.renderRoot.querySelector(selector) !== null,
  )
  readonly #list = new PollList(this.#context, () => {
    this.#open.isNamed = false
  })
  readonly #open: OpenPoll = new OpenPoll(this.#context, this.#acting, {
    place: () => this.#place,
    visit: () => this.#visit,
    taken: () => this.#list.taken,
    onNamed: (id) => {
      this.#place = { view: 'write', id }
      history.replaceState(history.state, '', `#poll=${id}`)
    },
    onSaved: () => void this.#list.load.reload(),
    onChange: () => this.#stage.follow(),
    onBegin: () => {
      if (this.#place.view === 'try') void this.#trial.read()
      this.#stage.follow()
    },
  })
  readonly #whole = new Whole(this.#context, this.#acting, this.#open, this.#list, () => this.#stage.follow())
  readonly #trial = new Trial(this.#context, () => this.#open.id)
  readonly #words = new Words(this.#context, () => this.#open.id)
  readonly #voters = new VotersPanel(this, {
    say: this.#context.say,
    client: this.#context.client,
    poll: () => this.#open.saved,
    act: (act) => this.#acting.act(act),
    isBusy: () => this.#acting.isBusy,
    focusOn: this.#context.focusOn,
  })
  readonly #stage = new Stage({
    of: () => this,
    stage: () => this.renderRoot.querySelector('.stage'),
    shown: () => this.#staged(),
  })

  override connectedCallback() {
    super.connectedCallback()
    this.#session.start()
    this.#follow()
    addEventListener('hashchange', this.#follow)
    addEventListener('beforeunload', this.#warn)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#follow)
    removeEventListener('beforeunload', this.#warn)
    this.#stage.end()
  }

  protected override updated() {
    for (const { error } of [this.#list.load, this.#profile, this.#open.load]) this.#leftFor(error)
    const heading = this.#isArriving && this.renderRoot.querySelector<HTMLElement>('h2[tabindex]')
    if (heading) {
      this.#isArriving = false
      heading.focus()
    }
    this.#stage.updated()
  }

  protected view() {
    if (this.#session.person === null) return this.skeleton()
    if (!this.#session.isIn) return this.#session.view()
    const views = {
      list: () => this.#listView(),
      write: () => this.#writeView(),
      try: () => this.#tryView(),
      paper: () => this.#savedView((saved, shown) => paperPage(this.#context, this.#papers(saved, shown))),
      results: () => this.#savedView((saved, shown) => resultsPage(this.#context, saved, shown, this.#words)),
    }
    return html`<div class="bar">
        ${this.#place.view === 'list' ? organizationView(this.#session, this.organization, this.#context) : html`<p class="name"><a href="#">${this.say('toList')}</a></p>`}
        <button type="button" class="quiet" part="button" @click=${this.#session.signOut}>${this.say('signOut')}</button>
      </div>
      ${views[this.#place.view]()} ${announcement(this.#news)}`
  }

  #listView(): TemplateResult {
    return html`<h2 part="title" tabindex="-1">${this.say('polls')}</h2>
      ${this.showLoad(this.#list.load, (polls) => this.#list.view(polls))}`
  }

  #writeView(): unknown {
    const { work, load } = this.#open
    const profile = this.#profile.value
    if (!profile) return this.showLoad(this.#profile, () => '')
    if (!work) return this.showLoad(load, () => this.#gone())
    const redraw = () => this.requestUpdate()
    return writeView({
      context: this.#context,
      acting: this.#acting,
      open: this.#open,
      work,
      profile,
      pageLanguage: this.textLanguage,
      type: this.#type,
      onType: (type) => {
        this.#type = type
        redraw()
      },
      onLanguage: (language) => {
        this.#written = language
        redraw()
        this.#stage.follow()
      },
      preview: previewView({
        say: this.#context.say,
        width: this.#width,
        onWidth: (width) => {
          this.#width = width
          redraw()
        },
      }),
      below: this.#context.isWriter()
        ? html`${this.#actsView()} ${work.definition.isListed ? this.#voters.view() : ''}`
        : '',
    })
  }

  #actsView() {
    const { saved } = this.#open
    const { say, sayMoment } = this.#context
    const { baseUrl } = this.#context.client()
    return actsView({
      say,
      sayMoment,
      saved,
      organization: this.organization,
      base: baseUrl.replace(/\/$/, ''),
      asked: this.#whole.asked,
      isBusy: this.#acting.isBusy,
      onAsk: this.#whole.ask,
      onConfirm: this.#whole.confirm,
      onCopy: this.#whole.copy,
      onExport: () => saved && saveAsFile(saved, new URL('/v1/schemas/poll.json', baseUrl || location.href).href),
    })
  }

  #tryView(): unknown {
    return this.#savedView((saved) =>
      this.#trial.view(saved, {
        toPoll: (id) => this.#toPoll(this.#open.work?.definition ?? saved, id),
        onAgain: () => this.#stage.begin(),
      }),
    )
  }

  /** Of a poll that is saved. */
  #savedView(view: (saved: PollAdministration, shown: Poll) => TemplateResult): unknown {
    if (!this.#profile.value) return this.showLoad(this.#profile, () => '')
    return this.showLoad(this.#open.load, (saved) =>
      saved ? view(saved, this.#toPoll(writtenOf(saved), saved.id)) : this.#gone(),
    )
  }

  #papers(saved: PollAdministration, poll: Poll): Papers {
    const { person } = this.#session
    return {
      saved,
      poll,
      client: this.#context.client,
      session: `${this.#session.id} ${this.#visit}`,
      me: person ? `staff:${person.id}` : undefined,
      isWriter: this.#context.isWriter(),
      isAuditor: this.#is('leader', 'administrator'),
      leftFor: this.#context.leftFor,
    }
  }

  /** Whether the reader has one of these roles. What a key is for is not known; the API refuses what it may not. */
  #is(...wanted: string[]): boolean {
    const { person } = this.#session
    return !person || person.roles.some(({ role }) => wanted.includes(role))
  }

  /** Begun in another tab, or saved meanwhile. */
  #gone = (): TemplateResult => html`<p>${this.say('nothingBegun')}</p>`

  /** In which texts are written: the one chosen, the reader's, or the first of the organization's. */
  get #language(): string {
    const spoken = this.#profile.value?.languages ?? []
    const wanted = [this.#written, this.language, this.language.replace(/-.*/, ''), this.textLanguage]
    return wanted.find((each) => spoken.includes(each)) ?? spoken[0] ?? this.textLanguage
  }

  #titleOf(titles: Localized): string {
    const wanted = [this.language, this.textLanguage, ...(this.#profile.value?.languages ?? [])]
    return wanted.map((each) => titles[each]).find(Boolean) ?? Object.values(titles)[0] ?? ''
  }

  #toPoll(definition: Definition, id: string) {
    const { languages = [], timeZone = 'UTC' } = this.#profile.value ?? ({} as Partial<Organization>)
    return toPoll(definition, { id, language: this.#language, languages, timeZone, blank: '…' })
  }

  /** What is shown as residents see it: what is written, or what is saved for who tries it. */
  #staged() {
    const { work } = this.#open
    if (
      !work ||
      !this.#profile.value ||
      !('id' in this.#place) ||
      this.#place.view === 'paper' ||
      this.#place.view === 'results'
    )
      return undefined
    const isTrial = this.#place.view === 'try'
    const poll = this.#toPoll(work.definition, `${this.#place.id}.${isTrial ? 'try' : 'preview'}`)
    const cast = isTrial && { cast: this.#trial.cast }
    return { poll, language: this.#language, notice: this.say('previewOnly'), ...cast }
  }

  /** @param cause there is none when the page begins: the focus stays where it is */
  #follow = (cause?: unknown) => {
    const next = placeAt(location.hash)
    if (JSON.stringify(next) === JSON.stringify(this.#place)) return
    this.#place = next
    this.#visit++
    this.#stage.end()
    this.#leave()
    if (next.view === 'list') this.#list.reopen()
    this.#isArriving = cause !== undefined
    this.requestUpdate()
  }

  /** What was open is so no more. */
  #leave() {
    this.#open.work = undefined
    this.#whole.asked = undefined
    this.#trial.forget()
    this.#voters.forget()
    this.#words.forget()
    this.#acting.notify('')
  }

  /** Asked by the browser before the page is left with something that is not saved. */
  #warn = (event: BeforeUnloadEvent) => {
    if (this.#open.work?.isChanged) event.preventDefault()
  }

  #stays(): () => boolean {
    const [visit, session, organization] = [this.#visit, this.#session.id, this.organization]
    return () => visit === this.#visit && session === this.#session.id && organization === this.organization
  }

  /** What was begun stays in this tab. */
  #leftFor(error: unknown): boolean {
    if (!(error instanceof ProblemError) || error.status !== 401) return false
    if (this.#session.isIn) this.#session.leave(this.#session.key ? this.say('keyRefused') : error.detail)
    return true
  }
}
