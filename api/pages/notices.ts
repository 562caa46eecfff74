import { html } from 'hono/html'
import type { Notices } from '../notifications/contract.js'
import { firstValue, hidden } from './form.js'
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
  const isFollowing = firstValue(form, 'following') === 'yes'
  const changed = await page.api<Notices>(`/notices/${token}`, { method: 'PUT', body: { isFollowing } })
  return changed.ok ? render(page, changed.data, true) : { problem: changed.problem }
}

function render({ texts, link }: Page, { number, isFollowing }: Notices, isChanged = false): Shown {
  const title = fill(texts.noticesTitle, { number })
  const content = html`<h1>${title}</h1>
<div class="card">
<p${isChanged ? html` class="done" role="status"` : ''}>${isFollowing ? texts.noticesOn : texts.noticesOff}</p>
<form method="post">${hidden('following', isFollowing ? 'no' : 'yes')}
<button>${isFollowing ? texts.noticesEnd : texts.noticesBegin}</button></form>
<p><a href="${link(`/appeals/${number}`)}">${fill(texts.appealNumber, { number })}</a></p>
</div>`
  return { title, content }
}
