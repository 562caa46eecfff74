import languages from 'texts:ballot+place'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { getOrganization, type Organization } from '../../../sdk/organization.js'
import type { NewBallot, Poll } from '../../../sdk/polls.js'
import { announcement } from '../../shared/announcement.js'
import baseStyles from '../../shared/base.styles.js'
import choiceStyles from '../../shared/choice.styles.js'
import { VmesteElement } from '../../shared/element.js'
import { textField } from '../../shared/field.js'
import fieldStyles from '../../shared/field.styles.js'
import type { FieldErrors } from '../../shared/field-errors.js'
import { renderList } from '../../shared/list.js'
import { Load } from '../../shared/load.js'
import moreStyles from '../../shared/more.styles.js'
import { PlaceFinder } from '../../shared/place-finder.js'
import type { Languages } from '../../shared/texts.js'
import { rangeOf, readAnswer } from './answers.js'
import { type Asked, inOrder } from './asked.js'
import styles from './ballot.styles.js'
import { budgetView } from './budget.js'
import { choicesView, matrixView, scaleView } from './choices.js'
import {
  askedOf,
  type Course,
  type Draft,
  type DraftAnswer,
  pageOf,
  pagesOf,
  type Question,
  type QuestionOf,
  toPoint,
  typedIn,
} from './draft.js'
import { rankingView } from './ranking.js'
import { ruleOf, typedView } from './typed.js'

/** What `<vmeste-poll>` hands to its ballot, and how the ballot answers. */
export interface Ballot {
  poll: Poll
  answers?: Draft
  course?: Course
  errors: FieldErrors
  notice: string | undefined
  isSending: boolean | undefined
  /** What the button that sends it says, where it is not a vote. */
  act?: string
  /** Keeps on the device what was entered. */
  keep: (question: string, draft: { answers?: Draft; course: Course }) => void
  /** Says that something is to be corrected. */
  fail: (errors: FieldErrors) => void
  /** Sends it; what came of it is in the next `Ballot`. */
  cast: (answers: NewBallot['answers']) => Promise<void>
}

const WRONG =
  ':is(input,textarea)[aria-invalid=true],fieldset[aria-invalid=true] :is(input,button:enabled),.notice:not(:empty)'

/** A ballot of all types of questions, on pages, with conditions between them. It stands in `<vmeste-poll>`. */
export class VmesteBallot extends VmesteElement<'ballot' | 'place'> {
  static override properties: PropertyDeclarations = { ballot: { attribute: false } }
  static override styles = [baseStyles, choiceStyles, fieldStyles, moreStyles, styles]

  declare ballot: Ballot

  protected readonly languages: Languages<'ballot' | 'place'> = languages
  #said = ''
  readonly #orders: Record<string, string[]> = {}
  readonly #finders = new Map<string, PlaceFinder>()

