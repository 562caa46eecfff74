import languages from 'texts:paper'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { PollAdministration } from '../../../sdk/poll-writing.js'
import type { Poll } from '../../../sdk/polls.js'
import { ProblemError } from '../../../sdk/problems.js'
import type { Transport } from '../../../sdk/transport.js'
import type { Ballot } from '../../poll/ballot/ballot.js'
import { announcement } from '../../shared/announcement.js'
import baseStyles from '../../shared/base.styles.js'
import { VmesteElement } from '../../shared/element.js'
import { textField } from '../../shared/field.js'
import fieldStyles from '../../shared/field.styles.js'
import moreStyles from '../../shared/more.styles.js'
import type { Languages } from '../../shared/texts.js'
import { radiosView } from '../radios-view.js'
import { chooseByDigit } from './digits.js'
import { Entering } from './entering.js'
import { onPaper } from './on-paper.js'
import styles from './paper.styles.js'
import { Sheets } from './sheets.js'
import { countsView, sheetsView } from './sheets-view.js'
import { Trail } from './trail.js'
import '../../poll/ballot/define.js'

/** What the builder hands to it. */
export interface Papers {
  saved: PollAdministration
  /** As residents see it, in the reader's language. */
  poll: Poll
  client: () => Transport
  /** Tells one signing in from another. */
  session: string
  /** As lists tell who entered what; undefined for a key. */
  me: string | undefined
  isWriter: boolean
  /** Leaders and administrators read the audit trail. */
  isAuditor: boolean
  leftFor: (error: unknown) => boolean
}

const ENTERABLE = 'input:not([type=hidden]),textarea,button:enabled'

/**
 * Ballots cast on paper, entered in a row by keyboard: the number of the sheet is the next, a digit chooses, Enter
 * sends, and the focus is at the first question again. It stands in `<vmeste-poll-builder>`.
 */
export class VmestePollPaper extends VmesteElement<'paper'> {
  static override properties: PropertyDeclarations = { papers: { attribute: false } }
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  declare papers: Papers

