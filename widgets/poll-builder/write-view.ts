import { html, type TemplateResult } from 'lit'
import type { Organization } from '../../sdk/organization.js'
import type { Acting } from './acting.js'
import { noticeView } from './acting.js'
import type { BuilderContext } from './context.js'
import type { QuestionType } from './definition.js'
import type { Writing } from './fields.js'
import type { OpenPoll } from './open-poll.js'
import { questionsView } from './question-view.js'
import { radiosView } from './radios-view.js'
import { headView, settingsView } from './settings-view.js'
import type { Work } from './work.js'

interface Parts {
  context: BuilderContext
  acting: Acting
  open: OpenPoll
  work: Work
  profile: Organization
  /** The language of the page itself. */
  pageLanguage: string
  /** Of the question that would be added. */
  type: QuestionType
  onType: (type: QuestionType) => void
  onLanguage: (language: string) => void
  preview: TemplateResult
  /** What can be done with the poll, below its fields. */
  below: unknown
}

/** A poll as it is written, beside what residents will see. */
export function writeView(parts: Parts): TemplateResult {
  const { context, acting, open, work, profile, preview, below } = parts
  const { say, sayMoment, titleOf } = context
  const { saved, isLocked } = open
  const status = saved?.status ?? 'draft'
  const when = saved && { opens: sayMoment(saved.opensAt), closes: sayMoment(saved.closesAt) }
  const submit = (event: Event) => {
    event.preventDefault()
    void open.save()
  }
  /** Enter in a field is no wish to save: only the button is. */
  const press = (event: KeyboardEvent) => {
    const { localName, type } = event.target as HTMLInputElement
    if (event.key === 'Enter' && localName === 'input' && type !== 'submit') event.preventDefault()
  }
  const forgive = ({ target }: Event) => acting.forgive((target as HTMLElement).id, profile.languages)
  return html`<h2 part="title" id="top" tabindex="-1"><bdi>${titleOf(work.definition.titles) || say('untitled')}</bdi></h2>
    <p class="state">
      <b class="badge ${status}">${say(`state_${status}`)}</b>
      <span>${when ? say(`when_${status}`, when) : ''}</span>
    </p>
    ${
      saved && (status === 'open' || status === 'closed')
        ? html`<p class="ways">
      ${status === 'closed' ? html`<a href="#results=${saved.id}">${say('resultsPage')}</a>` : ''}
      ${saved.paper === 'none' ? '' : html`<a href="#paper=${saved.id}">${say('paperPage')}</a>`}
    </p>`
        : ''
    }
    ${isLocked ? html`<p class="notice good" id="locked">${say(context.isWriter() ? 'locked' : 'readOnly')}</p>` : status === 'scheduled' ? html`<p class="muted">${say('next_scheduled')}</p>` : ''}
    <div class="columns">
      <form novalidate @submit=${submit} @keydown=${press} @input=${forgive} @change=${forgive}>
        ${noticeView(acting, { say, onTheirs: open.takeTheirs, onMine: open.keepMine })}
        ${languageView(parts)}
        ${fieldsView(parts)}
        ${isLocked ? '' : saveView(parts)}
      </form>
      ${preview}
    </div>
    ${below}`
}

function fieldsView({ context, acting, open, work, profile, pageLanguage, type, onType }: Parts): TemplateResult {
  const { isLocked, saved } = open
  const writing: Writing = {
    definition: work.definition,
    say: context.say,
    language: context.language(),
    languages: profile.languages,
    pageLanguage,
    timeZone: profile.timeZone,
    errors: acting.errors,
    isLocked,
    former: open.former,
    photos: open.photos,
    change: open.change,
    tell: context.tell,
    focusOn: context.focusOn,
  }
  const name = { value: open.name, onInput: (typed: string) => open.call(typed) }
  return html`<fieldset class="whole" ?disabled=${isLocked} aria-describedby=${isLocked ? 'locked' : 'saved'}>
    <legend class="unseen">${context.say('thePoll')}</legend>
    ${headView(writing, saved ? undefined : name)} ${questionsView(writing, type, onType)} ${settingsView(writing)}
  </fieldset>`
}

function saveView({ context: { say }, acting, open, work }: Parts): TemplateResult {
  return html`<div class="save">
    <button class="primary" part="button" id="save" aria-disabled=${acting.isBusy ? 'true' : 'false'}>
      ${say(acting.isBusy ? 'sending' : 'save')}
    </button>
    <p id="saved" class="muted">${say(work.isChanged || !open.saved ? 'unsaved' : 'isSaved')}</p>
  </div>`
}

/** In which of the organization's languages texts are written. */
function languageView({ context, profile: { languages }, pageLanguage, onLanguage }: Parts): TemplateResult | '' {
  if (languages.length < 2) return ''
  const names = new Intl.DisplayNames([pageLanguage], { type: 'language' })
  return radiosView({
    name: 'language',
    legend: context.say('writeIn'),
    options: languages.map((language) => [language, names.of(language) ?? language] as const),
    chosen: context.language(),
    onChange: onLanguage,
  })
}

/** What residents will see, as wide as on a phone or on a desk. */
export const previewView = ({
  say,
  width,
  onWidth,
}: {
  say: BuilderContext['say']
  width: string
  onWidth: (width: string) => void
}): TemplateResult => html`<section class="preview" aria-labelledby="preview">
  <h3 id="preview">${say('preview')}</h3>
  ${radiosView({
    name: 'width',
    legend: say('previewWidth'),
    isLegendUnseen: true,
    options: [
      ['phone', say('phone')],
      ['desktop', say('desktop')],
    ],
    chosen: width,
    onChange: onWidth,
  })}
  <p class="muted">${say('previewAbout')}</p>
  <div class="stage ${width}"></div>
</section>`
