import languages from 'texts:desk+insight'
import { html, type TemplateResult } from 'lit'
import { type AppealSummary, listAppeals } from '../../sdk/appeals.js'
import * as insight from '../../sdk/insight.js'
import { getOrganization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import { StaffSession } from '../desk/staff-session.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { textField } from '../shared/field.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { casesView, cellFigures } from './cell-view.js'
import { Digest } from './digest.js'
import { Files } from './files.js'
import styles from './insight.styles.js'
import { type Chosen, matrixView } from './matrix-view.js'
import { measures, type Shown, written } from './measures.js'
import { registerView } from './register-view.js'
import { tilesView } from './tiles.js'

const lengths = [30, 90, 365, 1095] as const
const axes = ['territory', 'body', 'organization'] as const

/**
 * Where leaders see how the territory is served and where it hurts. It works on the API's own pages for who is signed in
 * there, elsewhere by a staff key, as the desk does.
 *
 * @summary Figures and the matrix of systemic problems
 * @tag vmeste-insight
 * @attr organization - whose; without it, the one the key was made for, or the person is staff of
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out shown when it cannot be
 * @csspart root - the box around everything
 * @csspart title - the headings of its parts
 * @csspart button - every button that acts
 * @csspart input - every field
 * @csspart error - what went wrong
 */
export class VmesteInsight extends VmesteElement<'desk' | 'insight'> {
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  protected readonly languages: Languages<'desk' | 'insight'> = languages
  #days: number = 365
  #to = ''
  #by: (typeof axes)[number] = 'territory'
  #shown: Shown = 'received'
  #sort = { by: 'total', isDescending: true }
  #unfolded = new Map<string, insight.Matrix | undefined>()
  #chosen: Chosen | undefined
  #typed: Record<string, string> = {}
  #errors: FieldErrors = {}
  #notice = ''
  #news = ''
  #isBusy = false

  readonly #session = new StaffSession(this, {
    say: (key, values) => this.say(key, values),
    focusOn: (selector) => this.focusOn(selector),
    onLeave: () => {
      this.#chosen = undefined
      for (const load of [
        this.#statistics,
        this.#matrix,
        this.#problems,
        this.#officers,
        this.#digest.load,
        this.#cases,
      ])
        load.value = load.error = undefined
    },
  })
  readonly #name = new Load<string>(
    this,
    () => this.#session.id,
    async (signal) => (await getOrganization(this.#client, { signal })).name,
  )
  readonly #statistics = new Load<insight.Statistics>(
    this,
    () => this.#key(),
    (signal) => insight.getStatistics(this.#client, this.#period, { signal }),
  )
  readonly #matrix = new Load<insight.Matrix>(
    this,
    () => this.#key(this.#by),
    async (signal) => {
      const matrix = await insight.getMatrix(this.#client, { ...this.#period, by: this.#by }, { signal })
      this.#unfolded.clear()
      return matrix
    },
  )
  readonly #problems = new Load<insight.SystemicProblem[]>(
    this,
    () => this.#session.id,
    async (signal) => (await insight.listSystemicProblems(this.#client, { signal })).items,
  )
  readonly #officers = new Load<insight.OfficerFigures>(
    this,
    () => (this.#isLeader ? this.#key() : undefined),
    (signal) => insight.getOfficerFigures(this.#client, this.#period, { signal }),
  )
  readonly #files = new Files(this, {
    say: (key, values) => this.say(key, values),
    sayError: (error) => this.sayError(error),
    download: (name) =>
      insight.downloadInsight(this.#client, name, {
        ...this.#period,
        ...(name.startsWith('matrix') && { by: this.#by }),
      }),
  })
  readonly #digest = new Digest(this, {
    say: (key, values) => this.say(key, values),
    sayError: (error) => this.sayError(error),
    client: () => this.#client,
    key: () => (this.#isLeader ? this.#session.id : undefined),
  })
  readonly #cases = new Load<{ items: AppealSummary[]; total: number }>(
    this,
    () =>
      this.#chosen && this.#by !== 'organization'
        ? this.#key(this.#chosen.row.id, this.#chosen.column.id, this.#by)
        : undefined,
    async (signal) => {
      const { row, column } = this.#chosen ?? {}
      const by = this.#by === 'body' ? 'body' : 'territory'
      const where = column?.id === '*' ? {} : { column: column?.id }
      const { numbers, total } = await insight.listCellCases(
        this.#client,
        { ...this.#period, by, row: row?.id, ...where },
        { signal },
      )
      if (numbers.length === 0) return { items: [], total }
      const { items } = await listAppeals(this.#client, { numbers, limit: 100 }, { signal })
      return { items, total }
    },
  )

  override connectedCallback() {
    super.connectedCallback()
    this.#session.start()
  }

  protected override updated() {
    const { error } = this.#matrix
    if (this.#session.isIn && error instanceof ProblemError && error.status === 401)
      this.#session.leave(this.#session.key ? this.say('keyRefused') : error.detail)
  }

  protected view() {
    if (this.#session.person === null) return this.skeleton()
    return this.#session.isIn ? html`${this.#pageView()}${announcement(this.#news)}` : this.#session.view()
  }

  get #client() {
    return this.client(this.#session.key ? { token: this.#session.key } : { staff: 'session' })
  }

  /** What a key is for is not known: leaders sign in as people. */
  get #isLeader(): boolean {
    return this.#session.person?.roles.some(({ role }) => role === 'leader') === true
  }

  get #period(): insight.AskedPeriod {
    const to = this.#to || new Date().toISOString().slice(0, 10)
    const from = new Date(Date.parse(to) - (this.#days - 1) * 86_400_000).toISOString().slice(0, 10)
    return { from, to: this.#to || undefined }
  }

  #key(...more: string[]): string | undefined {
    const { id } = this.#session
    return id && [id, this.#days, this.#to, ...more].join(' ')
  }

  #pageView(): TemplateResult {
    const say = this.#say
    return html`
      <div class="bar">
        ${this.#nameView()}
        <button type="button" class="quiet" part="button" @click=${() => print()}>${say('print')}</button>
        <button type="button" class="quiet" part="button" @click=${this.#session.signOut}>${say('signOut')}</button>
      </div>
      ${this.#choiceView()} ${this.#files.view()}
      <h2 part="title">${say('figures')}</h2>
      ${this.showLoad(this.#statistics, (statistics) =>
        tilesView(statistics, { language: this.textLanguage, say, sayMonth: this.#sayMonth }),
      )}
      <h2 part="title">${say('matrix')}</h2>
      ${this.#matrixChoice()}
      ${this.showLoad(this.#matrix, (matrix) =>
        matrix.rows.length === 0
          ? html`<p class="muted">${say('nothing')}</p>`
          : html`${matrixView({
              matrix,
              unfolded: this.#unfolded,
              shown: this.#shown,
              sort: this.#sort,
              chosen: this.#chosen,
              language: this.textLanguage,
              say,
              onSort: this.#sortBy,
              onFold: this.#fold,
              onChoose: this.#choose,
            })}${this.#cellView(matrix)}`,
      )}
      <h2 part="title">${say('problems')}</h2>
      ${this.showLoad(this.#problems, (items) =>
        registerView(items, {
          language: this.textLanguage,
          say,
          sayDay: this.#sayDay,
          onEnd: this.#isLeader ? this.#end : undefined,
        }),
      )}
      ${this.#isLeader ? html`${this.#officersView()}${this.#digest.view()}` : ''}
    `
  }

  #nameView() {
    const named = new Map(this.#session.person?.roles.map(({ organization }) => [organization.id, organization.name]))
    const name = this.#name.value ?? named.get(this.organization) ?? this.organization
    if (named.size < 2) return html`<p class="name"><bdi>${name}</bdi></p>`
    named.set(this.organization, name)
    return html`<p class="name">
      ${this.#select('organization', [...named], this.organization, (id) => this.#session.choose(id))}
    </p>`
  }

  #choiceView() {
    const say = this.#say
    const options = lengths.map((days): [string, string] => [`${days}`, say('lastDays', { count: days })])
    return html`<div class="choice">
      ${this.#select('period', options, `${this.#days}`, (days) => {
        this.#days = Number(days)
      })}
      <label
        >${say('asOf')}
        <input
          type="date"
          part="input"
          .value=${this.#to}
          max=${new Date().toISOString().slice(0, 10)}
          @change=${({ target }: Event) => {
            this.#to = (target as HTMLInputElement).value
            this.#chosen = undefined
            this.requestUpdate()
          }}
        />
      </label>
    </div>`
  }

  #matrixChoice() {
    const say = this.#say
    const shown: Shown[] = [...(Object.keys(measures) as Shown[]), 'systemic']
    return html`<div class="choice">
      ${this.#select(
        'by',
        axes.map((axis) => [axis, say(axis)]),
        this.#by,
        (by) => {
          this.#by = by as (typeof axes)[number]
          this.#sort = { by: 'total', isDescending: true }
        },
      )}
      ${this.#select(
        'show',
        shown.map((each) => [each, say(each)]),
        this.#shown,
        (each) => {
          this.#shown = each as Shown
        },
        false,
      )}
    </div>`
  }

  #select(
    name: 'period' | 'by' | 'show' | 'organization',
    options: readonly (readonly [string, string])[],
    value: string,
    onChange: (value: string) => void,
    isAnother = true,
  ) {
    const change = ({ target }: Event) => {
      onChange((target as HTMLSelectElement).value)
      if (isAnother) this.#chosen = undefined
      this.requestUpdate()
    }
    return html`<label
      >${this.#say(name)}
      <select part="input" @change=${change}>
        ${options.map(([id, text]) => html`<option value=${id} .selected=${id === value}>${text}</option>`)}
      </select>
    </label>`
  }

  #cellView(matrix: insight.Matrix) {
    const chosen = this.#chosen
    if (!chosen) return ''
    const say = this.#say
    const { row, column } = chosen
    const all = [matrix, ...this.#unfolded.values()]
    const isWhole = column.id === '*'
    const cell = isWhole
      ? row
      : all.flatMap((each) => each?.cells ?? []).find((each) => each.row === row.id && each.column === column.id)
    const name = column.name || say(this.#by === 'body' ? 'noBody' : 'noTerritory')
    return html`<section class="cell" aria-labelledby="cell" @keydown=${this.#closeByKey}>
      <h3 id="cell" tabindex="-1"><bdi>${row.name}</bdi> · <bdi>${name}</bdi></h3>
      ${cell ? cellFigures(cell, matrix.weights, { language: this.textLanguage, say }) : ''}
      ${
        this.#by === 'organization'
          ? ''
          : html`${this.showLoad(this.#cases, ({ items, total }) =>
              casesView(items, total, { organization: this.organization, say, sayDay: this.#sayDay }),
            )}
            ${this.#isLeader ? this.#takeView() : ''}`
      }
      <p><button type="button" part="button" @click=${this.#close}>${say('close')}</button></p>
    </section>`
  }

  /** A leader takes it into work. */
  #takeView() {
    const say = this.#say
    const field = (name: 'responsible' | 'measure' | 'dueOn', more: object = {}) =>
      textField({
        name,
        label: say(name === 'responsible' ? 'responsibleBody' : name),
        value: this.#typed[name] ?? '',
        error: this.#errors[name],
        isRequired: true,
        onInput: (value) => {
          this.#typed[name] = value
          this.requestUpdate()
        },
        ...more,
      })
    return html`<form novalidate @submit=${this.#take}>
      <h4>${say('takeUp')}</h4>
      <p class="error" role="alert">${this.#notice}</p>
      ${field('responsible')} ${field('measure', { isLong: true })} ${field('dueOn', { type: 'date' })}
      <p>
        <button class="primary" part="button" aria-disabled=${this.#isBusy ? 'true' : 'false'}>${say('takeUp')}</button>
      </p>
    </form>`
  }

  #officersView() {
    const say = this.#say
    const keys = ['solved', 'inTimeShare', 'averageDays', 'ratedWellShare', 'reworkShare'] as const
    const kinds = {
      solved: 'count',
      inTimeShare: 'share',
      averageDays: 'number',
      ratedWellShare: 'share',
      reworkShare: 'share',
    } as const
    return html`<h2 part="title">${say('officers')}</h2>
      ${this.showLoad(this.#officers, (officers) =>
        officers.items.length === 0
          ? html`<p class="muted">${say('nothing')}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${say('officers')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${say('officer')}</th>
                    ${keys.map((key) => html`<th scope="col">${say(key)}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${officers.items.map(
                    ({ name, figures }) =>
                      html`<tr>
                        <th scope="row"><bdi>${name ?? say('formerOfficer')}</bdi></th>
                        ${keys.map((key) => html`<td>${written(figures[key], kinds[key], this.textLanguage)}</td>`)}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`,
      )}`
  }

  #say = (...given: Parameters<typeof this.say>) => this.say(...given)
  #sayDay = (day: string) => this.sayDate(day, { dateStyle: 'medium' })
  #sayMonth = (month: string) =>
    new Date(`${month}-15`).toLocaleDateString(this.textLanguage, { month: 'long', year: 'numeric' })

  #sortBy = (by: string) => {
    this.#sort = { by, isDescending: this.#sort.by === by ? !this.#sort.isDescending : by !== 'name' }
    this.requestUpdate()
  }

  #fold = async (group: string) => {
    const known = this.#matrix.value
    if (this.#unfolded.delete(group)) return this.requestUpdate()
    this.#unfolded.set(group, undefined)
    this.requestUpdate()
    try {
      const parts = await insight.getMatrix(this.#client, { ...this.#period, by: this.#by, group })
      if (known === this.#matrix.value && this.#unfolded.has(group)) this.#unfolded.set(group, parts)
    } catch (error) {
      this.#unfolded.delete(group)
      this.#news = this.sayError(error)
    }
    this.requestUpdate()
  }

  #choose = (chosen: Chosen) => {
    this.#chosen = chosen
    this.#errors = {}
    this.#notice = ''
    this.requestUpdate()
    void this.focusOn('#cell')
  }

  #close = () => {
    this.#chosen = undefined
    this.requestUpdate()
    void this.focusOn('.scroll')
  }

  #closeByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.#close()
  }

  #take = async (event: Event) => {
    event.preventDefault()
    if (this.#isBusy || !this.#chosen) return
    const { row, column } = this.#chosen
    const { responsible = '', measure = '', dueOn = '' } = this.#typed
    const missing = Object.entries({ responsible, measure, dueOn }).filter(([, value]) => !value.trim())
    this.#errors = Object.fromEntries(missing.map(([name]) => [name, this.#say('needed')]))
    this.#notice = missing.length > 0 ? this.#say('check') : ''
    this.requestUpdate()
    if (missing.length > 0) return void this.focusOn('[aria-invalid]')
    this.#isBusy = true
    const by = this.#by === 'body' ? 'body' : 'territory'
    try {
      const taken = await insight.createSystemicProblem(this.#client, {
        row: row.id,
        by,
        column: column.id === '*' ? '' : column.id,
        responsible,
        measure,
        dueOn,
      })
      this.#typed = {}
      this.#chosen = undefined
      this.#news = this.#say('isTaken')
      await this.#problems.reload()
      void this.focusOn(`#problem-${taken.id}`)
    } catch (error) {
      if (error instanceof ProblemError) this.#errors = fieldErrors(error)
      this.#notice = this.sayError(error)
    }
    this.#isBusy = false
    this.requestUpdate()
  }

  #end = async (id: string) => {
    try {
      await insight.changeSystemicProblem(this.#client, id, { ended: true })
      await this.#problems.reload()
      this.#news = this.#say('isEnded')
      void this.focusOn(`#problem-${id}`)
    } catch (error) {
      this.#news = this.sayError(error)
    }
    this.requestUpdate()
  }
}
