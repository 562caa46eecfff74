import { html } from 'hono/html'
import type { Comment, Discussion } from '../discussions/contract.js'
import type { Opinions } from '../discussions/opinions/contract.js'
import type { OwnOpinion } from '../discussions/statements/contract.js'
import { emptyForm, type FormState, firstValue, refusedForm, sentBy } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { renderStatements } from './statements.js'
import { counted, fill } from './texts.js'

type Group = Opinions['groups'][number]
type Said = Group['says'][number]

interface Query {
  /** The statement that another is wanted for. */
  not?: string | undefined
  /** What was just done. */
  done?: string | undefined
}

export const showOpinions = (page: Page, id: string, query: Query) => render(page, id, query, emptyForm())

/** Votes on a statement, or adds one. */
export async function actOnOpinions(page: Page, id: string, { form }: Posted): Promise<Shown> {
  const there = `/discussions/${id}`
  const headers = sentBy(form)
  const done = (what: string) => ({ location: `${page.link(`${there}/opinions?done=${what}`)}#statement` })
  const statement = firstValue(form, 'statement')
  const sent = /^[\da-f-]{36}$/.test(statement)
    ? await page.api<Comment>(`${there}/comments/${statement}/reaction`, {
        ...{ method: 'PUT', body: { value: firstValue(form, 'value') || null }, headers },
      })
    : await page.api<Comment>(`${there}/statements`, { body: { text: firstValue(form, 'text') }, headers })
  if (sent.ok) return done(statement ? 'voted' : sent.data.status === 'waiting' ? 'waiting' : 'added')
  const shown = await render(page, id, {}, refusedForm(form, sent.problem, page.texts))
  return 'content' in shown ? { ...shown, status: sent.problem.status } : shown
}

/** Statements to vote on, and groups of opinion, in words and as a map: who cannot see it reads the same. */
async function render(page: Page, id: string, { not, done }: Query, form: FormState): Promise<Shown> {
  const isId = not && /^[\da-f-]{36}$/.test(not)
  const [found, read, own] = await Promise.all([
    page.api<Discussion>(`/discussions/${id}`),
    page.api<Opinions>(`/discussions/${id}/opinions`),
    page.api<OwnOpinion>(`/discussions/${id}/opinions/own${isId ? `?not=${not}` : ''}`),
  ])
  if (!found.ok) return { problem: found.problem }
  if (!read.ok) return { problem: read.problem }
  if (!own.ok) return { problem: own.problem }
  const { texts, link, date, language, organization } = page
  const { voters, minimum, groups, shared, at } = read.data
  const { position } = own.data
  const people = (count: number) => counted(language, count, texts.people)
  const said = (list: readonly Said[]) =>
    html`<ul class="links">${list.map(
      ({ text, says, voters, of }) =>
        html`<li><p class="text" dir="auto">${excerpt(text)}</p>
<p class="hint">${fill(texts.opinionSays[says], { share: share(voters / of, language), people: people(of) })}</p></li>`,
    )}</ul>`
  const isEnough = voters >= minimum
  const content = html`<h1>${texts.opinions}</h1>
<p><a href="${link(`/discussions/${id}`)}" dir="auto">${found.data.title}</a></p>
<vmeste-opinions organization="${organization.id}" discussion="${id}">
${await renderStatements(page, found.data, own.data, { form, done })}
<div class="card"><p>${texts.opinionsHow}</p>
${
  isEnough
    ? html`<p>${fill(texts.opinionsOf, { people: people(voters) })}${at ? html` <small>${date(at)}</small>` : ''}</p>`
    : html`<p class="hint">${fill(texts.opinionsTooFew, { people: people(voters), minimum })}</p>`
}</div>
${
  !isEnough
    ? ''
    : html`<section class="card"><h2>${texts.opinionsShared}</h2>
${shared.length > 0 ? said(shared) : html`<p class="hint">${texts.opinionsNothingShared}</p>`}</section>
${groups.length > 0 ? html`<section class="card">${map(groups, position && { ...position, label: texts.opinionYou }, texts.opinionsMap)}<p class="hint">${texts.opinionsMap}</p>${position?.group ? html`<p>${fill(texts.opinionNearest, { name: position.group })}</p>` : ''}</section>` : html`<p class="card">${texts.opinionsAlike}</p>`}
${groups.map(
  (group) => html`<section class="card"><h2>${fill(texts.opinionGroup, { name: group.id })}</h2>
<p>${people(group.voters)}</p>
${said(group.says)}</section>`,
)}`
}
</vmeste-opinions>`
  return { title: `${texts.opinions}: ${found.data.title}`, content }
}

/** Each dot is as full as many stand there; letters name the groups, for who sees no colours. */
function map(groups: readonly Group[], own: { x: number; y: number; label: string } | null, label: string): Html {
  const most = Math.max(1, ...groups.flatMap(({ squares }) => squares.map(({ voters }) => voters)))
  const at = (value: number) => (value * 100).toFixed(1)
  return html`<svg class="opinions" viewBox="-112 -112 224 224" role="img" aria-label="${label}">${groups.map(
    ({ id, x, y, radius, squares }) =>
      html`<g class="group-${id.toLowerCase()}"><circle cx="${at(x)}" cy="${at(-y)}" r="${Math.max(9, radius * 130).toFixed(1)}"/>${squares.map(
        ({ x, y, voters }) =>
          html`<rect x="${(x * 100 - 3).toFixed(1)}" y="${(-y * 100 - 3).toFixed(1)}" width="6" height="6" rx="3" fill-opacity="${(0.25 + (0.6 * voters) / most).toFixed(2)}"/>`,
      )}<text x="${at(x)}" y="${at(-y)}">${id}</text></g>`,
  )}${own ? html`<path class="own" d="M${at(own.x)} ${at(-own.y)}m0-8l8 8l-8 8l-8-8z"/><text x="${at(own.x)}" y="${(18 - own.y * 100).toFixed(1)}">${own.label}</text>` : ''}</svg>`
}

const share = (value: number, language: string) => value.toLocaleString(language, { style: 'percent' })

/** Characters of a comment that are enough to know what it says. */
const LONGEST = 280
const excerpt = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
