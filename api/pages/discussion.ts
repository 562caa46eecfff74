import { html, raw } from 'hono/html'
import {
  type Comment,
  type Discussion,
  type NewComment,
  type Sort,
  sorts,
  type Thread,
} from '../discussions/contract.js'
import { renderFollow } from './following.js'
import { emptyForm, errorSummary, type FormState, firstValue, hidden, refusedForm, sentBy, textField } from './form.js'
import type { Html } from './layout.js'
import { renderMarkup } from './markup.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { needsSignIn, signInFirst } from './sign-in.js'
import { discussionData } from './structured.js'
import { fill } from './texts.js'

interface Query {
  cursor?: string
  /** The replies of one comment instead of all comments. */
  thread?: string
  /** The comment being answered. */
  reply?: string
  /** How comments are ordered. */
  sort?: string
  /** One that was just sent, and a moderator looks at first. */
  sent?: string
}

export const showDiscussion = (page: Page, id: string, query: Query) => render(page, id, query, emptyForm())

export async function addComment(page: Page, id: string, { form }: Posted): Promise<Shown> {
  const parent = firstValue(form, 'parent')
  const body: NewComment = {
    text: firstValue(form, 'text'),
    name: firstValue(form, 'name'),
    ...(parent && { parent }),
  }
  const added = await page.api<Comment>(`/discussions/${id}/comments`, {
    body,
    headers: sentBy(form),
  })
  if (added.ok && added.data.status === 'waiting') {
    return { location: `${page.link(`/discussions/${id}?sent=${added.data.id}`)}#sent` }
  }
  if (added.ok) {
    const thread = added.data.root ? `?thread=${added.data.root}` : ''
    return { location: `${page.link(`/discussions/${id}${thread}`)}#c-${added.data.id}` }
  }
  const shown = await render(page, id, { reply: parent || undefined }, refusedForm(form, added.problem, page.texts))
  return 'content' in shown ? { ...shown, status: added.problem.status } : shown
}

async function render(
  page: Page,
  id: string,
  { cursor, thread, reply, sort: wanted, sent }: Query,
  form: FormState,
): Promise<Shown> {
  const sort = sorts.find((one) => one === wanted)
  const query = new URLSearchParams({ ...(cursor && { cursor }), ...(thread && { thread }), ...(sort && { sort }) })
  const [found, listed] = await Promise.all([
    page.api<Discussion>(`/discussions/${id}`),
    page.api<{ items: Thread[]; next: string | null }>(`/discussions/${id}/comments?${query}`),
  ])
  if (!found.ok) return { problem: found.problem }
  if (!listed.ok) return { problem: listed.problem }
  const { texts, organization, date, link } = page
  const discussion = found.data
  const { items, next } = listed.data
  const here = `/discussions/${id}`
  const isAhead = new Date(discussion.opensAt) > new Date()
  const when = discussion.isOpen
    ? discussion.closesAt && `${texts.discussionUntil} ${date(discussion.closesAt)}`
    : isAhead
      ? `${texts.discussionOpens} ${date(discussion.opensAt)}`
      : !discussion.frozen && texts.discussionClosed
  const content = html`<h1>${texts.discussion}</h1>
<vmeste-discussion organization="${organization.id}" discussion="${discussion.id}">
<div class="card">
<h2>${discussion.title}</h2>
${renderStages(page, discussion)}
<p class="text" dir="auto">${discussion.text}</p>
${discussion.place?.address ? html`<p class="hint">${discussion.place.address}</p>` : ''}
${discussion.draftVersion ? html`<p><a href="${link(`${here}/draft`)}">${texts.draftOpen}</a> (${fill(texts.draftVersion, { version: String(discussion.draftVersion) })})</p>` : ''}
${discussion.outcome ? html`<section class="answer"><h3>${texts.discussionOutcome}</h3><p class="text" dir="auto">${discussion.outcome}</p></section>` : ''}
${discussion.summary ? html`<section><h3>${texts.discussionSummary}</h3><p class="text" dir="auto">${discussion.summary}</p></section>` : ''}
${discussion.frozen ? html`<p class="summary">${fill(texts.discussionFrozen, { reason: discussion.frozen.reason })}</p>` : ''}
${when ? html`<p class="hint">${when}</p>` : ''}
${sent ? html`<p class="done" role="status" id="sent">${texts.commentWaits} ${/^[\da-f-]{36}$/.test(sent) ? html`<a href="${link(`${here}/comments/${sent}`)}">${texts.seeWhatBecame}</a>` : ''}</p>` : ''}
${!discussion.isOpen ? '' : needsSignIn(page, 'discussions') && !form.notice ? signInFirst(page, here) : renderForm(page, here, { form, token: await page.formToken('discussions'), reply, slowMode: discussion.slowMode }, items)}
<h3 id="comments">${texts.comments} (${discussion.commentCount.toLocaleString(page.language)})</h3>
${discussion.commentCount > 1 && !thread ? renderSorts(page, here, sort ?? 'newest') : ''}
${discussion.pinned?.length && !thread && !cursor ? html`<ol class="comments" aria-label="${texts.pinned}">${discussion.pinned.map((one) => html`<li class="pinned"><p class="hint">${texts.pinned}</p>${renderComment(page, here, one, false, 'p')}</li>`)}</ol>` : ''}
${thread ? html`<p><a href="${link(here)}">${texts.wholeDiscussion}</a></p>` : ''}
${items.length === 0 ? html`<p class="hint">${texts.noComments}</p>` : html`<ol class="comments">${items.map((item) => renderThread(page, here, item, discussion.isOpen))}</ol>`}
${next ? html`<p><a rel="next" href="${link(`${here}?${new URLSearchParams({ ...(thread && { thread }), ...(sort && { sort }), cursor: next })}`)}#comments">${texts.older}</a></p>` : ''}
${discussion.canFollow ? await renderFollow(page, discussion) : ''}
<p><a href="/v1/organizations/${organization.id}${here}/feed?lang=${page.language}" type="application/atom+xml">${texts.followFeed}</a> · <a href="${link('/moderation')}">${texts.moderationLog}</a></p>
<p><a href="${link(`${here}/opinions`)}">${texts.opinions}</a></p>
<p>${texts.downloadComments}: ${(['csv', 'json'] as const).map((type, index) => html`${index ? ' · ' : ''}<a href="/v1/organizations/${organization.id}${here}/exports/comments.${type}" download>${type.toUpperCase()}</a>`)}</p>
</div>
</vmeste-discussion>
${discussionData(discussion, items, { url: `${page.origin}/o/${organization.id}${here}`, by: organization.name })}`
  return { title: discussion.title, content }
}

