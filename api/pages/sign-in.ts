import { html } from 'hono/html'
import type { Feature } from '../identity/admission.js'
import type { CreatedResidentSession, SentCode } from '../residents/contract.js'
import { emptyForm, errorSummary, type FormState, firstValue, hidden, refusedForm, sentBy, textField } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** Whether a page asks who it is before it shows a form: else what was typed would be refused when it is sent. */
export const needsSignIn = ({ organization, resident }: Page, feature: Feature): boolean =>
  resident === undefined &&
  !organization.identity[feature].includes('anonymous') &&
  organization.identity[feature].includes('email')

/** In the place of a form. */
export const signInFirst = ({ texts, link }: Page, back: string): Html =>
  html`<p>${texts.whoTakesPart}</p>
<p class="acts"><a class="button" href="${link(`/sign-in?${new URLSearchParams({ to: back })}`)}">${texts.signIn}</a></p>`

export const showSignIn = (page: Page, to: string | undefined): Promise<Shown> =>
  render(page, emptyForm(), { to: ownPath(to), isSent: false })

/** The address first, then the code that was sent there; at the end back to where they came from. */
export async function signIn(page: Page, { form }: Posted): Promise<Shown> {
  const to = ownPath(firstValue(form, 'to'))
  const email = firstValue(form, 'email').trim()
  const code = firstValue(form, 'code').replace(/\D/g, '')
  const isSent = form.values.code !== undefined
  const headers = sentBy(form)
  if (isSent) {
    const opened = await page.api<CreatedResidentSession>('/residents/sessions', { body: { email, code }, headers })
    if (opened.ok) return { location: page.link(to), session: opened.data.token }
    return refuse(page, form, { to, isSent, problem: opened.problem })
  }
  const sent = await page.api<SentCode>('/residents/codes', { body: { email }, headers })
  if (!sent.ok) return refuse(page, form, { to, isSent, problem: sent.problem })
  return render(page, { ...emptyForm(), values: { email: [email] } }, { to, isSent: true })
}

async function refuse(
  page: Page,
  form: FormState,
  { problem, ...where }: { to: string; isSent: boolean; problem: Parameters<typeof refusedForm>[1] },
): Promise<Shown> {
  const refused = refusedForm(form, problem, page.texts)
  // A code that was wrong is sent under a key of its own the next time.
  return { ...(await render(page, { ...refused, key: emptyForm().key }, where)), status: problem.status }
}

async function render(page: Page, form: FormState, { to, isSent }: { to: string; isSent: boolean }) {
  const { texts, link } = page
  const email = firstValue(form, 'email')
  const labels = { email: texts.email, code: texts.code }
  const field = isSent
    ? html`${hidden('email', email)}${textField(page, form, { name: 'code', label: texts.code, hint: fill(texts.codeSent, { email }), isRequired: true, maximum: 10, autocomplete: 'one-time-code' })}`
    : textField(page, form, {
        name: 'email',
        label: texts.email,
        hint: texts.emailKept,
        type: 'email',
        isRequired: true,
        maximum: 254,
        autocomplete: 'email',
      })
  return {
    title: texts.signIn,
    content: html`<h1>${texts.signIn}</h1>
<div class="card"><p>${texts.whoTakesPart}</p>
<form method="post" action="${link('/sign-in')}">
${errorSummary(page, form, labels)}
${hidden('key', form.key)}${hidden('form', await page.formToken('residents'))}${hidden('to', to)}
${field}
<button>${isSent ? texts.confirm : texts.sendCode}</button>
${isSent ? html`<p><a href="${link(`/sign-in?${new URLSearchParams({ to })}`)}">${texts.otherAddress}</a></p>` : ''}
</form></div>`,
  }
}

/** Back only to a page that asks who it is. */
const ownPath = (to = '') =>
  /^\/(mine|(polls|discussions)\/[a-z\d-]+|(appeal|campaigns\/[a-z\d-]+)(\?category=[a-z\d-]+)?)$/.test(to)
    ? to
    : '/mine'
