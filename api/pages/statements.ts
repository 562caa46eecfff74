import { html } from 'hono/html'
import { type Discussion, reactionValues } from '../discussions/contract.js'
import { MOST_OF_STATEMENT, type OwnOpinion } from '../discussions/statements/contract.js'
import { errorSummary, type FormState, firstValue, hidden, textField } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import { needsSignIn, signInFirst } from './sign-in.js'
import { fill } from './texts.js'

/** The statement to vote on, what was voted, and the form for one of one's own; each vote is a form, for who has no scripts. */
export async function renderStatements(
  page: Page,
  { id, isOpen, opensAt, frozen, statements: authors }: Discussion,
  own: OwnOpinion,
  { form, done }: { form: FormState; done: string | undefined },
): Promise<Html> {
  const { texts, link, language } = page
  const here = `/discussions/${id}/opinions`
  const token = await page.formToken('discussions')
  const isAsked = isOpen && needsSignIn(page, 'discussions') && !form.notice
  const sent = new Map(Object.entries(texts.statementSent)).get(done ?? '')
  const voted = fill(texts.statementsVoted, {
    voted: own.voted.toLocaleString(language),
    all: own.statements.toLocaleString(language),
  })
  const voting = ({
    id: statement,
    text,
  }: {
    id: string
    text: string
  }) => html`<p class="text statement" dir="auto">${text}</p>
<form method="post" action="${link(here)}">${hidden('statement', statement)}${hidden('key', crypto.randomUUID())}${hidden('form', token)}
<p class="acts">${reactionValues.map((value) => html`<button class="quiet" name="value" value="${value}">${texts.reactions[value]}</button>`)}</p></form>
<p class="act">${own.statements - own.voted > 1 ? html`<a href="${link(`${here}?not=${statement}`)}#statement">${texts.statementOther}</a> · ` : ''}<a href="${link(`/discussions/${id}/comments/${statement}`)}">${texts.statementReport}</a></p>`
  const isVote = firstValue(form, 'statement') !== ''
  const isAhead = new Date(opensAt) > new Date()
  const shut = frozen
    ? fill(texts.discussionFrozen, { reason: frozen.reason })
    : isAhead
      ? `${texts.discussionOpens} ${page.date(opensAt)}`
      : texts.statementsOver
  const said = isOpen ? texts.statementsDone : shut
  return html`<section class="card" id="statement"><h2>${texts.statements}</h2>
${isVote ? errorSummary(page, form, {}) : ''}
${sent ? html`<p class="done" role="status">${sent}</p>` : ''}
${own.statements === 0 ? html`<p class="hint">${texts.statementsNone}</p>` : isAsked ? signInFirst(page, here) : isOpen && own.next ? voting(own.next) : html`<p>${said}</p>`}
${own.statements > 0 ? html`<p class="hint">${voted}</p>` : ''}
${
  own.votes.length > 0
    ? html`<details><summary>${texts.statementVotes}</summary><ul class="links">${own.votes.map(
        ({ statement, text, value }) =>
          html`<li><p class="text" dir="auto">${text}</p><p class="hint">${texts.reactions[value]}${isOpen ? html` · <a href="${link(`/discussions/${id}/comments/${statement}`)}">${texts.statementChange}</a>` : ''}</p></li>`,
      )}</ul></details>`
    : ''
}</section>
${
  isOpen && authors === 'residents' && !isAsked
    ? html`<section class="card"><h2>${texts.statementAdd}</h2><form method="post" action="${link(here)}">
${isVote ? '' : errorSummary(page, form, { text: texts.statementText })}
${hidden('key', form.key)}${hidden('form', token)}
${textField(page, form, { name: 'text', label: texts.statementText, hint: texts.statementHint, isRequired: true, maximum: MOST_OF_STATEMENT, rows: 2 })}
<button>${texts.statementSend}</button></form></section>`
    : ''
}`
}
