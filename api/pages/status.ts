import { html } from 'hono/html'
import type { Appeal, ResidentAppeal } from '../appeals/contract.js'
import { isOpen } from '../appeals/transitions.js'
import type { ProblemDocument } from '../platform/own-api.js'
import { stateOf } from './appeals.js'
import {
  choiceField,
  emptyForm,
  errorSummary,
  type FormState,
  firstValue,
  hidden,
  refusedForm,
  textField,
} from './form.js'
import type { Html } from './layout.js'
import { actOf, askToErase, correctOwn, downloadOwn, eraseOwn, renderOwnData } from './own-data.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { renderSupport } from './support.js'
import { fill } from './texts.js'
import { filesField, uploadedIn, uploadFiles } from './uploads.js'

interface Outcome {
  appeal?: Appeal
  secretForm?: FormState
  secret?: string
  rating?: FormState
  response?: FormState | undefined
  contact?: FormState | undefined
  isCorrected?: boolean
  /** What was done just now, in words. */
  done?: string
}

/** What anyone may see. The secret of a private link is in its fragment, which only the widget in the page reads. */
export async function showAppeal(page: Page, number: string): Promise<Shown> {
  const found = await page.api<Appeal>(`/appeals/${number}`)
  if (found.ok) return render(page, number, { appeal: found.data })
  return found.problem.status === 404 || found.problem.status === 422
    ? { problem: found.problem }
    : render(page, number, {})
}

/** Opens the private view by the secret that was typed, and does what was sent with it. */
export async function openAppeal(page: Page, number: string, { form, files }: Posted): Promise<Shown> {
  const secret = firstValue(form, 'secret').trim()
  const authorization = `Bearer ${secret || '-'}`
  const isRating = form.values.score !== undefined || form.values.rate !== undefined
  const respondedTo = firstValue(form, 'respond')
  if (/[^\x21-\x7e]/.test(secret)) return wrongSecret(page, number, form)
  const act = actOf(form)
  if (act === 'export') return downloadOwn(page, number, secret)
  if (act === 'erase-sure') {
    const erased = await eraseOwn(page, number, form, secret)
    return erased.ok ? render(page, number, { appeal: erased.data, secret }) : { problem: erased.problem }
  }
  const corrected = act === 'correct' ? await correctOwn(page, number, form, secret) : undefined
  if (corrected?.ok) return render(page, number, { appeal: corrected.data, secret, isCorrected: true })
  const rated = isRating
    ? await page.api<ResidentAppeal>(`/appeals/${number}/rating`, {
        body: { score: Number(firstValue(form, 'score')), comment: firstValue(form, 'comment') },
        headers: { authorization, 'idempotency-key': form.key },
      })
    : undefined
  if (rated?.ok) return render(page, number, { appeal: rated.data, secret, done: page.texts.thanksRating })
  const open = () => page.api<Appeal>(`/appeals/${number}`, { headers: { authorization } })
  // Before anything is uploaded: by a wrong secret nothing is kept.
  const before = respondedTo && files.length > 0 ? await open() : undefined
  if (before && !before.ok) return notOpened(page, number, form, before.problem)
  const refusals = respondedTo ? await uploadFiles(page, form, files, { number, authorization }) : []
  const responded =
    respondedTo && refusals.length === 0
      ? await page.api<ResidentAppeal>(`/appeals/${number}/transitions`, {
          body: { to: respondedTo, text: firstValue(form, 'response'), attachments: uploadedIn(form) },
          headers: { authorization, 'idempotency-key': form.key },
        })
      : undefined
  if (responded?.ok) {
    const { replied, disagreed } = page.texts
    return render(page, number, {
      appeal: responded.data,
      secret,
      done: respondedTo === 'disputed' ? disagreed : replied,
    })
  }

  const opened = await open()
  if (!opened.ok) return notOpened(page, number, form, opened.problem)
  const appeal = opened.data
  if (act === 'erase' && appeal.view === 'resident' && !appeal.erasedAt) return askToErase(page, appeal, secret)
  const rating = rated && refusedForm(form, rated.problem, page.texts)
  if (rating?.errors.score) rating.errors.score = page.texts.chooseOne
  const contact = corrected && refusedForm(form, corrected.problem, page.texts)
  // Not sent without the photo: whoever attached it meant it to be seen.
  const response = responded
    ? refusedForm(form, responded.problem, page.texts)
    : refusals.length > 0
      ? { ...form, errors: { files: refusals.join(' ') } }
      : undefined
  if (response?.errors.text) response.errors = { response: response.errors.text }
  const status = (rated ?? responded ?? corrected)?.problem.status ?? (refusals.length > 0 ? 422 : 200)
  return { ...(await render(page, number, { appeal, secret, rating, response, contact })), status }
}

const notOpened = async (page: Page, number: string, form: FormState, problem: ProblemDocument): Promise<Shown> =>
  problem.status === 401 ? wrongSecret(page, number, form, problem.detail) : { problem }

async function wrongSecret(page: Page, number: string, form: FormState, detail?: string): Promise<Shown> {
  const open = await page.api<Appeal>(`/appeals/${number}`)
  const secretForm = { ...form, errors: { secret: detail ?? page.texts.wrongFormat } }
  return { ...(await render(page, number, { appeal: open.ok ? open.data : undefined, secretForm })), status: 401 }
}