function renderSorts({ texts, link }: Page, here: string, current: Sort): Html {
  return html`<nav class="filters" aria-label="${texts.sortBy}">${sorts.map(
    (sort) =>
      html`<a href="${link(`${here}?sort=${sort}`)}#comments"${sort === current ? raw(' aria-current="true"') : ''}>${texts.sorts[sort]}</a>`,
  )}</nav>`
}

/** Those behind and the one it is at, each with its day. */
function renderStages({ texts, date }: Page, { stage, stages }: Discussion): Html | '' {
  if (stages.length < 2) return ''
  return html`<ol class="history" aria-label="${texts.discussionStages}">${stages.map(
    ({ stage: one, at }, index) =>
      html`<li${one === stage && index === stages.length - 1 ? raw(' aria-current="step"') : ''}>${texts.stages[one]} <time datetime="${at}">${date(at, { dateStyle: 'long' })}</time></li>`,
  )}</ol>`
}

function renderForm(
  page: Page,
  here: string,
  { form, token, reply, slowMode }: { form: FormState; token: string; reply: string | undefined; slowMode: number },
  items: Thread[],
): Html {
  const { texts, link } = page
  const answered = items.flatMap((item) => [item, ...item.replies]).find(({ id }) => id === reply)
  return html`<form method="post" action="${link(here)}" id="write">
${errorSummary(page, form, { text: texts.writeComment, name: texts.authorName })}
${hidden('key', form.key)}${hidden('form', token)}
${reply ? html`${hidden('parent', reply)}<p>${texts.replyTo}${answered ? html`: <q>${answered.text.slice(0, 120)}</q>` : ''} · <a href="${link(here)}#write">${texts.cancelReply}</a></p>` : ''}
${slowMode > 0 ? html`<p class="hint">${fill(texts.slowMode, { time: seconds(page.language, slowMode) })}</p>` : ''}
${textField(page, form, { name: 'text', label: texts.writeComment, isRequired: true, maximum: 4000, rows: 4 })}
${textField(page, form, { name: 'name', label: texts.authorName, maximum: 60, autocomplete: 'nickname' })}
<button>${texts.publish}</button>
</form>`
}

export function renderThread(page: Page, here: string, thread: Thread, isOpen: boolean): Html {
  const { texts, link } = page
  return html`<li>${renderComment(page, here, thread, isOpen)}
${thread.replies.length > 0 ? html`<ol>${thread.replies.map((reply) => html`<li>${renderComment(page, here, reply, isOpen)}</li>`)}</ol>` : ''}
${thread.replyCount > thread.replies.length ? html`<p><a href="${link(`${here}?thread=${thread.id}`)}#comments">${fill(texts.moreReplies, { count: thread.replyCount })}</a></p>` : ''}</li>`
}

function renderComment(
  { texts, link, date }: Page,
  here: string,
  comment: Comment,
  isOpen: boolean,
  prefix = 'c',
): Html {
  const { id, author, text, content, createdAt, editedAt, erasedAt, status, reason, reactions } = comment
  const counted = (['agree', 'disagree', 'unsure'] as const)
    .filter((value) => reactions[value] > 0)
    .map((value) => `${texts.reactions[value]}: ${reactions[value]}`)
  const gone = erasedAt
    ? texts.commentErased
    : status === 'withdrawn'
      ? texts.commentWithdrawn
      : status === 'hidden' && (reason ? fill(texts.commentHidden, { reason }) : texts.commentHiddenBare)
  return html`<article id="${prefix}-${id}">
<p class="by"><strong dir="auto">${author.name ?? texts.anonymous}</strong>${author.isOfficial ? html` <span class="official">${texts.official}</span>` : ''} <time datetime="${createdAt}">${date(createdAt)}</time>${editedAt && !gone ? html` <small>(${texts.commentEdited})</small>` : ''}</p>
${gone ? html`<p class="hint" dir="auto">${gone}</p>` : html`<div class="text" dir="auto">${content ? content.map(renderMarkup) : text}</div>`}
${comment.paragraph ? html`<p class="hint"><a href="${link(`${here}/draft?paragraph=${comment.paragraph.id}`)}">${fill(texts.draftOn, { version: String(comment.paragraph.version) })}</a></p>` : ''}
${gone || counted.length === 0 ? '' : html`<p class="hint">${counted.join(' · ')}</p>`}
${(isOpen && !gone) || status === 'hidden' ? html`<p class="act">${gone ? '' : html`<a href="${link(`${here}?reply=${id}`)}#write">${texts.reply}</a> · `}<a href="${link(`${here}/comments/${id}`)}">${gone ? texts.yoursHidden : texts.moreActs}</a></p>` : ''}
</article>`
}

const seconds = (language: string, count: number) =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(count)
