import { html, type TemplateResult } from 'lit'
import type { ModerationQueue } from '../../sdk/moderation.js'
import type { Say } from '../shared/texts.js'
import type { Filter, Queue } from './queue.js'

const reasons = ['waiting', 'flagged', 'contested'] as const

/** What is listed: by why it waits, in which discussion, and in which order. */
export function filterView(
  queue: Queue,
  { counts, discussions }: ModerationQueue,
  say: Say<'moderation'>,
): TemplateResult {
  const { filter } = queue
  // Chosen, it stays to choose from, even when nothing of it waits any more.
  const isListed = !filter.discussion || discussions.some(({ id }) => id === filter.discussion)
  const total = reasons.reduce((sum, reason) => sum + counts[reason], 0)
  const tab = (reason: Filter['reason'], label: string, count: number) =>
    html`<button
      type="button"
      part="button"
      aria-pressed=${filter.reason === reason}
      @click=${() => queue.choose({ reason })}
    >
      ${label} <b>${count.toLocaleString()}</b>
    </button>`
  const choose = (name: 'discussion' | 'sort', options: [string, string][]) =>
    html`<label
      >${say(name)}
      <select
        name=${name}
        part="input"
        @change=${({ target }: Event) => {
          const { value } = target as HTMLSelectElement
          queue.choose({ [name]: value || undefined })
        }}
      >
        ${options.map(
          ([value, label]) =>
            html`<option value=${value} .selected=${value === (filter[name] ?? '')}>${label}</option>`,
        )}
      </select>
    </label>`
  return html`<div class="filters">
    <div class="reasons" role="group" aria-label=${say('why_waits')}>
      ${tab(undefined, say('all'), total)} ${reasons.map((reason) => tab(reason, say(reason), counts[reason]))}
    </div>
    <div class="choice">
      ${choose('discussion', [
        ['', say('all_discussions')],
        ...(isListed ? [] : [[filter.discussion, `${queue.title || filter.discussion} (0)`] as [string, string]]),
        ...discussions.map(({ id, title, count }): [string, string] => [id, `${title} (${count.toLocaleString()})`]),
      ])}
      ${choose('sort', [
        ['oldest', say('oldest_first')],
        ['newest', say('newest_first')],
      ])}
    </div>
  </div>`
}
