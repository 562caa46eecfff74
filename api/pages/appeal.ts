import { html, raw } from 'hono/html'
import type { CreatedAppeal } from '../appeals/contract.js'
import type { Attachment } from '../attachments/contract.js'
import type { Category, Classifier } from '../classifier/contract.js'
import type { ProblemDocument } from '../platform/own-api.js'
import { appealLabels, renderAppealForm } from './appeal-form.js'
import { emptyForm, type FormState, firstValue, refusedForm, sentBy } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'

/** Without a category, what can be reported; with one, its form. */
export async function showAppealForm(page: Page, code: string | undefined): Promise<Shown> {
  const found = await findCategory(page, code)
  if ('problem' in found) return found
  if (!found.category) return chooseTopic(page, found.classifier)
  return showForm(page, found.category, emptyForm())
}

export async function sendAppeal(page: Page, { form, files }: Posted): Promise<Shown> {
  const found = await findCategory(page, firstValue(form, 'category'))
  if ('problem' in found) return found
  const { category } = found
  if (!category) return { ...chooseTopic(page, found.classifier), status: 422 }

  const refusals = await uploadFiles(page, form, files)
  if (refusals.length > 0) {
    // Not sent without the photo: whoever attached it meant it to be seen.
    return { ...(await showForm(page, category, { ...form, errors: { files: refusals.join(' ') } })), status: 422 }
  }
  const created = await page.api<CreatedAppeal>('/appeals', {
    body: toAppeal(form, category),
    headers: sentBy(form),
  })
  if (created.ok) return received(page, created.data)
  const refused = refusedForm(form, created.problem, page.texts)
  const { consent, place, ...errors } = refused.errors
  refused.errors = {
    ...errors,
    ...(place && { 'place.address': place }),
    ...(consent && { consent: page.texts.mustConsent }),
  }
  return { ...(await showForm(page, category, refused)), status: created.problem.status }
}

async function findCategory(
  page: Page,
  code: string | undefined,
): Promise<{ problem: ProblemDocument } | { classifier: Classifier; category?: Category }> {
  const answer = await page.api<Classifier>('/categories')
  if (!answer.ok) return { problem: answer.problem }
  const all = answer.data.groups.flatMap((group) => group.categories)
  return { classifier: answer.data, category: all.find((category) => category.code === code) }
}

/** Keeps each file with the API and notes it in the form, so that a form shown again still has it. */
async function uploadFiles(page: Page, form: FormState, files: File[]): Promise<string[]> {
  const refusals: string[] = []
  for (const file of files) {
    const body = new FormData()
    body.set('file', file)
    const place = form.values.attachments?.length ?? 0
    const kept = await page.api<Attachment>('/attachments', {
      body,
      headers: { 'idempotency-key': `${form.key.slice(0, 100)}.${place}.${file.size}` },
    })
    if (kept.ok) {
      form.values.attachments ??= []
      form.values.attachments.push(`${kept.data.id} ${kept.data.fileName}`)
    } else refusals.push(`${file.name}: ${kept.problem.detail}`)
  }
  return refusals
}

/** As the contract has it. Empty fields are left to it: it counts them as not given. */
function toAppeal({ values }: FormState, { code, questions }: Category) {
  const first = (name: string) => values[name]?.[0] ?? ''
  return {
    category: code,
    description: first('description'),
    ...(first('place.address') && { place: { address: first('place.address') } }),
    contact: { name: first('contact.name'), email: first('contact.email'), phone: first('contact.phone') },
    attachments: (values.attachments ?? []).map((kept) => kept.split(' ')[0]),
    answers: Object.fromEntries(
      questions.flatMap(({ id }) => (first(`answers.${id}`) ? [[id, first(`answers.${id}`)]] : [])),
    ),
    consent: first('consent') === 'on',
  }
}

async function showForm(page: Page, category: Category, form: FormState) {
  const token = await page.formToken('appeals')
  const { texts, organization } = page
  return {
    title: `${category.name} · ${texts.writeAppeal}`,
    content: html`<h1>${texts.writeAppeal}</h1>
<vmeste-appeal organization="${organization.id}" category="${category.code}">
<div class="card">${renderAppealForm(page, category, { form, token }, appealLabels(page, category))}</div>
</vmeste-appeal>`,
  }
}

function chooseTopic(page: Page, { groups }: Classifier) {
  const { texts, organization, link } = page
  return {
    title: texts.writeAppeal,
    content: html`<h1>${texts.writeAppeal}</h1>
<vmeste-appeal organization="${organization.id}">
<div class="card"><h2>${texts.chooseTopic}</h2>
${groups.length === 0 ? html`<p class="hint">${texts.nothingYet}</p>` : ''}
${groups.map(
  ({ name, categories }, index) =>
    html`<details class="topics"${index === 0 ? raw(' open') : ''}><summary>${name}</summary><ul>${categories.map(
      (category) => html`<li><a href="${link(`/appeal?category=${category.code}`)}">${category.name}</a></li>`,
    )}</ul></details>`,
)}</div>
</vmeste-appeal>`,
  }
}

function received(page: Page, { number, secret, link: privateLink, deadline }: CreatedAppeal): Shown {
  const { texts, date, link } = page
  const promised: Html | '' = deadline ? html`<dt>${texts.promised}</dt><dd>${date(deadline)}</dd>` : ''
  return {
    title: texts.received,
    status: 201,
    content: html`<h1>${texts.received}</h1>
<div class="card">
<p class="done" role="status">${texts.keepSecret}</p>
<dl class="facts"><dt>${texts.yourNumber}</dt><dd class="number">${number}</dd>${promised}
<dt>${texts.privateLink}</dt><dd><a href="${privateLink}">${privateLink}</a></dd>
<dt>${texts.yourSecret}</dt><dd><code>${secret}</code></dd></dl>
<p><a href="${link('/appeal')}">${texts.another}</a></p>
</div>`,
  }
}