  protected readonly languages: Languages<'paper'> = languages
  readonly #say = (...given: Parameters<typeof this.say>) => this.say(...given)
  readonly #when = (instant: string) => this.sayDate(instant, { dateStyle: 'short', timeStyle: 'short' })
  #opened = ''
  readonly #about = {
    say: this.#say,
    client: () => this.papers.client(),
    poll: () => this.papers.saved.id,
    subject: () => (this.papers ? `${this.papers.session} ${this.papers.saved.id}` : undefined),
    me: () => this.papers.me,
    leftFor: (error: unknown) => this.papers.leftFor(error),
  }
  readonly #sheets: Sheets = new Sheets(this, {
    ...this.#about,
    focusOn: (selector) => void this.focusOn(selector),
    onSheet: () => {
      this.#entering.told = this.say('takenBack')
    },
  })
  readonly #trail = new Trail(this, { ...this.#about, sayDate: this.#when })
  readonly #entering: Entering = new Entering({
    ...this.#about,
    organization: () => this.organization,
    requestUpdate: () => this.requestUpdate(),
    onSheet: (sheet) => this.#sheets.put(sheet),
    onStale: () => this.#sheets.reread(),
    nextWaiting: (done) => this.#sheets.nextWaiting(done),
    focusOn: (what) => this.#focus(what),
  })

  protected override willUpdate() {
    const { organization, papers } = this
    const subject = papers && organization ? `${organization}/${papers.saved.id} ${papers.session}` : ''
    if (!subject || subject === this.#opened) return
    this.#opened = subject
    this.#entering.open()
  }

  protected override updated() {
    for (const { error } of [this.#sheets.list, this.#sheets.waiting, this.#trail.load])
      if (error instanceof ProblemError) this.papers.leftFor(error)
  }

  protected view(): TemplateResult {
    const { saved, isAuditor } = this.papers
    const isOpen = saved.status === 'open'
    return html`${this.showLoad(this.#sheets.list, (list) => countsView(list, this.#say))}
      ${isOpen ? this.#entryView() : html`<p class="notice good">${this.say(saved.status === 'closed' ? 'overNow' : 'notYet')}</p>`}
      <div>
        <h3 id="sheets" tabindex="-1">${this.say('sheets')}</h3>
        <p class="muted">${this.say('sheetsAbout')}</p>
        ${this.showLoad(this.#sheets.list, (list) =>
          sheetsView(list, {
            say: this.#say,
            sayDate: this.#when,
            sheets: this.#sheets,
            isReversible: isOpen && this.papers.isWriter,
          }),
        )}
      </div>
      ${
        isAuditor
          ? html`<details @toggle=${this.#trail.toggle}>
              <summary>${this.say('trail')}</summary>
              ${this.showLoad(this.#trail.load, (page) => this.#trail.view(page))}
            </details>`
          : ''
      }
      ${announcement(this.#entering.told)}`
  }

  #entryView(): TemplateResult {
    const { saved, me, isWriter } = this.papers
    if (!isWriter) return html`<p class="notice good">${this.say('writersEnter')}</p>`
    const isConfirmed = saved.paper === 'confirmed'
    if (isConfirmed && !me) return html`<p class="notice good">${this.say('personOnly')}</p>`
    const { mode, sheet, sheetError, told, count } = this.#entering
    const waiting = this.#sheets.waiting.value ?? []
    return html`<section class="entry" aria-labelledby="entry">
      <h3 id="entry">${this.say('entry')}</h3>
      ${
        isConfirmed
          ? radiosView({
              name: 'mode',
              legend: this.say('whichEntry'),
              isLegendUnseen: true,
              options: [
                ['first', this.say('firstEntry')],
                ['second', this.say('secondEntry', { count: waiting.length })],
              ],
              chosen: mode,
              onChange: (next) => this.#entering.setMode(next as 'first' | 'second'),
            })
          : ''
      }
      <p class="muted">${this.say('howToEnter')}</p>
      ${mode === 'second' ? this.#waitingView(waiting.map((each) => each.sheet)) : ''}
      <div @keydown=${this.#pressInNumber}>
        ${textField({
          name: 'sheet',
          label: this.say('sheetNumber'),
          hint: this.say('sheetNumberAbout'),
          error: sheetError,
          value: sheet,
          maximum: 40,
          autocomplete: 'off',
          isRequired: true,
          onInput: (typed) => this.#entering.setSheet(typed),
        })}
      </div>
      <div @keydown=${this.#pressInBallot}>
        <vmeste-ballot exportparts="question,option,field,input,button,error" .organization=${this.organization} .api=${this.api} .ballot=${this.#ballot()}></vmeste-ballot>
      </div>
      ${told ? html`<p class="told">${told} ${count ? html`<span class="muted">${this.say('inARow', { count })}</span>` : ''}</p>` : ''}
    </section>`
  }

  #waitingView(sheets: string[]): TemplateResult {
    if (sheets.length === 0) return html`<p class="muted">${this.say('noneWaits')}</p>`
    return html`<fieldset class="waiting">
      <legend>${this.say('theseWait')}</legend>
      ${sheets.slice(0, 20).map(
        (sheet) =>
          html`<button type="button" part="button" class="small" aria-pressed=${sheet === this.#entering.sheet ? 'true' : 'false'} @click=${() => this.#entering.take(sheet)}>
            <bdi>${sheet}</bdi>
          </button>`,
      )}
    </fieldset>`
  }

  #ballot(): Ballot {
    const { answers, course, errors, notice, isSending, mode, keep, fail, cast } = this.#entering
    const poll = onPaper(this.papers.poll)
    const act = this.say(mode === 'second' ? 'confirm' : 'enter')
    return { poll, answers, ...(course && { course }), errors, notice, isSending, act, keep, fail, cast }
  }

  /** Enter in the number goes on to what is on the sheet. */
  #pressInNumber = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    this.#focus('first')
  }

  #pressInBallot = (event: KeyboardEvent) => {
    const root = this.#ballotRoot
    if (root) chooseByDigit(event, root)
  }

  get #ballotRoot() {
    return this.renderRoot.querySelector('vmeste-ballot')?.shadowRoot
  }

  /** Once it is on screen, in the ballot too. */
  #focus(what: 'sheet' | 'first' | 'wrong') {
    setTimeout(() => {
      const at =
        what === 'sheet'
          ? this.renderRoot.querySelector<HTMLElement>('#sheet')
          : what === 'first'
            ? this.#ballotRoot?.querySelector<HTMLElement>(ENTERABLE)
            : this.#ballotRoot?.querySelector<HTMLElement>(
                `[aria-invalid=true]:is(input,textarea),[aria-invalid=true] input`,
              )
      at?.focus()
    })
  }
}
