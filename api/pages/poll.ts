import { html } from 'hono/html'
import type { AcceptedBallot, Poll, PollResults } from '../polls/contract.js'
import type { PollGroups } from '../polls/groups-contract.js'
import type { Question } from '../polls/questions.js'
import { emptyForm, errorSummary, type FormState, hidden, refusedForm, sentBy } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import { fieldOf, readAnswers } from './poll-answers.js'
import { hasGroups, renderGroups } from './poll-groups.js'
import { renderQuestion, sayWrong } from './poll-questions.js'
import { renderResults } from './poll-results.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { signInFirst } from './sign-in.js'
import { fill } from './texts.js'

interface Outcome {
  form?: FormState
  /** Undefined while they may not be read. */
  results?: PollResults
  groups?: PollGroups
  isVoted?: boolean
}

export async function showPoll(page: Page, id: string): Promise<Shown> {
  const found = await page.api<Poll>(`/polls/${id}`)
  if (!found.ok) return { problem: found.problem }
  const poll = found.data
  const [results, groups] = await Promise.all([readResults(page, poll), readGroups(page, poll)])
  return render(page, poll, { results, groups })
}

export async function voteInPoll(page: Page, id: string, { form }: Posted): Promise<Shown> {
  const found = await page.api<Poll>(`/polls/${id}`)
  if (!found.ok) return { problem: found.problem }
  const poll = found.data
  const answers = readAnswers(poll.questions, form)
  const cast = await page.api<AcceptedBallot>(`/polls/${id}/ballots`, {
    body: { answers },
    headers: sentBy(form),
  })
  if (cast.ok) {
    const results = cast.data.results ?? (await readResults(page, poll))
    return render(page, poll, { results, isVoted: true })
  }
  const refused = refusedForm(form, cast.problem, page.texts)
  for (const { pointer, code } of cast.problem.errors ?? []) {
    const [, , id] = pointer.split('/')
    const question = poll.questions.find((candidate) => candidate.id === id)
    refused.errors[pointer.slice(1).replace(/\//g, '.')] = sayWrong(page, question, code)
  }
  const isOver = /already-voted|poll-not-open/.test(cast.problem.type)
  return {
    ...(await render(page, poll, { form: refused, results: isOver ? await readResults(page, poll) : undefined })),
    status: cast.problem.status,
  }
}

/** Asked for even before a vote: the API knows whether this reader has voted. */
async function readResults(page: Page, poll: Poll): Promise<PollResults | undefined> {
  if (poll.status === 'scheduled') return undefined
  const results = await page.api<PollResults>(`/polls/${poll.id}/results`)
  return results.ok ? results.data : undefined
}

async function readGroups(page: Page, poll: Poll): Promise<PollGroups | undefined> {
  if (!hasGroups(poll)) return undefined
  const groups = await page.api<PollGroups>(`/polls/${poll.id}/groups`)
  return groups.ok ? groups.data : undefined
}

async function render(page: Page, poll: Poll, { form, results, groups, isVoted = false }: Outcome): Promise<Shown> {
  const { texts, organization, date } = page
  const isOver = isVoted || (form?.notice !== undefined && results !== undefined)
  const showsBallot = poll.status === 'open' && !isOver && !(poll.results === 'after_vote' && results)
  const isAsked = poll.identity === 'resident' && page.resident === undefined && !form
  const card = html`<div class="card">
<h2>${poll.title}</h2>
${poll.description ? html`<p class="text">${poll.description}</p>` : ''}
${isVoted ? html`<p class="done" role="status">${texts.voted}</p>` : ''}
${form && !showsBallot ? errorNotice(form) : ''}
${showsBallot ? eligibilityHint(page, poll) : ''}
${showsBallot ? (isAsked ? signInFirst(page, `/polls/${poll.id}`) : renderBallot(page, poll, form ?? emptyForm(), await page.formToken('polls'))) : ''}
${results ? renderResults(page, poll, results) : html`<p class="hint">${poll.results === 'after_vote' && !isVoted ? texts.resultsAfterVote : texts.resultsLater}</p>`}
${groups ? renderGroups(page, poll, groups) : ''}
<p class="hint">${poll.status === 'scheduled' ? `${texts.pollOpens} ${date(poll.opensAt)}` : poll.status === 'open' ? `${texts.pollUntil} ${date(poll.closesAt)}` : `${texts.pollClosed} ${date(poll.closesAt)}`}</p>
</div>`
  const content = html`<h1>${texts.poll}</h1>
<vmeste-poll organization="${organization.id}" poll="${poll.id}">${card}</vmeste-poll>`
  return { title: poll.title, content }
}

const errorNotice = ({ notice }: FormState) => (notice ? html`<p class="summary" role="alert">${notice}</p>` : '')

function renderBallot(page: Page, poll: Poll, form: FormState, token: string): Html {
  const { texts } = page
  const labels = Object.fromEntries(poll.questions.flatMap(labelsOf))
  return html`<form method="post">
${errorSummary(page, form, labels)}
${hidden('key', form.key)}${hidden('form', token)}
${poll.questions.map((question) => renderQuestion(page, form, question, poll.questions))}
<button>${texts.vote}</button>
<p class="hint">${poll.isListed ? texts.onlyListed : poll.identity === 'device' ? texts.onePerDevice : texts.onePerPerson}</p>
</form>`
}

/** Who may vote, and whether anyone checks it. */
function eligibilityHint({ texts, language }: Page, { eligibility }: Poll): Html | '' {
  if (!eligibility) return ''
  const { minimumAge, territories, check } = eligibility
  const places =
    territories && new Intl.ListFormat(language, { type: 'disjunction' }).format(territories.map(({ title }) => title))
  const rules = [
    minimumAge === undefined ? '' : fill(texts.votersAge, { age: minimumAge }),
    places ? fill(texts.votersPlaces, { places }) : '',
    check === 'vouched' ? texts.votersVouched : texts.votersDeclare,
  ]
  return html`<p class="text">${rules.filter(Boolean).join(' ')}</p>`
}

/** What the fields of a question are called, by name. */
function labelsOf(question: Question): [string, string][] {
  const parts = question.type === 'matrix' ? question.rows : question.type === 'ranking' ? question.options : []
  return [
    [fieldOf(question), question.title],
    ...['other', 'latitude', 'longitude'].map((part): [string, string] => [fieldOf(question, part), question.title]),
    ...parts.map(({ id, title }): [string, string] => [fieldOf(question, id), `${question.title}: ${title}`]),
  ]
}
