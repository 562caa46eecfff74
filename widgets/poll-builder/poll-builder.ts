import languages from 'texts:desk+poll-builder'
import { html, type TemplateResult } from 'lit'
import { toJson } from '../../sdk/json.js'
import { getOrganization, type Organization } from '../../sdk/organization.js'
import * as writing from '../../sdk/poll-writing.js'
import type { NewBallot, PollResults } from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import { StaffSession } from '../desk/staff-session.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { type Act, actsView } from './acts-view.js'
import type { Definition, Former, Localized, QuestionType } from './definition.js'
import type { Writing } from './fields.js'
import { definitionIn, saveAsFile } from './files.js'
import { listView } from './list-view.js'
import { Photos } from './photos.js'
import styles from './poll-builder.styles.js'
import { questionsView } from './question-view.js'
import { radiosView } from './radios-view.js'
import { headView, settingsView } from './settings-view.js'
import { Stage } from './stage.js'
import { begin, nameFor, type Start } from './starts.js'
import { toPoll } from './to-poll.js'
import { trialView } from './trial-view.js'
import { VotersPanel } from './voters-panel.js'
import { keepWork, recallWork, UNSAVED, type Work, workOn } from './work.js'

/** Where in the page the reader is, as the address says it. */
type Place = { view: 'list' } | { view: 'write' | 'try'; id: string }

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
  #work: Work | undefined
  #name = ''
  #isNamed = false
  #written = ''
  #type: QuestionType = 'single'
  #errors: FieldErrors = {}
  readonly #former: Former = new Map()
  #faults: string[] = []
  #notice = ''
  #isConflict = false
  #asked: Act | undefined
  #isBusy = false
  /** Counted, so that who comes back reads anew. */
  #visit = 0
  /** The focus is to go to the heading, once it is there. */
  #isArriving = false
  #news = ''
  #width = 'phone'
  #tried: PollResults | undefined
  #tries = 0

  readonly #session = new StaffSession(this, {
    say: (key, values) => this.say(key, values),
    focusOn: (selector) => this.focusOn(selector),
    onLeave: () => {
      this.#work = this.#asked = this.#tried = undefined
      this.#isBusy = false
      this.#errors = {}
      this.#notify('')
      this.#voters.forget()
      for (const load of [this.#profile, this.#list, this.#poll]) load.value = load.error = undefined
    },
  })
  readonly #profile = new Load<Organization>(
    this,
    () => this.#session.id,
    (signal) => getOrganization(this.#client, { signal }),
  )
  readonly #list: Load<writing.PollSummary[]> = new Load(
    this,
    () => this.#session.id,
    async (signal) => (await writing.listPollDefinitions(this.#client, { signal })).items,
  )
  /** Null while it is on no server. */
  readonly #poll: Load<writing.PollAdministration | null> = new Load(
    this,
    () =>
      this.#place.view === 'list' || !this.#session.id
        ? undefined
        : `${this.#session.id} ${this.#visit} ${this.#place.view} ${this.#place.id}`,
    async (signal) => {
      const { id } = this.#place as { id: string }
      if (id === UNSAVED) {
        this.#begin(recallWork(this.organization, UNSAVED))
        return null
      }
      const poll = await writing.getPollDefinition(this.#client, id, { signal })
      this.#begin(
        (poll.status === 'open' || poll.status === 'closed' || this.#place.view === 'try'
          ? undefined
          : recallWork(this.organization, id)) ?? workOn(poll),
      )
      return poll
    },
  )
  readonly #voters = new VotersPanel(this, {
    say: (key, values) => this.say(key, values),
    client: () => this.#client,
    poll: () => this.#poll.value ?? undefined,
    act: (act) => this.#act(act),
    isBusy: () => this.#isBusy,
    focusOn: (selector) => void this.focusOn(selector),
  })
  readonly #photos = new Photos({
    say: (key, values) => this.say(key, values),
    client: () => this.#client,
    stays: () => this.#stays(),
    definition: () => this.#work?.definition,
    change: (change) => this.#change(change),
    tell: (text) => this.#tell(text),
    focusOn: (selector) => void this.focusOn(selector),
    isLeftFor: (error) => this.#leftFor(error),
    requestUpdate: () => this.requestUpdate(),
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
    for (const { error } of [this.#list, this.#profile, this.#poll]) this.#leftFor(error)
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
    return html`<div class="bar">
        ${this.#place.view === 'list' ? this.#organizationView() : html`<p class="name"><a href="#">${this.say('toList')}</a></p>`}
        <button type="button" class="quiet" part="button" @click=${this.#session.signOut}>${this.say('signOut')}</button>
      </div>
      ${this.#place.view === 'list' ? this.#listView() : this.#place.view === 'write' ? this.#writeView() : this.#tryView()}
      ${announcement(this.#news)}`
  }

  /** Whether the session is over: then it is asked anew who is there, and what was begun stays in this tab. */
  #leftFor(error: unknown): boolean {
    if (!(error instanceof ProblemError) || error.status !== 401) return false
    if (this.#session.isIn) this.#session.leave(this.#session.key ? this.say('keyRefused') : error.detail)
    return true
  }

  /** Tells later whether the same is still open: an answer may come when another poll is. */
  #stays(): () => boolean {
    const [visit, session, organization] = [this.#visit, this.#session.id, this.organization]
    return () => visit === this.#visit && session === this.#session.id && organization === this.organization
  }

  get #client() {
    return this.client(this.#session.key ? { token: this.#session.key } : { staff: 'session' })
  }

  get #base(): string {
    return this.#client.baseUrl.replace(/\/$/, '')
  }

  /** What a key is for is not known; the API refuses what it may not. */
  get #isWriter(): boolean {
    const { person } = this.#session
    return !person || person.roles.some(({ role }) => role === 'coordinator' || role === 'administrator')
  }

  get #isLocked(): boolean {
    const status = this.#poll.value?.status
    return status === 'open' || status === 'closed' || !this.#isWriter
  }

  get #languages(): readonly string[] {
    return this.#profile.value?.languages ?? []
  }

  /** In which texts are written: the one chosen, the reader's, or the first of the organization's. */
  get #language(): string {
    const wanted = [this.#written, this.language, this.language.replace(/-.*/, ''), this.textLanguage]
    return wanted.find((each) => this.#languages.includes(each)) ?? this.#languages[0] ?? this.textLanguage
  }

  #say = (...given: Parameters<typeof this.say>) => this.say(...given)

  /** On the clocks of the organization, for there it opens. */
  #sayMoment = (moment: string): string =>
    new Date(moment).toLocaleString(this.textLanguage, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: this.#profile.value?.timeZone ?? 'UTC',
    })

  #titleOf = (titles: Localized): string =>
    [this.language, this.textLanguage, ...this.#languages].map((each) => titles[each]).find(Boolean) ??
    Object.values(titles)[0] ??
    ''

  #organizationView() {
    const named = new Map(this.#session.person?.roles.map(({ organization }) => [organization.id, organization.name]))
    const name = this.#profile.value?.name ?? named.get(this.organization) ?? this.organization
    if (named.size < 2) return html`<p class="name"><bdi>${name}</bdi></p>`
    named.set(this.organization, name)
    return html`<p class="name">
      <label
        >${this.say('organization')}
        <select part="input" @change=${({ target }: Event) => this.#session.choose((target as HTMLSelectElement).value)}>
          ${[...named].map(([id, text]) => html`<option value=${id} .selected=${id === this.organization}>${text}</option>`)}
        </select>
      </label>
    </p>`
  }

  #listView(): TemplateResult {
    const begun = recallWork(this.organization, UNSAVED)
    return html`<h2 part="title" tabindex="-1">${this.say('polls')}</h2>
      ${this.showLoad(this.#list, (polls) =>
        listView(polls, {
          say: this.#say,
          sayMoment: this.#sayMoment,
          titleOf: this.#titleOf,
          isWriter: this.#isWriter,
          onStart: this.#start,
          onFile: this.#import,
          faults: this.#faults,
          begun: begun && this.#titleOf(begun.definition.titles),
          isBusy: this.#isBusy,
          base: this.#base,
          onDrop: () => {
            keepWork(this.organization, UNSAVED, undefined)
            this.requestUpdate()
            void this.focusOn('h2')
          },
        }),
      )}`
  }

  #writeView(): TemplateResult {
    const work = this.#work
    const profile = this.#profile.value
    if (!profile) return html`${this.showLoad(this.#profile, () => '')}`
    if (!work) return html`${this.showLoad(this.#poll, () => this.#gone())}`
    const saved = this.#poll.value ?? undefined
    const say = this.#say
    const status = saved?.status ?? 'draft'
    const about = this.#writing(work, profile)
    const isLocked = this.#isLocked
    const title = this.#titleOf(work.definition.titles)
    return html`<h2 part="title" id="top" tabindex="-1"><bdi>${title || say('untitled')}</bdi></h2>
      <p class="state">
        <b class="badge ${status}">${say(`state_${status}`)}</b>
        <span>${saved ? say(`when_${status}`, { opens: this.#sayMoment(saved.opensAt), closes: this.#sayMoment(saved.closesAt) }) : ''}</span>
      </p>
      ${isLocked ? html`<p class="notice good" id="locked">${say(this.#isWriter ? 'locked' : 'readOnly')}</p>` : status === 'scheduled' ? html`<p class="muted">${say('next_scheduled')}</p>` : ''}
      <div class="columns">
        <form novalidate @submit=${this.#submit} @keydown=${this.#noSubmit} @input=${this.#forgive} @change=${this.#forgive}>
          ${this.#noticeView()}
          ${this.#languageView(profile)}
          <fieldset class="whole" ?disabled=${isLocked} aria-describedby=${isLocked ? 'locked' : 'saved'}>
            <legend class="unseen">${say('thePoll')}</legend>
            ${headView(
              about,
              saved
                ? undefined
                : {
                    value: this.#name,
                    onInput: (name) => {
                      this.#name = name
                      this.#isNamed = true
                      delete this.#errors.id
                      this.requestUpdate()
                    },
                  },
            )}
            ${questionsView(about, this.#type, (type) => {
              this.#type = type
              this.requestUpdate()
            })}
            ${settingsView(about)}
          </fieldset>
          ${
            isLocked
              ? ''
              : html`<div class="save">
                  <button class="primary" part="button" id="save" aria-disabled=${this.#isBusy ? 'true' : 'false'}>
                    ${say(this.#isBusy ? 'sending' : 'save')}
                  </button>
                  <p id="saved" class="muted">${say(work.isChanged || !saved ? 'unsaved' : 'isSaved')}</p>
                </div>`
          }
        </form>
        ${this.#previewView()}
      </div>
      ${
        this.#isWriter
          ? actsView({
              say,
              sayMoment: this.#sayMoment,
              saved,
              organization: this.organization,
              base: this.#base,
              asked: this.#asked,
              isBusy: this.#isBusy,
              onAsk: this.#ask,
              onConfirm: this.#confirm,
              onCopy: this.#copy,
              onExport: () =>
                saved &&
                saveAsFile(saved, new URL('/v1/schemas/poll.json', this.#client.baseUrl || location.href).href),
            })
          : ''
      }
      ${work.definition.isListed && this.#isWriter ? this.#voters.view() : ''}`
  }

  /** Begun in another tab, or saved meanwhile. */
  #gone(): TemplateResult {
    return html`<p>${this.say('nothingBegun')}</p>`
  }

  #writing(work: Work, { languages, timeZone }: Organization): Writing {
    return {
      definition: work.definition,
      say: this.#say,
      language: this.#language,
      languages,
      pageLanguage: this.textLanguage,
      timeZone,
      errors: this.#errors,
      isLocked: this.#isLocked,
      former: this.#former,
      photos: this.#photos,
      change: this.#change,
      tell: this.#tell,
      focusOn: (selector) => void this.focusOn(selector),
    }
  }

  #noticeView(): TemplateResult {
    const rest = this.#faults
    return html`<div role="alert" id="notice" tabindex="-1" class=${this.#notice ? 'notice' : ''} part="error">
      ${this.#notice ? html`<p>${this.#notice}</p>` : ''}
      ${rest.length ? html`<ul>${rest.map((fault) => html`<li>${fault}</li>`)}</ul>` : ''}
      ${
        this.#isConflict
          ? html`<button type="button" part="button" id="theirs" @click=${this.#takeTheirs}>${this.say('takeTheirs')}</button>
              <button type="button" part="button" id="mine" @click=${this.#keepMine}>${this.say('keepMine')}</button>`
          : ''
      }
    </div>`
  }

  #languageView({ languages }: Organization) {
    if (languages.length < 2) return ''
    const name = (language: string) =>
      new Intl.DisplayNames([this.textLanguage], { type: 'language' }).of(language) ?? language
    return radiosView({
      name: 'language',
      legend: this.say('writeIn'),
      options: languages.map((language) => [language, name(language)] as const),
      chosen: this.#language,
      onChange: (language) => {
        this.#written = language
        this.requestUpdate()
        this.#stage.follow()
      },
    })
  }

  #previewView(): TemplateResult {
    return html`<section class="preview" aria-labelledby="preview">
      <h3 id="preview">${this.say('preview')}</h3>
      ${radiosView({
        name: 'width',
        legend: this.say('previewWidth'),
        isLegendUnseen: true,
        options: [
          ['phone', this.say('phone')],
          ['desktop', this.say('desktop')],
        ],
        chosen: this.#width,
        onChange: (width) => {
          this.#width = width
          this.requestUpdate()
        },
      })}
      <p class="muted">${this.say('previewAbout')}</p>
      <div class="stage ${this.#width}"></div>
    </section>`
  }

  #tryView(): TemplateResult {
    const profile = this.#profile.value
    if (!profile) return html`${this.showLoad(this.#profile, () => '')}`
    return html`${this.showLoad(this.#poll, (poll) =>
      poll
        ? trialView({
            say: this.#say,
            organization: this.organization,
            api: this.api,
            id: poll.id,
            isOver: poll.status === 'open' || poll.status === 'closed',
            tried: this.#tried,
            poll: this.#toPoll(workOn(poll).definition, `${poll.id}-${this.#tries}`),
            onAgain: () => this.#stage.begin(),
          })
        : this.#gone(),
    )}`
  }

  // Where the reader is.

  /** @param cause there is none when the page begins: the focus stays where it is */
  #follow = (cause?: unknown) => {
    const [, view, id] = /^#(poll|try)=([a-z0-9-]+)$/.exec(location.hash) ?? []
    const before = JSON.stringify(this.#place)
    this.#place =
      location.hash === '#new'
        ? { view: 'write', id: UNSAVED }
        : id
          ? { view: view === 'try' ? 'try' : 'write', id }
          : { view: 'list' }
    if (before === JSON.stringify(this.#place)) return
    this.#visit++
    this.#work = undefined
    this.#tried = undefined
    this.#stage.end()
    this.#voters.forget()
    this.#asked = undefined
    this.#notify('')
    if (this.#place.view === 'list') void this.#list.reload()
    this.#isArriving = cause !== undefined
    this.requestUpdate()
  }

  #go(hash: string) {
    location.hash = hash
    this.#follow(hash)
  }

  /** Asked by the browser before the page is left with something that is not saved. */
  #warn = (event: BeforeUnloadEvent) => {
    if (this.#work?.isChanged) event.preventDefault()
  }

  #begin(work: Work | undefined) {
    this.#work = work
    this.#errors = {}
    this.#former.clear()
    this.#photos.forget()
    if (work && this.#id === UNSAVED && !this.#isNamed) this.#nameAfter(work.definition.titles)
    if (this.#place.view === 'try') void this.#readTries()
    this.#stage.follow()
  }

  // What is written.

  #change = (change: Partial<Definition>) => {
    const work = this.#work
    if (!work || this.#isLocked) return
    this.#work = { ...work, definition: { ...work.definition, ...change }, isChanged: true }
    if (change.titles && this.#id === UNSAVED && !this.#isNamed) this.#nameAfter(change.titles)
    const order = (questions: Definition['questions']) => questions.map(({ id }) => id).join(' ')
    // What was said of one would stand at another.
    if (change.questions && order(change.questions) !== order(work.definition.questions)) this.#errors = {}
    keepWork(this.organization, this.#id, this.#work)
    this.requestUpdate()
    this.#stage.follow()
  }

  #nameAfter(titles: Localized) {
    this.#name = nameFor(titles[this.#language] || Object.values(titles)[0] || '', this.#taken)
  }

  get #taken(): string[] {
    return this.#list.value?.map(({ id }) => id) ?? []
  }

  get #id(): string {
    return this.#place.view === 'list' ? UNSAVED : this.#place.id
  }

  #start = (start: Start) => {
    const profile = this.#profile.value
    if (!profile) return
    const definition = begin(start, { timeZone: profile.timeZone, now: Date.now() })
    keepWork(this.organization, UNSAVED, { definition, version: undefined, isChanged: true })
    this.#isNamed = false
    this.#go('#new')
  }

  #submit = (event: Event) => {
    event.preventDefault()
    void this.#save()
  }

  /** What was wrong with a field is over with the next letter. */
  #forgive = ({ target }: Event) => {
    const { id } = target as HTMLElement
    for (const name of [id, ...this.#languages.map((language) => `${id}-${language}`)]) delete this.#errors[name]
  }

  /** Enter in a field is no wish to save: only the button is. */
  #noSubmit = (event: KeyboardEvent) => {
    const { localName, type } = event.target as HTMLInputElement
    if (event.key === 'Enter' && localName === 'input' && type !== 'submit') event.preventDefault()
  }

  async #save(): Promise<boolean> {
    const work = this.#work
    if (!work || this.#isBusy || this.#isLocked) return false
    const isNew = this.#id === UNSAVED
    const id = isNew ? this.#name.trim() : this.#id
    if (!/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(id)) {
      this.#errors = { id: this.say('wrongName') }
      this.#notify(this.say('check'))
      void this.focusOn('#id')
      return false
    }
    const { organization } = this
    const [isHere, kept] = [this.#stays(), this.#id]
    const saved = await this.#act(async () =>
      writing.setPollDefinition(this.#client, id, work.definition, {
        ...(isNew ? { isNew } : { ifMatch: `"${work.version}"` }),
      }),
    )
    if (!saved) return false
    if (!isHere()) {
      const left = recallWork(organization, kept)
      // What was typed after it was sent is not saved.
      if (left && toJson(left.definition) === toJson(work.definition)) keepWork(organization, kept, undefined)
      void this.#list.reload()
      return false
    }
    keepWork(organization, kept, undefined)
    // What was typed while it was on its way is the next to be saved.
    const isSame = this.#work === work
    this.#work = isSame ? workOn(saved) : { ...(this.#work ?? work), version: saved.version }
    this.#poll.value = saved
    if (!isSame) keepWork(this.organization, id, this.#work)
    if (isNew) {
      // The same poll under its name: nothing is read anew but the list.
      this.#place = { view: 'write', id }
      history.replaceState(history.state, '', `#poll=${id}`)
    }
    void this.#list.reload()
    this.#tell(this.say('isSaved'))
    return true
  }

  /** Does something by the API; says what went wrong, at the fields where it is. */
  async #act<Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#isBusy) return undefined
    const isHere = this.#stays()
    this.#isBusy = true
    this.#errors = {}
    this.#notify('')
    this.requestUpdate()
    try {
      return await act()
    } catch (error) {
      const isNew = this.#id === UNSAVED
      if (!isHere()) {
        this.#tell(error instanceof ProblemError ? error.detail : this.say('unsent'))
        return undefined
      }
      if (this.#leftFor(error)) return undefined
      if (error instanceof ProblemError && error.code === 'changed-meanwhile' && isNew) {
        this.#errors = { id: this.say('nameTaken') }
        this.#notify(this.say('check'))
      } else if (error instanceof ProblemError && error.code === 'changed-meanwhile') {
        this.#isConflict = true
        this.#notice = this.say('conflict')
      } else if (error instanceof ProblemError && error.errors.length) {
        this.#errors = fieldErrors(error)
        this.#notice = this.say('check')
        this.requestUpdate()
        await this.updateComplete
        // What stands at no field is said here.
        this.#faults = error.errors.flatMap(({ pointer, detail }) => {
          const name = pointer.slice(1).replaceAll('/', '-')
          const isShown = [name, name.replace(/-[a-z]{2,3}$/, '')].some(
            (each) => each && this.renderRoot.querySelector(`[id="${each}"]`),
          )
          return isShown ? [] : [`${pointer}: ${detail}`]
        })
      } else {
        this.#notice = error instanceof ProblemError ? error.detail : this.say('unsent')
      }
      this.requestUpdate()
      await this.updateComplete
      const isAtField = this.renderRoot.querySelector('form [aria-invalid=true]')
      void this.focusOn(isAtField ? 'form [aria-invalid=true]' : '#notice')
      return undefined
    } finally {
      this.#isBusy = false
      this.requestUpdate()
    }
  }

  #takeTheirs = async () => {
    keepWork(this.organization, this.#id, undefined)
    this.#notify('')
    await this.#poll.reload()
    void this.focusOn('#top')
  }

  #keepMine = async () => {
    const isHere = this.#stays()
    const theirs = await this.#act(() => writing.getPollDefinition(this.#client, this.#id))
    const work = this.#work
    if (!work || !theirs || !isHere()) return
    this.#poll.value = theirs
    this.#work = { ...work, version: theirs.version, isChanged: true }
    if (this.#isLocked) this.#work = workOn(theirs)
    else await this.#save()
    this.requestUpdate()
  }

  // What is done with it.

  #ask = async (act: Act | undefined) => {
    const before = this.#asked
    this.#asked = undefined
    this.requestUpdate()
    if (act === undefined) return this.focusOn(`#act-${before}`)
    const isWriting = act === 'publish' || act === 'openNow'
    // What is published is what is seen here.
    if (isWriting && (this.#work?.isChanged || !this.#poll.value) && !(await this.#save())) return
    this.#asked = act
    this.requestUpdate()
    void this.focusOn('#confirm')
  }

  #confirm = async (act: Act) => {
    const id = this.#id
    const { organization } = this
    const [isHere, work] = [this.#stays(), this.#work]
    const options = { ifMatch: `"${this.#work?.version}"` }
    const acts: Record<Act, () => Promise<writing.PollAdministration | null>> = {
      publish: () => writing.publishPoll(this.#client, id, {}, options),
      openNow: () => writing.publishPoll(this.#client, id, { opensAt: new Date().toISOString() }, options),
      close: () => writing.closePoll(this.#client, id, options),
      delete: async () => {
        await writing.deletePollDraft(this.#client, id, options)
        return null
      },
    }
    const done = await this.#act(acts[act])
    if (done === undefined) return
    this.#tell(this.say(`done_${act}`))
    if (!done) keepWork(organization, id, undefined)
    if (!isHere()) return void this.#list.reload()
    this.#asked = undefined
    if (!done) {
      if (this.#work) this.#work.isChanged = false
      return this.#go('#')
    }
    this.#poll.value = done
    // What was typed while it was on its way is the next to be saved.
    const typed = this.#isLocked || this.#work === work ? undefined : this.#work
    this.#work = typed ? { ...typed, version: done.version } : workOn(done)
    if (typed) keepWork(organization, id, this.#work)
    this.requestUpdate()
    this.#stage.follow()
    void this.focusOn('#acts')
  }

  #copy = async () => {
    const name = nameFor(this.#id, this.#taken)
    const isHere = this.#stays()
    const made = await this.#act(() => writing.copyPoll(this.#client, this.#id, name))
    if (!made) return
    await this.#list.reload()
    if (!isHere()) return
    this.#go(`#poll=${made.id}`)
    this.#tell(this.say('duplicated'))
  }

  #import = async (file: File) => {
    const isHere = this.#stays()
    const given = await definitionIn(file)
    if (!isHere()) return
    this.#faults = given ? [] : [this.say('notJson')]
    if (!given) return this.requestUpdate()
    const id = nameFor(String(given.id ?? file.name.replace(/\.json$/, '')), this.#taken)
    this.#isBusy = true
    this.requestUpdate()
    try {
      await writing.setPollDefinition(this.#client, id, given, { isNew: true })
      await this.#list.reload()
      this.#isBusy = false
      this.#tell(this.say('imported'))
      if (isHere()) this.#go(`#poll=${id}`)
    } catch (error) {
      this.#isBusy = false
      if (this.#leftFor(error)) return
      const errors = error instanceof ProblemError ? error.errors : []
      this.#faults = errors.length
        ? errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)
        : [error instanceof ProblemError ? error.detail : this.say('unsent')]
    }
    this.requestUpdate()
  }

  // The preview, and the trial.

  #toPoll(definition: Definition, id: string) {
    const { languages = [], timeZone = 'UTC' } = this.#profile.value ?? ({} as Partial<Organization>)
    return toPoll(definition, { id, language: this.#language, languages, timeZone, blank: '…' })
  }

  /** What is shown as residents see it: what is written, or what is saved for who tries it. */
  #staged() {
    const work = this.#work
    if (!work || !this.#profile.value || this.#place.view === 'list') return undefined
    const isTrial = this.#place.view === 'try'
    const poll = this.#toPoll(work.definition, `${this.#place.id}.${isTrial ? 'try' : 'preview'}`)
    return { poll, language: this.#language, notice: this.say('previewOnly'), ...(isTrial && { cast: this.#try }) }
  }

  #try = async (ballot: NewBallot) => {
    const { results } = await writing.testBallot(this.#client, this.#id, ballot)
    if (!results) throw new ProblemError(409, { detail: this.say('trialOver') })
    this.#showTries(results)
    this.#tell(this.say('triedOnce'))
  }

  async #readTries() {
    const results = await writing.getTestResults(this.#client, this.#id).catch(() => undefined)
    if (results) this.#showTries(results)
  }

  #showTries(results: PollResults) {
    this.#tried = results
    this.#tries++
    import('../poll/results/define.js').catch(() => {})
    this.requestUpdate()
  }

  #tell = (text: string) => {
    this.#news = text
    this.requestUpdate()
  }

  #notify(notice: string) {
    this.#notice = notice
    this.#faults = []
    this.#isConflict = false
  }
}
