import { html } from 'hono/html'
import type { LogEntry } from '../discussions/moderation-contract.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'

/** What moderators decided and why, for everyone: without who wrote it, what it said, or who decided. */
export async function showModeration(page: Page, { cursor }: { cursor?: string }): Promise<Shown> {
  const { texts, organization, link, date, language } = page
  const query = new URLSearchParams(cursor ? { cursor } : {})
  const read = await page.api<{ items: LogEntry[]; next: string | null }>(`/moderation/log?${query}`)
  if (!read.ok) return { problem: read.problem }
  const { items, next } = read.data
  const entries = items.map(
    ({ at, decision, discussion, title, comment, reason }) =>
      html`<li><strong>${texts.moderated[decision]}</strong> · <a href="${link(`/discussions/${discussion}`)}${comment ? `#c-${comment}` : ''}" dir="auto">${title}</a>
${reason ? html`<p dir="auto">${reason}</p>` : ''}<time class="hint" datetime="${at}">${date(at)}</time></li>`,
  )
  const content = html`<h1>${texts.moderationLog}</h1>
<section class="card">
<p>${texts.moderationLogMeans} <a href="/docs/moderation">${texts.howModerated}</a></p>
<p><a href="/v1/organizations/${organization.id}/moderation/feed?lang=${language}" type="application/atom+xml">${texts.followFeed}</a></p>
${items.length === 0 ? html`<p class="hint">${texts.moderationLogEmpty}</p>` : html`<ol class="links" role="list">${entries}</ol>`}
${next ? html`<p><a rel="next" href="${link(`/moderation?${new URLSearchParams({ cursor: next })}`)}">${texts.olderEntries}</a></p>` : ''}
</section>`
  return { title: texts.moderationLog, content }
}