async function render(page: Page, number: string, outcome: Outcome) {
  const { appeal, secretForm, secret, rating, response, contact, isCorrected = false, done } = outcome
  const { texts, organization } = page
  const title = fill(texts.appealNumber, { number })
  const isPrivate = appeal?.view === 'resident'
  const content = html`<h1>${title}</h1>
<vmeste-appeal-status organization="${organization.id}" number="${number}">
<div class="card">
${done ? html`<p class="done" role="status">${done}</p>` : ''}
${appeal ? renderAppeal(page, appeal) : html`<p>${texts.notPublic}</p>`}
${isPrivate && appeal.canRate && secret ? renderRating(page, secret, rating ?? emptyForm()) : ''}
${isPrivate && secret ? renderResponse(page, appeal, secret, response ?? emptyForm()) : ''}
${isPrivate && secret ? await renderOwnData(page, { appeal, secret, contact, isCorrected }) : ''}
${appeal?.view === 'public' && appeal.description !== null && isOpen(appeal.status) ? await renderSupport(page, appeal.number) : ''}
${isPrivate ? '' : renderSecretForm(page, number, secretForm ?? emptyForm())}
</div>
</vmeste-appeal-status>`
  return { title, content }
}

/** What happened: a step to another status, or something beside. */
const sayEntry = ({ type, status }: Appeal['history'][number], { happened, statuses }: Page['texts']): string =>
  type === 'received' || type === 'transitioned' ? statuses[status] : happened[type]

function renderAppeal({ texts, date }: Page, appeal: Appeal): Html {
  const { status, category, deadline, isOverdue, responsible, answer, description, place, ratingScore, history } =
    appeal
  const facts: [string, string | Html][] = [
    [texts.status, html`<span class="state ${stateOf(status)}">${texts.statuses[status]}</span>`],
    [texts.topic, category.name],
  ]
  if (status === 'waiting') facts.push([texts.deadline, texts.clockStands])
  else if (deadline && (!answer || status === 'disputed'))
    facts.push([texts.deadline, `${date(deadline)}${isOverdue ? ` (${texts.overdue})` : ''}`])
  if (responsible) facts.push([texts.responsible, responsible])
  if (place?.address) facts.push([texts.place, place.address])
  if (appeal.supporters > 0) facts.push([texts.supporters, String(appeal.supporters)])
  if (ratingScore) facts.push([texts.yourRating, `${ratingScore} / 5`])
  if (appeal.view !== 'public' && appeal.attachments.length > 0) {
    facts.push([texts.files, appeal.attachments.map(({ fileName }) => fileName).join(', ')])
  }
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${appeal.erasedAt ? html`<p>${fill(texts.erased, { date: date(appeal.erasedAt, { dateStyle: 'long' }) })}</p>` : ''}
${answer ? html`<h2>${texts.answer}</h2><p class="text answer" dir="auto">${answer}</p>` : ''}
${description ? html`<h2>${texts.yourText}</h2><p class="text" dir="auto">${description}</p>` : ''}
<h2>${texts.history}</h2>
<ol class="history">${history.map((entry) => html`<li><time datetime="${entry.at}">${date(entry.at)}</time> <strong>${sayEntry(entry, texts)}</strong>${entry.related ? html` · № ${entry.related}` : ''}${entry.responsible ? html` · ${entry.responsible}` : ''}${entry.text && entry.text !== answer ? html`<p class="text" dir="auto">${entry.by === 'resident' ? html`<small>(${texts.fromResident})</small> ` : ''}${entry.text}</p>` : ''}${entry.attachments ? html`<p>${texts.files}: ${entry.attachments.map(({ fileName }) => fileName).join(', ')}</p>` : ''}</li>`)}</ol>
${appeal.view === 'resident' ? html`<p><a href="${appeal.feed}" type="application/atom+xml">${texts.feed}</a></p>` : ''}`
}

/** A reply to a question, or that the answer does not solve it: one of them at most is possible. */
function renderResponse(
  page: Page,
  { transitions, history }: ResidentAppeal,
  secret: string,
  form: FormState,
): Html | '' {
  const { texts } = page
  const to = transitions.find((step) => step.to === 'in_progress' || step.to === 'disputed')?.to
  if (!to) return ''
  const isReply = to === 'in_progress'
  const label = isReply ? texts.yourReply : texts.disagreeWhy
  return html`<form method="post" enctype="multipart/form-data"><h2>${isReply ? texts.question : texts.disagree}</h2>
${isReply ? html`<p class="text answer" dir="auto">${history.findLast(({ status }) => status === 'waiting')?.text}</p>` : ''}
${errorSummary(page, form, { response: label, files: texts.files })}
${hidden('key', form.key)}${hidden('secret', secret)}${hidden('respond', to)}
${textField(page, form, { name: 'response', label, isRequired: true, maximum: 8000, rows: 4 })}
${filesField(page, form)}
<button>${isReply ? texts.sendReply : texts.sendDisagree}</button></form>`
}

const renderRating = (page: Page, secret: string, form: FormState) => {
  const { texts } = page
  return html`<form method="post"><h2>${texts.rate}</h2>
${errorSummary(page, form, { score: texts.score, comment: texts.comment })}
${hidden('key', form.key)}${hidden('secret', secret)}${hidden('rate', '1')}
${choiceField(form, { name: 'score', label: texts.score, isRequired: true, isRow: true, options: ['1', '2', '3', '4', '5'].map((score) => ({ id: score, title: score })) })}
${textField(page, form, { name: 'comment', label: texts.comment, maximum: 2000, rows: 3 })}
<button>${texts.sendRating}</button></form>`
}

function renderSecretForm(page: Page, number: string, form: FormState): Html {
  const { texts, link } = page
  return html`<form method="post" action="${link(`/appeals/${number}`)}">
${textField(page, form, { name: 'secret', label: texts.yourSecret, hint: texts.secretHint, isRequired: true, maximum: 100, autocomplete: 'off' })}
<button>${texts.openPrivate}</button></form>`
}
