import { html } from 'hono/html'
import type { Discussion } from '../discussions/contract.js'
import type { Opinions } from '../discussions/opinions/contract.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { counted, fill } from './texts.js'

type Group = Opinions['groups'][number]
type Said = Group['says'][number]

/** Groups of opinion, in words and as a map: who cannot see it reads the same. */
export async function showOpinions(page: Page, id: string): Promise<Shown> {
  const [found, read] = await Promise.all([
    page.api<Discussion>(`/discussions/${id}`),
    page.api<Opinions>(`/discussions/${id}/opinions`),
  ])
  if (!found.ok) return { problem: found.problem }
  if (!read.ok) return { problem: read.problem }
  const { texts, link, date, language } = page
  const { voters, minimum, groups, shared, at } = read.data
  const people = (count: number) => counted(language, count, texts.people)
  const said = (list: readonly Said[]) =>
    html`<ul class="links">${list.map(
      ({ text, says, voters, of }) =>
        html`<li><p class="text" dir="auto">${excerpt(text)}</p>
<p class="hint">${fill(texts.opinionSays[says], { share: share(voters / of, language), people: people(of) })}</p></li>`,
    )}</ul>`
  const isEnough = voters >= minimum
  const content = html`<h1>${texts.opinions}</h1>
<div class="card"><h2><a href="${link(`/discussions/${id}`)}">${found.data.title}</a></h2>
<p>${texts.opinionsHow}</p>
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
${groups.length > 0 ? html`<section class="card">${map(groups, texts.opinionsMap)}<p class="hint">${texts.opinionsMap}</p></section>` : html`<p class="card">${texts.opinionsAlike}</p>`}
${groups.map(
  (group) => html`<section class="card"><h2>${fill(texts.opinionGroup, { name: group.id })}</h2>
<p>${people(group.voters)}</p>
${said(group.says)}</section>`,
)}`
}`
  return { title: `${texts.opinions}: ${found.data.title}`, content }
}

/** Each dot is as full as many stand there; letters name the groups, for who sees no colours. */
function map(groups: readonly Group[], label: string): Html {
  const most = Math.max(1, ...groups.flatMap(({ squares }) => squares.map(({ voters }) => voters)))
  const at = (value: number) => (value * 100).toFixed(1)
  return html`<svg class="opinions" viewBox="-112 -112 224 224" role="img" aria-label="${label}">${groups.map(
    ({ id, x, y, radius, squares }) =>
      html`<g class="group-${id.toLowerCase()}"><circle cx="${at(x)}" cy="${at(-y)}" r="${Math.max(9, radius * 130).toFixed(1)}"/>${squares.map(
        ({ x, y, voters }) =>
          html`<rect x="${(x * 100 - 3).toFixed(1)}" y="${(-y * 100 - 3).toFixed(1)}" width="6" height="6" rx="3" fill-opacity="${(0.25 + (0.6 * voters) / most).toFixed(2)}"/>`,
      )}<text x="${at(x)}" y="${at(-y)}">${id}</text></g>`,
  )}</svg>`
}

const share = (value: number, language: string) => value.toLocaleString(language, { style: 'percent' })

/** Characters of a comment that are enough to know what it says. */
const LONGEST = 280
const excerpt = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
