import { html, type TemplateResult } from 'lit'
import type { PollAdministration } from '../../sdk/poll-writing.js'
import type { Poll } from '../../sdk/polls.js'
import type { BuilderContext } from './context.js'
import type { Words } from './words.js'

/** The results as residents have them, by group too; and what is for staff alone. */
export function resultsPage(
  { host, say }: BuilderContext,
  { id, status, results }: PollAdministration,
  poll: Poll,
  words: Words,
): TemplateResult {
  const isClosed = status === 'closed'
  const shown: Poll = { ...poll, status: 'closed', results }
  if (isClosed) import('../poll/results/define.js').catch(() => {})
  return html`<h2 part="title" id="top" tabindex="-1"><bdi>${say('resultsTitle', { title: poll.title })}</bdi></h2>
    <p class="ways"><a href="#poll=${id}">${say('toPoll')}</a></p>
    ${
      isClosed
        ? html`<vmeste-poll-results
              exportparts="results,button"
              .organization=${host.organization}
              .api=${host.api}
              .poll=${shown}
            ></vmeste-poll-results>
            ${words.view(shown)}`
        : html`<p class="notice good">${say('resultsLater')}</p>`
    }`
}
