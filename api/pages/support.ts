import { html } from 'hono/html'
import type { SimilarAppeal } from '../appeals/similar-contract.js'
import type { Support } from '../appeals/support-contract.js'
import { stateOf } from './appeals.js'
import { emptyForm, errorSummary, type FormState, firstValue, hidden, refusedForm, sentBy, textField } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** Others that may be the same, above the form that was to be sent: each is supported by a form of its own. */
export async function renderSimilar(page: Page, items: readonly SimilarAppeal[]): Promise<Html> {
  const { texts, link, day } = page
  return html`<section aria-labelledby="similar"><h2 id="similar" tabindex="-1" autofocus>${texts.similar}</h2>
<p>${texts.similarHint}</p>
${await Promise.all(
  items.map(
    async ({
      number,
      status,
      category,
      description,
      place,
      deadline,
      supporters,
      distance,
    }) => html`<article class="similar">
<h3><a href="${link(`/appeals/${number}`)}" target="_blank" rel="noopener">№ ${number} · ${category.name}</a> <span class="state ${stateOf(status)}">${texts.statuses[status]}</span></h3>
<p class="text" dir="auto">${description}</p>
<p class="hint">${[
      place?.address,
      distance === null ? '' : fill(texts.metresAway, { count: String(distance) }),
      deadline ? `${texts.deadline}: ${day(deadline.slice(0, 10))}` : '',
      supporters > 0 ? `${texts.supporters}: ${supporters}` : '',
    ]
      .filter(Boolean)
      .join(' · ')}</p>
${await renderSupport(page, number)}
</article>`,
  ),
)}
<p><strong>${texts.similarOther}</strong></p></section>`
}

/** On the page of a public appeal that is still open. */
export async function renderSupport(page: Page, number: number): Promise<Html> {
  const { texts, link } = page
  return html`<form method="post" action="${link(`/appeals/${number}/support`)}">
${hidden('key', crypto.randomUUID())}${hidden('form', await page.formToken('appeals'))}
<button>${texts.supportSame}</button></form>`
}

/** Counts the support, then offers to tell of it by mail; with an address, has that asked. */
export async function supportFromForm(page: Page, number: string, { form }: Posted): Promise<Shown> {
  const email = firstValue(form, 'support.email').trim()
  const sent = await page.api<Support>(`/appeals/${number}/support`, {
    body: email ? { email, consent: true } : {},
    headers: sentBy(form),
  })
  if (sent.ok) return render(page, sent.data, { isAsked: email !== '' && sent.data.notices !== 'none' })
  if (!email) return { problem: sent.problem }
  const refused = refusedForm(form, sent.problem, page.texts)
  if (refused.errors.email) refused.errors = { 'support.email': refused.errors.email }
  return {
    ...(await render(page, { number: Number(number) }, { form: refused })),
    status: sent.problem.status,
  }
}

async function render(
  page: Page,
  { number, supporters }: Pick<Support, 'number'> & Partial<Support>,
  { isAsked = false, form = emptyForm() }: { isAsked?: boolean; form?: FormState },
) {
  const { texts, organization, link } = page
  const title = fill(texts.supportDone, { number: String(number) })
  const label = texts.supportMail
  const content = html`<h1>${title}</h1>
<div class="card">
<p class="done" role="status">${isAsked ? texts.supportAsked : texts.supportThanks}</p>
${supporters ? html`<p>${texts.supporters}: ${supporters}</p>` : ''}
${
  isAsked
    ? ''
    : html`<form method="post" action="${link(`/appeals/${number}/support`)}">
${errorSummary(page, form, { 'support.email': label })}
${hidden('key', crypto.randomUUID())}${hidden('form', await page.formToken('appeals'))}
${textField(page, form, { name: 'support.email', label, hint: organization.consent.text, type: 'email', isRequired: true, maximum: 254, autocomplete: 'email' })}
<button>${texts.supportTell}</button></form>`
}
<p><a href="${link(`/appeals/${number}`)}">${fill(texts.appealNumber, { number: String(number) })}</a></p>
</div>`
  return { title, content }
}
