import { html, raw } from 'hono/html'
import type { CreatedAppeal } from '../appeals/contract.js'
import type { SimilarAppeal } from '../appeals/similar-contract.js'
import type { Campaign } from '../campaigns/contract.js'
import type { Category } from '../classifier/contract.js'
import { appealLabels, renderAppealForm } from './appeal-form.js'
import { emptyForm, type FormState, firstValue, refusedForm, sentBy } from './form.js'
import { type Intake, intakeAddress, readIntake, topicOf } from './intake.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { needsSignIn, signInFirst } from './sign-in.js'
import { fill } from './texts.js'
import { uploadedIn, uploadFiles } from './uploads.js'

/**
 * Without a category, what can be reported; with one, its form.
 * @param given.campaign whose form, where it is one's. `address` is filled in: a QR code at the place knows it.
 */
export async function showAppealForm(
  page: Page,
  code: string | undefined,
  { campaign, address }: { campaign?: string | undefined; address?: string | undefined } = {},
): Promise<Shown> {
  const intake = await readIntake(page, campaign)
  if ('problem' in intake) return intake
  if (intake.campaign && intake.campaign.status !== 'open') return notOpen(page, intake.campaign)
  const category = topicOf(intake, code)
  if (!category) return chooseTopic(page, intake, address)
  const form = emptyForm()
  if (address) form.values['place.address'] = [address.slice(0, 300)]
  return showForm(page, intake, category, form)
}

export async function sendAppeal(page: Page, { form, files }: Posted, campaign?: string): Promise<Shown> {
  const intake = await readIntake(page, campaign)
  if ('problem' in intake) return intake
  const category = topicOf(intake, firstValue(form, 'category'))
  if (!category) return { ...chooseTopic(page, intake), status: 422 }

  const refusals = await uploadFiles(page, form, files)
  if (refusals.length > 0) {
    // Not sent without the photo: whoever attached it meant it to be seen.
    return {
      ...(await showForm(page, intake, category, { ...form, errors: { files: refusals.join(' ') } })),
      status: 422,
    }
  }
  const similar = await findSimilar(page, form, category, campaign)
  if (similar.length > 0) {
    form.values.compared = ['1']
    return showForm(page, intake, category, form, similar)
  }
  const created = await page.api<CreatedAppeal>('/appeals', {
    body: { ...toAppeal(form, category), campaign },
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
  return { ...(await showForm(page, intake, category, refused)), status: created.problem.status }
}

/** Others that may be the same, to be shown once before it is sent; none where they cannot be found. */
async function findSimilar(page: Page, form: FormState, category: Category, campaign: string | undefined) {
  if (form.values.compared) return []
  const { description, place } = toAppeal(form, category)
  const body = { category: category.code, campaign, description, place }
  const found = await page.api<{ items: SimilarAppeal[] }>('/appeals/similar', { body })
  return found.ok ? found.data.items : []
}

/** As the contract has it. Empty fields are left to it: it counts them as not given. */
function toAppeal(form: FormState, { code, questions }: Category) {
  const first = (name: string) => firstValue(form, name)
  return {
    category: code,
    description: first('description'),
    ...(first('place.address') && { place: { address: first('place.address') } }),
    contact: { name: first('contact.name'), email: first('contact.email'), phone: first('contact.phone') },
    attachments: uploadedIn(form),
    answers: Object.fromEntries(
      questions.flatMap(({ id }) => (first(`answers.${id}`) ? [[id, first(`answers.${id}`)]] : [])),
    ),
    consent: first('consent') === 'on',
  }
}

async function showForm(
  page: Page,
  intake: Intake,
  category: Category,
  form: FormState,
  similar?: readonly SimilarAppeal[],
) {
  const token = await page.formToken('appeals')
  const isBegun = Object.keys(form.values).some((name) => name !== 'place.address')
  const isAsked = needsSignIn(page, 'appeals') && !isBegun
  const asks = isAsked && signInFirst(page, intakeAddress(intake, category.code))
  return {
    title: `${category.name} · ${titleOf(page, intake)}`,
    content: html`<h1>${page.texts.writeAppeal}</h1>
${renderElement(page, intake, { category, address: firstValue(form, 'place.address') }, html`<div class="card">${renderCampaign(page, intake)}${asks || (await renderAppealForm(page, category, { form, token, intake, similar }, appealLabels(page, category)))}</div>`)}`,
  }
}

function chooseTopic(page: Page, intake: Intake, address?: string) {
  const { texts } = page
  const { groups } = intake
  return {
    title: titleOf(page, intake),
    content: html`<h1>${texts.writeAppeal}</h1>
${renderElement(
  page,
  intake,
  { address },
  html`<div class="card">${renderCampaign(page, intake)}<h2>${texts.chooseTopic}</h2>
${groups.length === 0 ? html`<p class="hint">${texts.nothingYet}</p>` : ''}
${
  intake.campaign
    ? html`<div class="topics">${topicLinks(page, intake, intake.campaign.categories)}</div>`
    : groups.map(
        ({ name, categories }, index) =>
          html`<details class="topics"${index === 0 ? raw(' open') : ''}><summary>${name}</summary>${topicLinks(page, intake, categories)}</details>`,
      )
}</div>`,
)}`,
  }
}

const topicLinks = ({ link }: Page, intake: Intake, categories: readonly Category[]): Html =>
  html`<ul>${categories.map(({ code, name }) => html`<li><a href="${link(intakeAddress(intake, code))}">${name}</a></li>`)}</ul>`

/** Said kindly, with the day and a way on: whoever comes has a link, a poster or a QR code. */
function notOpen(page: Page, { id, name, description, status, opensOn, closesOn }: Campaign): Shown {
  const { texts, organization, day, link } = page
  const isAhead = status === 'scheduled'
  return {
    title: name,
    content: html`<h1>${texts.writeAppeal}</h1>
<vmeste-appeal organization="${organization.id}" campaign="${id}">
<div class="card">
<h2>${name}</h2>
<p class="text" dir="auto">${description}</p>
<p role="status"><strong>${isAhead ? fill(texts.campaignAhead, { date: day(opensOn) }) : fill(texts.campaignOver, { date: day(closesOn ?? opensOn) })}</strong></p>
<p><a class="button" href="${link('/appeal')}">${texts.writeAppeal}</a></p>
</div>
</vmeste-appeal>`,
  }
}

const titleOf = ({ texts }: Page, { campaign }: Intake) => campaign?.name ?? texts.writeAppeal

/** What the campaign is about, above its topics or its form. */
function renderCampaign({ texts, day }: Page, { campaign }: Intake): Html | '' {
  if (!campaign) return ''
  const { name, description, closesOn } = campaign
  return html`<h2>${name}</h2><p class="text" dir="auto">${description}</p>${closesOn ? html`<p class="hint">${fill(texts.campaignUntil, { date: day(closesOn) })}</p>` : ''}`
}

/** The element stands in for what it holds, once it is there. */
const renderElement = (
  { organization }: Page,
  { campaign }: Intake,
  { category, address }: { category?: Category; address?: string | undefined },
  content: Html,
): Html =>
  html`<vmeste-appeal organization="${organization.id}"${campaign ? html` campaign="${campaign.id}"` : ''}${category ? html` category="${category.code}"` : ''}${address ? html` address="${address}"` : ''}>
${content}
</vmeste-appeal>`

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
