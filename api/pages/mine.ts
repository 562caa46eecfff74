import { html } from 'hono/html'
import type { AppealSummary } from '../appeals/contract.js'
import type { EndedSessions, Me, MyComment, MyVote } from '../residents/contract.js'
import { hidden } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** What a resident sent, voted in and wrote while signed in. */
export async function showMine(page: Page): Promise<Shown> {
  const { texts, link, date, organization } = page
  const signInAt = { location: page.link('/sign-in') }
  if (page.resident === undefined) return signInAt
  const [me, appeals, votes, comments] = await Promise.all([
    page.api<Me>('/residents/me'),
    listed<AppealSummary>(page, '/residents/me/appeals?limit=100'),
    listed<MyVote>(page, '/residents/me/votes'),
    listed<MyComment>(page, '/residents/me/comments?limit=100'),
  ])
  if (!me.ok) return me.problem.status === 401 ? { ...signInAt, session: '' } : { problem: me.problem }
  const { name, email } = me.data.contact
  const content = html`<h1>${texts.mine}</h1>
<p>${fill(texts.signedInAs, { who: name ?? email ?? organization.name })}</p>
${section(
  texts.appeals,
  texts.nothingYet,
  appeals.map(
    ({ number, category, status, receivedAt }) =>
      html`<a href="${link(`/appeals/${number}`)}">${fill(texts.appealNumber, { number })} · ${category.name}</a> <span class="hint">${texts.statuses[status]} · ${date(receivedAt)}</span>`,
  ),
)}
${section(
  texts.polls,
  texts.nothingYet,
  votes.map(({ poll, title }) => html`<a href="${link(`/polls/${poll}`)}">${title}</a>`),
)}
${section(
  texts.comments,
  texts.nothingYet,
  comments.map(
    ({ id, discussion, text, createdAt }) =>
      html`<a href="${link(`/discussions/${discussion}/comments/${id}`)}" dir="auto">${text.slice(0, 120)}</a> <span class="hint">${date(createdAt)}</span>`,
  ),
)}
<form method="post" action="${link('/sign-out')}">${hidden('key', crypto.randomUUID())}<button>${texts.signOut}</button></form>`
  return { title: texts.mine, content }
}

/** Ends the session with the API and in the browser. */
export async function signOut(page: Page): Promise<Shown> {
  if (page.resident !== undefined) await page.api<EndedSessions>('/residents/me/sessions', { method: 'DELETE' })
  return { location: page.link(''), session: '' }
}

async function listed<Item>({ api }: Page, path: string): Promise<Item[]> {
  const answer = await api<{ items: Item[] }>(path)
  return answer.ok ? answer.data.items : []
}

const section = (title: string, empty: string, items: Html[]): Html =>
  html`<section class="card"><h2>${title}</h2>
${items.length === 0 ? html`<p class="hint">${empty}</p>` : html`<ul class="links">${items.map((item) => html`<li>${item}</li>`)}</ul>`}</section>`
