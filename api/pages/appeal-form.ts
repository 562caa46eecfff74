import { html, raw } from 'hono/html'
import type { SimilarAppeal } from '../appeals/similar-contract.js'
import type { Category } from '../classifier/contract.js'
import { choiceField, errorSummary, type FormState, hidden, textField } from './form.js'
import { type Intake, intakeAddress } from './intake.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import { renderSimilar } from './support.js'
import { counted, fill } from './texts.js'
import { filesField } from './uploads.js'

/** What the fields are called, by name. */
export const appealLabels = ({ texts }: Page, { questions }: Category): Record<string, string> => ({
  description: texts.description,
  'place.address': texts.address,
  'contact.name': texts.name,
  'contact.email': texts.email,
  'contact.phone': texts.phone,
  files: texts.files,
  ...Object.fromEntries(questions.map(({ id, label }) => [`answers.${id}`, label])),
})

export async function renderAppealForm(
  page: Page,
  category: Category,
  {
    form,
    token,
    intake,
    similar = [],
  }: { form: FormState; token: string; intake: Intake; similar?: readonly SimilarAppeal[] | undefined },
  labels: Record<string, string>,
): Promise<Html> {
  const { texts, organization, language, link } = page
  const { deadline, contact, place, questions } = category
  const isOneOfSeveral = intake.groups.flatMap(({ categories }) => categories).length > 1
  const label = (name: string) => labels[name] ?? name
  const asked = (['name', 'email', 'phone'] as const).filter((name) => contact[name] !== 'none')
  const types = { name: 'text', email: 'email', phone: 'tel' }
  const autocomplete = { name: 'name', email: 'email', phone: 'tel' }
  return html`<h2>${category.name}</h2>
<p class="hint">${deadline ? `${texts.answerIn}: ${counted(language, deadline.days, deadline.unit === 'working_day' ? texts.workingDays : texts.calendarDays)}` : ''}${deadline && isOneOfSeveral ? ' · ' : ''}${isOneOfSeveral ? html`<a href="${link(intake.path)}">${texts.changeTopic}</a>` : ''}</p>
${similar.length > 0 ? await renderSimilar(page, similar) : ''}
<form method="post" action="${link(intakeAddress(intake, category.code))}" enctype="multipart/form-data">
${errorSummary(page, form, labels)}
${hidden('key', form.key)}${hidden('form', token)}${hidden('category', category.code)}${form.values.compared ? hidden('compared', '1') : ''}
${textField(page, form, { name: 'description', label: label('description'), isRequired: true, maximum: 8000, rows: 6 })}
${questions.map((question) => renderQuestion(page, category, question, form))}
${place === 'none' ? '' : textField(page, form, { name: 'place.address', label: label('place.address'), hint: texts.addressHint, isRequired: place === 'required', maximum: 300, autocomplete: 'street-address' })}
${filesField(page, form)}
${asked.map((name, index) =>
  textField(page, form, {
    name: `contact.${name}`,
    label: label(`contact.${name}`),
    hint: index === 0 ? texts.contactHint : undefined,
    type: types[name],
    isRequired: contact[name] === 'required',
    maximum: name === 'email' ? 254 : 120,
    autocomplete: autocomplete[name],
  }),
)}
<div class="field${form.errors.consent ? ' wrong' : ''}">
${form.errors.consent ? html`<p class="error" id="consent-error">${form.errors.consent}</p>` : ''}
<label class="choice"><input type="checkbox" id="consent" name="consent" value="on" required${form.values.consent ? raw(' checked') : ''}${form.errors.consent ? raw(' aria-invalid="true" aria-describedby="consent-error"') : ''}> <span>${organization.consent.text}</span></label>
<p class="hint"><a href="${organization.consent.url}">${texts.aboutConsent}</a></p>
</div>
<button>${texts.send}</button>
</form>`
}

function renderQuestion(
  page: Page,
  { questions }: Category,
  question: Category['questions'][number],
  form: FormState,
): Html {
  const { id, type, label, required, options = [], when } = question
  const condition = when && questions.find((candidate) => candidate.id === when.question)
  const answer = condition?.options?.find((option) => option.id === when?.equals)?.label ?? when?.equals
  const common = {
    name: `answers.${id}`,
    label,
    hint: condition ? fill(page.texts.onlyIf, { question: condition.label, answer: String(answer) }) : undefined,
    // Whether the condition holds is not known here: the API judges.
    isRequired: required && !when,
  }
  if (type === 'choice') {
    return choiceField(form, { ...common, options: options.map((option) => ({ id: option.id, title: option.label })) })
  }
  if (type === 'text') return textField(page, form, { ...common, maximum: 1000, rows: 2 })
  return textField(page, form, { ...common, type: type === 'date' ? 'date' : 'text' })
}
