import { html } from 'hono/html'
import type { Poll } from '../polls/contract.js'
import type { PollGroups } from '../polls/groups-contract.js'
import type { Question } from '../polls/questions.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import { renderResult, shareTable } from './poll-results.js'
import { fill } from './texts.js'

/** Whether the results of a poll are told by what voters say of themselves. */
export const hasGroups = ({ status, questions }: Poll): boolean =>
  status === 'closed' && questions.some((question) => 'groups' in question && question.groups !== undefined)

/** The count by what voters say of themselves, group by group: folded up, for it is long. */
export function renderGroups(page: Page, poll: Poll, { items }: PollGroups): Html {
  const { texts, language } = page
  const find = (id: string) => poll.questions.find((question) => question.id === id)
  return html`<details><summary>${texts.resultsByGroup}</summary>
${items.map(({ question: about, minimum, results }) => {
  const asked = find(about)
  if (!asked) return ''
  return html`<section><h3>${asked.title}</h3>
<p class="hint">${fill(texts.groupsAbout, { count: minimum.toLocaleString(language) })}</p>
${results.map((result) => {
  const question = find(result.question)
  return question ? renderCompared(page, asked, question, result) : ''
})}</section>`
})}</details>`
}

function renderCompared(
  page: Page,
  about: Question,
  question: Question,
  { groups, notTold, weighted }: PollGroups['items'][number]['results'][number],
): Html {
  const { texts, language } = page
  const nameOf = titlesOf(about)
  const answerOf = titlesOf(question)
  return html`<h4>${question.title}</h4>
${groups.map(({ id, result }) => renderResult(page, { ...question, title: `${question.title} — ${nameOf(id)}` }, result))}
${groups.length ? '' : html`<p>${texts.noGroup}</p>`}
${
  weighted
    ? shareTable(
        page,
        texts.groupsWeighted,
        weighted.map(({ id, share }) => ({ title: id === 'other' ? texts.somethingElse : answerOf(id), share })),
      )
    : ''
}
${notTold ? html`<p class="hint">${fill(texts.groupsNotTold, { count: notTold.toLocaleString(language) })}</p>` : ''}`
}

const titlesOf = (question: Question) => {
  const options: readonly { id: string; title: string }[] = 'options' in question ? question.options : []
  return (id: string) => options.find((option) => option.id === id)?.title ?? id
}
