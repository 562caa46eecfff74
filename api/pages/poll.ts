import { html } from 'hono/html'
import type { AcceptedBallot, NewBallot, Poll, PollResults } from '../polls/contract.js'
import { choiceField, emptyForm, errorSummary, type FormState, hidden, refusedForm, sentBy } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { signInFirst } from './sign-in.js'
import { fill } from './texts.js'

interface Outcome {
  form?: FormState
  /** Undefined while they may not be read. */
  results?: PollResults
  isVoted?: boolean
}

export async function showPoll(page: Page, id: string): Promise<Shown> {
  const found = await page.api<Poll>(`/polls/${id}`)
  if (!found.ok) return { problem: found.problem }
  return render(page, found.data, { results: await readResults(page, found.data) })
}

export async function voteInPoll(page: Page, id: string, { form }: Posted): Promise<Shown> {
  const found = await page.api<Poll>(`/polls/${id}`)
  if (!found.ok) return { problem: found.problem }
  const poll = found.data
  const answers: NewBallot['answers'] = {}
  for (const { id: question, type } of poll.questions) {
    const chosen = form.values[`answers.${question}`]
    if (chosen) answers[question] = type === 'multiple' ? chosen : (chosen[0] ?? '')
  }
  const cast = await page.api<AcceptedBallot>(`/polls/${id}/ballots`, {
    body: { answers },
    headers: sentBy(form),
  })
  if (cast.ok) return render(page, poll, { results: cast.data.results ?? undefined, isVoted: true })
  const refused = refusedForm(form, cast.problem, page.texts)
  for (const { pointer, code } of cast.problem.errors ?? [])
    refused.errors[pointer.slice(1).replace(/\//g, '.')] = say(page, code)
  const isOver = /already-voted|poll-not-open/.test(cast.problem.type)
  return {
    ...(await render(page, poll, { form: refused, results: isOver ? await readResults(page, poll) : undefined })),
    status: cast.problem.status,
  }
}

const say = ({ texts }: Page, code: string) =>
  code === 'too_small' ? texts.tooFew : code === 'too_big' ? texts.tooMany : texts.chooseOne

/** Asked for even before a vote: the API knows whether this reader has voted. */
async function readResults(page: Page, poll: Poll): Promise<PollResults | undefined> {
  if (poll.status === 'scheduled') return undefined
  const results = await page.api<PollResults>(`/polls/${poll.id}/results`)
  return results.ok ? results.data : undefined
}

async function render(page: Page, poll: Poll, { form, results, isVoted = false }: Outcome): Promise<Shown> {
  const { texts, organization, date } = page
  const isOver = isVoted || (form?.notice !== undefined && results !== undefined)
  const showsBallot = poll.status === 'open' && !isOver && !(poll.results === 'after_vote' && results)
  const isAsked = poll.identity === 'resident' && page.resident === undefined && !form
  const content = html`<h1>${texts.poll}</h1>
<vmeste-poll organization="${organization.id}" poll="${poll.id}">
<div class="card">
<h2>${poll.title}</h2>
${poll.description ? html`<p class="text">${poll.description}</p>` : ''}
${isVoted ? html`<p class="done" role="status">${texts.voted}</p>` : ''}
${form && !showsBallot ? errorNotice(form) : ''}
${showsBallot ? (isAsked ? signInFirst(page, `/polls/${poll.id}`) : renderBallot(page, poll, form ?? emptyForm(), await page.formToken('polls'))) : ''}
${results ? renderResults(page, poll, results) : html`<p class="hint">${poll.results === 'after_vote' && !isVoted ? texts.resultsAfterVote : texts.resultsLater}</p>`}
<p class="hint">${poll.status === 'scheduled' ? `${texts.pollOpens} ${date(poll.opensAt)}` : poll.status === 'open' ? `${texts.pollUntil} ${date(poll.closesAt)}` : `${texts.pollClosed} ${date(poll.closesAt)}`}</p>
</div>
</vmeste-poll>`
  return { title: poll.title, content }
}

const errorNotice = ({ notice }: FormState) => (notice ? html`<p class="summary" role="alert">${notice}</p>` : '')

function renderBallot(page: Page, poll: Poll, form: FormState, token: string): Html {
  const { texts } = page
  const labels = Object.fromEntries(poll.questions.map(({ id, title }) => [`answers.${id}`, title]))
  return html`<form method="post">
${errorSummary(page, form, labels)}
${hidden('key', form.key)}${hidden('form', token)}
${poll.questions.map(({ id, title, type, required, options, minimum = 1, maximum = options.length }) =>
  choiceField(form, {
    name: `answers.${id}`,
    label: title,
    hint: type === 'multiple' ? fill(texts.optionsRange, { minimum, maximum }) : undefined,
    isMultiple: type === 'multiple',
    isRequired: required,
    options,
  }),
)}
<button>${texts.vote}</button>
<p class="hint">${poll.identity === 'device' ? texts.onePerDevice : texts.onePerPerson}</p>
</form>`
}

/** A table, with bars that the browser draws: no style of its own is needed. */
function renderResults({ texts, language }: Page, poll: Poll, results: PollResults): Html {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const count = new Intl.NumberFormat(language)
  return html`<section aria-labelledby="results"><h3 id="results">${texts.results}</h3>
${results.questions.map(({ id, answered, options }) => {
  const question = poll.questions.find((candidate) => candidate.id === id)
  return html`<table class="results"><caption>${question?.title ?? id}</caption>
<thead><tr><th scope="col">${texts.option}</th><th scope="col">${texts.votes}</th><th scope="col">${texts.share}</th></tr></thead>
<tbody>${options.map((option) => {
    const title = question?.options.find((candidate) => candidate.id === option.id)?.title ?? option.id
    return html`<tr><th scope="row">${title}<meter min="0" max="${answered || 1}" value="${option.count}" aria-hidden="true"></meter></th><td>${count.format(option.count)}</td><td>${percent.format(answered ? option.count / answered : 0)}</td></tr>`
  })}</tbody></table>`
})}
<p class="hint">${fill(texts.ballots, { count: count.format(results.ballots) })}</p></section>`
}
