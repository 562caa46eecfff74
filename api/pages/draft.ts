import { html, raw } from 'hono/html'
import type { Comment, Discussion, Thread } from '../discussions/contract.js'
import type { Draft, DraftChanges } from '../discussions/drafts/contract.js'
import { renderThread } from './discussion.js'
import { emptyForm, errorSummary, type FormState, firstValue, hidden, refusedForm, sentBy, textField } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { needsSignIn, signInFirst } from './sign-in.js'
import { fill } from './texts.js'

interface Query {
  version?: string
  /** The one whose comments are read, and which is commented on. */
  paragraph?: string
  /** Whether what changed since the version before is shown. */
  changes?: string
  cursor?: string
}

/** The text that is discussed, by paragraphs. */
export const showDraft = (page: Page, id: string, query: Query) => render(page, id, query, emptyForm())

export async function commentOnDraft(page: Page, id: string, { form }: Posted): Promise<Shown> {
  const paragraph = firstValue(form, 'paragraph')
  const body = { text: firstValue(form, 'text'), name: firstValue(form, 'name'), paragraph }
  const added = await page.api<Comment>(`/discussions/${id}/comments`, { body, headers: sentBy(form) })
  if (added.ok && added.data.status === 'waiting')
    return { location: `${page.link(`/discussions/${id}?sent=${added.data.id}`)}#sent` }
  if (added.ok)
    return { location: `${page.link(`/discussions/${id}/draft?paragraph=${paragraph}`)}#c-${added.data.id}` }
  const shown = await render(page, id, { paragraph }, refusedForm(form, added.problem, page.texts))
  return 'content' in shown ? { ...shown, status: added.problem.status } : shown
}

async function render(page: Page, id: string, query: Query, form: FormState): Promise<Shown> {
  const { texts, link } = page
  const version = query.version ? `?${new URLSearchParams({ version: query.version })}` : ''
  const [found, read] = await Promise.all([
    page.api<Discussion>(`/discussions/${id}`),
    page.api<Draft>(`/discussions/${id}/draft${version}`),
  ])
  if (!found.ok) return { problem: found.problem }
  if (!read.ok) return { problem: read.problem }
  const { title } = found.data
  const draft = read.data
  const here = `/discussions/${id}/draft`
  const body = query.paragraph
    ? await renderOne(page, found.data, draft, { ...query, paragraph: query.paragraph }, form)
    : query.changes
      ? await renderChanges(page, id, draft)
      : renderWhole(page, id, draft)
  if ('problem' in body) return { problem: body.problem }
  const content = html`<h1>${texts.draft}</h1>
<div class="card">
<p><a href="${link(`/discussions/${id}`)}" dir="auto">${title}</a>${query.paragraph || query.changes ? html` · <a href="${link(here)}">${texts.draftWhole}</a>` : ''}</p>
${body.content}
</div>`
  return { title: `${texts.draft}: ${title}`, content }
}

function renderWhole(page: Page, id: string, { version, versions, language, at, paragraphs, removed }: Draft) {
  const { texts, link, date } = page
  const here = `/discussions/${id}/draft`
  const count = (one: { id: string; commentCount: number }) =>
    html`<p class="act"><a href="${link(`${here}?paragraph=${one.id}`)}">${texts.comments} (${one.commentCount.toLocaleString(page.language)})</a></p>`
  const content = html`<p class="hint">${fill(texts.draftVersion, { version: String(version) })} · <time datetime="${at}">${date(at)}</time>${version > 1 ? html` · <a href="${link(`${here}?changes=1&version=${version}`)}">${texts.draftChanges}</a>` : ''}</p>
<div lang="${language}" dir="auto">${paragraphs.map((one) => html`<section id="${one.id}"><p class="text">${one.text}</p><div lang="${page.language}">${count(one)}</div></section>`)}</div>
${removed.length > 0 ? html`<h2>${texts.draftRemoved}</h2>${removed.map((one) => html`<section id="${one.id}"><blockquote class="text" dir="auto" lang="${language}">${one.text}</blockquote><p class="hint">${fill(texts.draftVersion, { version: String(one.version) })}</p>${count(one)}</section>`)}` : ''}
${versions.length > 1 ? html`<nav aria-label="${texts.draftVersions}"><p>${texts.draftVersions}: ${versions.map((one, index) => html`${index ? ' · ' : ''}<a href="${link(`${here}?version=${one.version}`)}"${one.version === version ? raw(' aria-current="page"') : ''}>${one.version}</a>`)}</p></nav>` : ''}`
  return { content }
}

