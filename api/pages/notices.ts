import { html } from 'hono/html'
import type { Notices } from '../notifications/contract.js'
import { choiceField, emptyForm, firstValue, hidden } from './form.js'
import type { Page } from './page.js'
import type { Posted } from './posted.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** Where the links in a mail of an appeal lead: looking changes nothing, since mail programs look by themselves. */
export async function showNotices(page: Page, token: string): Promise<Shown> {
  const found = await page.api<Notices>(`/notices/${token}`)
  return found.ok ? render(page, found.data) : { problem: found.problem }
}

export async function changeNotices(page: Page, token: string, { form }: Posted): Promise<Shown> {
  const score = Number(firstValue(form, 'score'))
  if (score) {
    const rated = await page.api<Notices>(`/notices/${token}/rating`, {
      body: { score },
      headers: { 'idempotency-key': form.key },
    })
    return rated.ok ? render(page, rated.data, page.texts.thanksRating) : { problem: rated.problem }
  }
  const isFollowing = firstValue(form, 'following') === 'yes'
  const changed = await page.api<Notices>(`/notices/${token}`, { method: 'PUT', body: { isFollowing } })
  return changed.ok
    ? render(page, changed.data, page.texts[isFollowing ? 'noticesOn' : 'noticesOff'])
    : { problem: changed.problem }
}

function render(page: Page, { number, isFollowing, canRate }: Notices, done?: string): Shown {
  const { texts, link } = page
  const title = fill(texts.noticesTitle, { number })
  const form = emptyForm()
  const options = ['1', '2', '3', '4', '5'].map((score) => ({ id: score, title: score }))
  const content = html`<h1>${title}</h1>
<div class="card">
${done ? html`<p class="done" role="status">${done}</p>` : html`<p>${isFollowing ? texts.noticesOn : texts.noticesOff}</p>`}
${
  canRate
    ? html`<form method="post"><h2>${texts.rate}</h2>${hidden('key', form.key)}
${choiceField(form, { name: 'score', label: texts.score, isRequired: true, isRow: true, options })}
<button>${texts.sendRating}</button></form>`
    : ''
}
<form method="post">${hidden('following', isFollowing ? 'no' : 'yes')}
<button>${isFollowing ? texts.noticesEnd : texts.noticesBegin}</button></form>
<p><a href="${link(`/appeals/${number}`)}">${fill(texts.appealNumber, { number })}</a></p>
</div>`
  return { title, content }
}
