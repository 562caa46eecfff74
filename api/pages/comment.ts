import { html, raw } from 'hono/html'
import { type Comment, type Discussion, reactionValues } from '../discussions/contract.js'
import { flagReasons } from '../discussions/decisions.js'
import type { OwnDecision } from '../discussions/moderation-contract.js'
import type { OwnAnswer } from '../platform/own-api.js'
import {
  choiceField,
  emptyForm,
  errorSummary,
  type FormState,
  firstValue,
  hidden,
  refusedForm,
  sentBy,
  textField,
} from './form.js'
import type { Html } from './layout.js'
import { renderMarkup } from './markup.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

type Act = 'react' | 'flag' | 'edit' | 'withdraw' | 'object'

/** One comment, and what can be done with it: by everyone, and by its author. */
export const showComment = (page: Page, discussion: string, id: string, done?: string) =>
  render(page, discussion, id, emptyForm(), { done })

/** Does what one of the forms there is for. */
export async function actOnComment(page: Page, discussion: string, id: string, { form }: Posted): Promise<Shown> {
  const act = firstValue(form, 'act') as Act
  const there = `/discussions/${discussion}/comments/${id}`
  const send = sender(page, there, form)
  const sent = await send[act]?.()
  if (!sent) return render(page, discussion, id, form, {})
  if (sent.ok) return { location: `${page.link(`${there}?done=${act}`)}#done` }
  const refused = refusedForm(form, sent.problem, page.texts)
  const shown = await render(page, discussion, id, refused, { act })
  return 'content' in shown ? { ...shown, status: sent.problem.status } : shown
}

function sender(
  page: Page,
  there: string,
  form: FormState,
): Partial<Record<string, () => Promise<OwnAnswer<unknown>>>> {
  const headers = sentBy(form)
  const text = firstValue(form, 'text')
  const value = firstValue(form, 'value') || null
  return {
    react: () => page.api(`${there}/reaction`, { method: 'PUT', body: { value }, headers }),
    flag: () => page.api(`${there}/flags`, { body: { reason: firstValue(form, 'reason'), text }, headers }),
    edit: () => page.api(there, { method: 'PATCH', body: { text }, headers }),
    withdraw: () => page.api(there, { method: 'DELETE', headers }),
    object: () => page.api(`${there}/objection`, { body: { text }, headers }),
  }
}

async function render(
  page: Page,
  discussionId: string,
  id: string,
  form: FormState,
  { act, done }: { act?: Act; done?: string | undefined },
): Promise<Shown> {
  const there = `/discussions/${discussionId}/comments/${id}`
  const [found, own, listed] = await Promise.all([
    page.api<Discussion>(`/discussions/${discussionId}`),
    page.api<OwnDecision>(`${there}/objection`),
    page.api<Comment>(there),
  ])
  if (!found.ok) return { problem: found.problem }
  if (!own.ok && !listed.ok) return { problem: listed.problem }
  const { texts, link, date } = page
  const { isOpen, title } = found.data
  const comment = own.ok ? own.data.comment : listed.ok ? listed.data : undefined
  if (!comment) return { location: link(`/discussions/${discussionId}`) }
  const token = await page.formToken('discussions')
  const formOf = (name: Act, content: Html) =>
    html`<form method="post" action="${link(there)}">
${act === name ? errorSummary(page, form, { text: texts.writeComment, reason: texts.whatIsWrong }) : ''}
${hidden('act', name)}${hidden('key', act === name ? form.key : crypto.randomUUID())}${hidden('form', token)}
${content}</form>`
  const state = (name: Act, values: Record<string, string[]> = {}): FormState =>
    act === name ? form : { ...emptyForm(), values }
  const isPublished = comment.status === 'published'
  const { reactions } = comment
  const content = html`<h1>${texts.oneComment}</h1>
<div class="card">
<p><a href="${comment.isStatement ? link(`/discussions/${discussionId}/opinions`) : `${link(`/discussions/${discussionId}`)}#c-${id}`}" dir="auto">${title}</a></p>
${done && isAct(done) ? html`<p class="done" role="status" id="done">${texts.commentDone[done]}</p>` : ''}
<article><p class="by"><strong dir="auto">${comment.author.name ?? texts.anonymous}</strong> <time datetime="${comment.createdAt}">${date(comment.createdAt)}</time></p>
<div class="text" dir="auto">${comment.content ? comment.content.map(renderMarkup) : comment.text}</div></article>
${own.ok ? renderState(page, own.data) : ''}
${
  isOpen && isPublished
    ? formOf(
        'react',
        html`<p class="acts">${reactionValues.map((value) => html`<button class="quiet" name="value" value="${value}">${texts.reactions[value]}${reactions[value] ? ` (${reactions[value]})` : ''}</button>`)}
<button class="quiet" name="value" value="">${texts.noReaction}</button></p>`,
      )
    : ''
}
</div>
${
  own.ok && own.data.canObject
    ? html`<section class="card"><h2>${texts.object}</h2>${formOf(
        'object',
        html`${textField(page, state('object'), { name: 'text', label: texts.whyObject, isRequired: true, maximum: 1000, rows: 3 })}<button>${texts.object}</button>`,
      )}</section>`
    : ''
}
${
  own.ok && isOpen && !comment.isStatement && (isPublished || comment.status === 'waiting')
    ? html`<section class="card"><h2>${texts.changeComment}</h2>${formOf(
        'edit',
        html`${textField(page, state('edit', { text: [comment.text] }), { name: 'text', label: texts.writeComment, isRequired: true, maximum: 4000, rows: 4 })}<button>${texts.saveComment}</button>`,
      )}</section>`
    : ''
}
${
  own.ok && (isPublished || comment.status === 'waiting')
    ? html`<section class="card"><h2>${texts.withdrawComment}</h2>${formOf('withdraw', html`<p>${texts.withdrawMeans}</p><button>${texts.withdrawComment}</button>`)}</section>`
    : ''
}
${
  !own.ok && isPublished && !comment.author.isOfficial
    ? html`<section class="card"><h2>${texts.flagComment}</h2>${formOf(
        'flag',
        html`${choiceField(state('flag', { reason: ['other'] }), { name: 'reason', label: texts.whatIsWrong, isRequired: true, options: flagReasons.map((reason) => ({ id: reason, title: texts.flagReasons[reason] })) })}
${textField(page, state('flag'), { name: 'text', label: texts.inOwnWords, maximum: 500 })}<button>${texts.flagComment}</button>`,
      )}</section>`
    : ''
}`
  return { title: `${texts.oneComment}: ${title}`, content }
}

/** What became of one's own, and of one's objection. */
function renderState({ texts }: Page, { comment, objection }: OwnDecision): Html {
  const { status, reason } = comment
  const outcome =
    objection &&
    (objection.settledAt === null
      ? texts.objected
      : fill(objection.isGranted ? texts.objectionGranted : texts.objectionRejected, { reason: objection.answer }))
  const stands =
    status === 'waiting'
      ? texts.commentWaiting
      : status === 'withdrawn'
        ? texts.commentWithdrawn
        : status === 'refused' || status === 'hidden'
          ? fill(status === 'refused' ? texts.commentRefused : texts.commentHidden, { reason: reason ?? '' })
          : ''
  return html`${stands ? html`<p class="summary" dir="auto">${stands}</p>` : raw('')}${outcome ? html`<p class="summary" dir="auto">${outcome}</p>` : raw('')}`
}

const acts: readonly Act[] = ['react', 'flag', 'edit', 'withdraw', 'object']
const isAct = (name: string): name is Act => acts.some((act) => act === name)