/** Words that were added are underlined and said to be, those removed struck out: seen without colours, and heard. */
async function renderChanges(page: Page, id: string, { version, language }: Draft) {
  const changed = await page.api<DraftChanges>(`/discussions/${id}/draft/changes?to=${version}`)
  if (!changed.ok) return { problem: changed.problem }
  const { texts } = page
  const { from, to, paragraphs } = changed.data
  const mark = (kind: 'added' | 'removed') => html`<span class="heard">${texts.draftMarks[kind]}: </span>`
  const content = html`<p class="hint">${fill(texts.draftFromTo, { from: String(from), to: String(to) })}</p>
<div lang="${language}" dir="auto">${paragraphs.map(
    ({ change, parts }) =>
      html`${change === 'same' ? '' : html`<p class="hint" lang="${page.language}">${texts.draftMarks[change]}</p>`}<p class="text">${parts.map((part) => (part.change === 'added' ? html`<ins>${mark('added')}${part.text}</ins>` : part.change === 'removed' ? html`<del>${mark('removed')}${part.text}</del>` : part.text))}</p>`,
  )}</div>`
  return { content }
}

async function renderOne(
  page: Page,
  discussion: Discussion,
  draft: Draft,
  { paragraph, cursor }: Query & { paragraph: string },
  form: FormState,
) {
  const { texts, link } = page
  const here = `/discussions/${discussion.id}`
  const query = new URLSearchParams({ paragraph, ...(cursor && { cursor }) })
  const listed = await page.api<{ items: Thread[]; next: string | null }>(`${here}/comments?${query}`)
  if (!listed.ok) return { problem: listed.problem }
  const { items, next } = listed.data
  const standing = draft.paragraphs.find(({ id }) => id === paragraph)
  const one = standing ?? draft.removed.find(({ id }) => id === paragraph)
  const isTaken = discussion.isOpen && standing !== undefined && draft.version === discussion.draftVersion
  const content = html`${one ? html`<blockquote class="text" lang="${draft.language}" dir="auto">${one.text}</blockquote>` : ''}
${standing ? '' : html`<p class="summary">${texts.draftRemoved}</p>`}
${!isTaken ? '' : needsSignIn(page, 'discussions') && !form.notice ? signInFirst(page, `${here}/draft?paragraph=${paragraph}`) : await renderForm(page, here, paragraph, form)}
<h2 id="comments">${texts.comments}</h2>
${items.length === 0 ? html`<p class="hint">${texts.noComments}</p>` : html`<ol class="comments">${items.map((item) => html`${item.paragraph && item.paragraph.version !== draft.version ? html`<li class="hint">${fill(texts.draftMadeOn, { version: String(item.paragraph.version) })} <a href="${link(`${here}/draft?version=${item.paragraph.version}`)}#${paragraph}">${texts.draftOpenVersion}</a></li>` : ''}${renderThread(page, here, item, discussion.isOpen)}`)}</ol>`}
${next ? html`<p><a rel="next" href="${link(`${here}/draft?${new URLSearchParams({ paragraph, cursor: next })}`)}#comments">${texts.older}</a></p>` : ''}`
  return { content }
}

async function renderForm(page: Page, here: string, paragraph: string, form: FormState): Promise<Html> {
  const { texts, link } = page
  return html`<form method="post" action="${link(`${here}/draft`)}" id="write">
${errorSummary(page, form, { text: texts.writeComment, name: texts.authorName })}
${hidden('key', form.key)}${hidden('form', await page.formToken('discussions'))}${hidden('paragraph', paragraph)}
${textField(page, form, { name: 'text', label: texts.writeComment, isRequired: true, maximum: 4000, rows: 4 })}
${textField(page, form, { name: 'name', label: texts.authorName, maximum: 60, autocomplete: 'nickname' })}
<button>${texts.publish}</button>
</form>`
}