  /** For its map, where a place is asked; without it a place is told by its coordinates. */
  readonly #load: Load<Organization> = new Load(
    this,
    () => (this.ballot?.poll.questions.some(({ type }) => type === 'place') ? 'map' : undefined),
    (signal) => getOrganization(this.client(), { signal }),
  )

  protected view(): TemplateResult {
    const { notice, isSending, act = this.say('vote') } = this.ballot
    const { pages, index } = this.#stand()
    const isLast = index === pages.length - 1
    return html`<form novalidate @submit=${this.#submit}>
        ${
          pages.length > 1
            ? html`<div class="steps" part="progress" aria-hidden="true">
                  ${pages.map((_, step) => html`<i class=${step <= index ? 'done' : ''}></i>`)}
                </div>
                <h3 id="page" tabindex="-1">${this.say('progress', { page: index + 1, pages: pages.length })}</h3>`
            : ''
        }
        <div class="questions"></div>
        ${isLast ? this.#whoView() : ''}
        <p class="notice" part="error" role="alert" tabindex="-1">${notice}</p>
        <div class="actions">
          <button class="primary" part="button" aria-disabled=${!!isSending}>
            ${!isLast ? this.say('next') : isSending ? this.say('sending') : act}
          </button>
          ${
            index > 0
              ? html`<button type="button" part="button" @click=${() => this.#go(pages[index - 1])}>
                  ${this.say('back')}
                </button>`
              : ''
          }
        </div>
      </form>
      ${announcement(this.#said)}`
  }

  /** Who may vote, and whether anyone checks it. */
  #whoView(): TemplateResult | '' {
    const { isListed, eligibility } = this.ballot.poll
    const said = isListed ? [this.say('listed')] : []
    if (eligibility) {
      const { minimumAge, territories, check } = eligibility
      const titles = territories?.map(({ title }) => title) ?? []
      const places = new Intl.ListFormat(this.textLanguage, { type: 'disjunction' }).format(titles)
      if (minimumAge) said.push(this.say('age', { age: minimumAge }))
      if (places) said.push(this.say('places', { places }))
      said.push(this.say(check))
    }
    return said.length ? html`<p class="who">${said.join(' ')}</p>` : ''
  }

  /** Each question in an element of its own: a radio button that became another's would take its group along. */
  protected override update(changed: Map<PropertyKey, unknown>) {
    super.update(changed)
    // No question has a point in its id.
    const boxes = this.#stand().shown.map((question) => ({ id: `q.${question.id}`, question }))
    renderList(
      this.renderRoot.querySelector('.questions'),
      boxes,
      ({ question }) => this.#questionView(question),
      'div',
    )
  }

  /** The pages as they are with what is answered so far, and the one shown. */
  #stand() {
    const { poll, answers = {}, course } = this.ballot
    const asked = askedOf(poll.questions, answers)
    const pages = pagesOf(asked)
    const index = Math.max(1, pages.filter((page) => page <= (course?.page ?? 0)).length) - 1
    return { asked, pages, index, shown: asked.filter((question) => pageOf(question) === pages[index]) }
  }

  #questionView(question: Question): unknown {
    const { answers = {}, errors } = this.ballot
    const { id, title, hint, required } = question
    const asked: Asked = {
      question: this.#inOrder(question),
      draft: answers[id],
      errors,
      say: (key, values) => this.say(key, values),
      language: this.textLanguage,
      photo: (photo) =>
        `${this.client().baseUrl.replace(/\/$/, '')}/v1/organizations/${this.organization}/poll-photos/${photo}`,
      legend: html`<bdi>${title}</bdi> ${required ? '' : html`<small>${this.say('optional')}</small>`}`,
      hint: [hint, ruleOf(question, (key, values) => this.say(key, values), this.textLanguage)]
        .filter(Boolean)
        .join(' '),
      onDraft: (draft) => this.#draft(id, draft),
      tell: (text) => {
        this.#said = text
        this.requestUpdate()
      },
      focusOn: (...ids) => this.#focusFirst(ids),
    }
    switch (question.type) {
      case 'single':
      case 'multiple':
        return choicesView(asked as Asked<QuestionOf<'single' | 'multiple'>>)
      case 'ranking':
        return rankingView(asked as Asked<QuestionOf<'ranking'>>)
      case 'scale':
        return scaleView(asked as Asked<QuestionOf<'scale'>>)
      case 'matrix':
        return matrixView(asked as Asked<QuestionOf<'matrix'>>)
      case 'budget':
        return budgetView(asked as Asked<QuestionOf<'budget'>>)
      case 'place':
        return this.#placeView(asked as Asked<QuestionOf<'place'>>)
      default:
        return typedView(asked as Asked<QuestionOf<'text' | 'number' | 'date'>>)
    }
  }

  /** Shown where the organization has a map; and its coordinates, for whoever would rather write. */
  #placeView({ question: { id }, legend, hint, errors, draft, onDraft }: Asked<QuestionOf<'place'>>): TemplateResult {
    const map = this.#load.value?.map
    const point = toPoint(typedIn(draft))
    const finder =
      this.#finders.get(id) ??
      new PlaceFinder({
        say: (key, values) => this.say(key, values),
        requestUpdate: () => this.requestUpdate(),
        onPoint: (point) => onDraft(point ? `${point.latitude}, ${point.longitude}` : ''),
        focusOn: (selector) => void this.focusOn(`#${CSS.escape(`q.${id}`)} ${selector}`),
      })
    this.#finders.set(id, finder)
    return html`<fieldset part="question" aria-describedby="${id}-about">
      <legend><bdi>${legend}</bdi></legend>
      <p class="muted" id="${id}-about">${hint}</p>
      ${map ? finder.view({ latitude: point && `${point.latitude}`, longitude: point && `${point.longitude}` }, map) : ''}
      <details .open=${!!errors[id] || (!map && !!this.#load.error)}>
        <summary>${this.say('coordinates')}</summary>
        ${textField({
          name: `${id}-point`,
          label: this.say('coordinates'),
          hint: this.say('coordinatesHint'),
          error: errors[id],
          value: typedIn(draft),
          maximum: 60,
          onInput: onDraft,
        })}
      </details>
    </fieldset>`
  }

  #draft(id: string, draft: DraftAnswer) {
    const { answers, errors } = this.ballot
    for (const name of Object.keys(errors)) if (name.startsWith(`${id}-`)) delete errors[name]
    this.#keep(id, { answers: { ...answers, [id]: draft } })
  }

  /** Its options as this voter sees them: drawn once, and kept with what is answered. */
  #inOrder(question: Question): Question {
    const { id } = question
    const list = 'projects' in question ? 'projects' : 'options'
    if (!('isShuffled' in question && question.isShuffled)) return question
    const options = (question as unknown as Record<string, { id: string }[]>)[list] ?? []
    this.#orders[id] ??= this.ballot.course?.order?.[id] ?? shuffled(options.map((option) => option.id))
    return { ...question, [list]: inOrder(options, this.#orders[id]) } as Question
  }

  #submit = async (event: Event) => {
    event.preventDefault()
    const { poll, cast, fail, isSending } = this.ballot
    if (isSending) return
    const { asked, pages, index } = this.#stand()
    const isLast = index === pages.length - 1
    const { errors, answers } = this.#read(isLast ? asked : this.#stand().shown)
    if (Object.keys(errors).length) fail(errors)
    else if (!isLast) return this.#go(pages[index + 1])
    else await cast(answers)
    if (!this.isConnected) return
    // Where something is wrong, on whichever page: here, or found by the API.
    const wrong = poll.questions.find(({ id }) => Object.keys(this.ballot.errors).some((name) => isOf(name, id)))
    if (wrong && pageOf(wrong) !== pages[index]) this.#turn(pageOf(wrong))
    this.#focusOn(WRONG)
  }

  /** The answers, and what is wrong with them. */
  #read(questions: readonly Question[]) {
    const errors: FieldErrors = {}
    const answers: NewBallot['answers'] = {}
    for (const question of questions) {
      const read = readAnswer(question, this.ballot.answers?.[question.id])
      if ('code' in read)
        errors[read.part ? `${question.id}-${read.part}` : question.id] = this.#sayFault(read.code, question)
      else if (read.answer !== undefined) answers[question.id] = read.answer
    }
    return { errors, answers }
  }

  #sayFault(code: Exclude<ReturnType<typeof readAnswer>, { answer?: unknown }>['code'], question: Question): string {
    if (code === 'count' && (question.type === 'multiple' || question.type === 'ranking'))
      return this.say('count', { ...rangeOf(question), isAny: '' })
    if (code === 'outside' || code === 'decimals')
      return `${this.say('outside')} ${ruleOf(question, (key, values) => this.say(key, values), this.textLanguage)}`
    return this.say(code === 'point' ? 'wrongPoint' : code)
  }

  #go(page: number | undefined) {
    if (page === undefined) return
    this.#turn(page)
    this.#focusOn('#page')
  }

  #turn(page: number) {
    this.#said = ''
    this.#keep('', { course: { ...this.ballot.course, page } })
  }

  #keep(id: string, change: Pick<Ballot, 'answers' | 'course'>) {
    const course = { ...this.ballot.course, ...change.course, order: this.#orders }
    this.ballot.keep(id, { ...change, course })
    // As the poll will say, too; but another answer may come before.
    this.ballot = { ...this.ballot, ...change, course }
  }

  #focusOn(selector: string) {
    // Once the poll, too, has shown what changed.
    setTimeout(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }

  #focusFirst(ids: string[]) {
    const find = (id: string) => `#${CSS.escape(id)}:enabled`
    setTimeout(() => {
      for (const id of ids.reverse()) this.renderRoot.querySelector<HTMLElement>(find(id))?.focus()
    })
  }
}

const isOf = (error: string, question: string) => error === question || error.startsWith(`${question}-`)

function shuffled(ids: string[]): string[] {
  const left = [...ids]
  return ids.flatMap(() => left.splice(Math.floor(Math.random() * left.length), 1))
}
