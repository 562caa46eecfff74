import { html } from 'hono/html'
import type { Discussion } from '../discussions/contract.js'
import type { Followed, Following } from '../discussions/following/contract.js'
import { paces } from '../discussions/following/pace.js'
import {
  choiceField,
  emptyForm,
  errorSummary,
  type FormState,
  firstValue,
  hidden,
  refusedForm,
  sentBy,
  textField,
} from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** Has a discussion told by mail: on its page, behind a line of words. */
export async function renderFollow(page: Page, { id }: Discussion): Promise<Html> {
  return html`<details><summary>${page.texts.followMail}</summary>${await renderForm(page, id, emptyForm())}</details>`
}

export async function followFromForm(page: Page, discussion: string, { form }: Posted): Promise<Shown> {
  const { texts, link } = page
  const body = { email: firstValue(form, 'email').trim(), pace: firstValue(form, 'pace') || 'daily', consent: true }
  const [found, sent] = await Promise.all([
    page.api<Discussion>(`/discussions/${discussion}`),
    page.api<Followed>(`/discussions/${discussion}/followers`, { body, headers: sentBy(form) }),
  ])
  if (!found.ok) return { problem: found.problem }
  const { title } = found.data
  const done = sent.ok
    ? html`<p class="done" role="status">${sent.data.state === 'on' ? texts.followingOn : texts.followAsked}</p>`
    : await renderForm(page, discussion, refusedForm(form, sent.problem, texts))
  const content = html`<h1>${texts.followMail}</h1>
<div class="card">
${done}
<p><a href="${link(`/discussions/${discussion}`)}" dir="auto">${title}</a></p>
</div>`
  return { title: `${texts.followMail}: ${title}`, content, ...(!sent.ok && { status: sent.problem.status }) }
}

async function renderForm(page: Page, discussion: string, form: FormState): Promise<Html> {
  const { texts, link, organization } = page
  return html`<form method="post" action="${link(`/discussions/${discussion}/follow`)}">
${errorSummary(page, form, { email: texts.followEmail, pace: texts.followPace })}
${hidden('key', form.key)}${hidden('form', await page.formToken('residents'))}
${textField(page, form, { name: 'email', label: texts.followEmail, hint: organization.consent.text, type: 'email', isRequired: true, maximum: 254, autocomplete: 'email' })}
${paceField(page, form)}
<button>${texts.followAction}</button>
</form>`
}

const paceField = ({ texts }: Page, form: FormState) =>
  choiceField(
    { ...form, values: { ...form.values, pace: [firstValue(form, 'pace') || 'daily'] } },
    {
      name: 'pace',
      label: texts.followPace,
      isRequired: true,
      options: paces.map((pace) => ({ id: pace, title: texts.followPaces[pace] })),
    },
  )

/** Where the links in a mail of a discussion lead: looking changes nothing, since mail programs look by themselves. */
export async function showFollowing(page: Page, token: string): Promise<Shown> {
  const found = await page.api<Following>(`/following/${token}`)
  return found.ok ? render(page, found.data) : { problem: found.problem }
}

export async function changeFollowing(page: Page, token: string, { form }: Posted): Promise<Shown> {
  const isFollowing = firstValue(form, 'following') === 'yes'
  const pace = firstValue(form, 'pace')
  const body = { isFollowing, ...(pace && { pace }) }
  const changed = await page.api<Following>(`/following/${token}`, { method: 'PUT', body })
  if (!changed.ok) return { problem: changed.problem }
  return render(page, changed.data, page.texts[isFollowing ? 'followingOn' : 'followingOff'])
}

function render(page: Page, { discussion, title, isFollowing, pace }: Following, done?: string): Shown {
  const { texts, link } = page
  const heading = fill(texts.followingTitle, { title })
  const form = { ...emptyForm(), values: { pace: [pace] } }
  const content = html`<h1 dir="auto">${heading}</h1>
<div class="card">
${done ? html`<p class="done" role="status">${done}</p>` : html`<p>${isFollowing ? texts.followingOn : texts.followingOff}</p>`}
<form method="post">${hidden('following', 'yes')}${paceField(page, form)}
<button>${isFollowing ? texts.followingSave : texts.followingBegin}</button></form>
${isFollowing ? html`<form method="post">${hidden('following', 'no')}<button class="quiet">${texts.followingEnd}</button></form>` : ''}
<p><a href="${link(`/discussions/${discussion}`)}" dir="auto">${title}</a></p>
</div>`
  return { title: heading, content }
}
