import { html, type TemplateResult } from 'lit'
import type { PollSummary } from '../../sdk/poll-writing.js'
import type { Say } from '../shared/texts.js'
import { type Start, starts } from './starts.js'

interface List {
  say: Say<'desk' | 'poll-builder'>
  sayMoment: (moment: string) => string
  titleOf: (titles: Record<string, string>) => string
  /** Whether the reader may write polls; leaders read. */
  isWriter: boolean
  onStart: (start: Start) => void
  onFile: (file: File) => void
  /** What is wrong with the file. */
  faults: readonly string[]
  /** One that was begun here and is on no server yet. */
  begun: string | undefined
  isBusy: boolean
  /** Of the API, without a slash at its end. */
  base: string
  onDrop: () => void
}

const order = ['open', 'scheduled', 'draft', 'closed'] as const

/** All polls, by what stands next, and from what a new one begins. */
export function listView(polls: readonly PollSummary[], list: List): TemplateResult {
  const { say, begun } = list
  return html`${
    begun === undefined
      ? ''
      : html`<p class="notice good">
          ${say('begun', { title: begun || say('untitled') })} <a href="#new">${say('goOn')}</a>
          <button type="button" part="button" id="drop" @click=${list.onDrop}>${say('dropIt')}</button>
        </p>`
  }
  ${polls.length === 0 ? html`<p class="muted">${say(list.isWriter ? 'noPolls' : 'noPollsYet')}</p>` : ''}
  ${order.map((status) => {
    const some = polls.filter((poll) => poll.status === status)
    if (some.length === 0) return ''
    return html`<h3>${say(`list_${status}`)} <small>${some.length}</small></h3>
      <ul class="polls">
        ${some.map((poll) => pollView(poll, list))}
      </ul>`
  })}
  ${list.isWriter && begun === undefined ? newView(list) : ''}`
}

function pollView({ id, status, titles, opensAt, closesAt, ballots }: PollSummary, list: List): TemplateResult {
  const { say, sayMoment, titleOf } = list
  return html`<li>
    <a href="#poll=${id}"><bdi>${titleOf(titles) || say('untitled')}</bdi></a>
    <p class="state">
      <b class="badge ${status}">${say(`state_${status}`)}</b>
      <span>${say(`when_${status}`, { opens: sayMoment(opensAt), closes: sayMoment(closesAt) })}</span>
    </p>
    <p class="muted">
      ${status === 'open' || status === 'closed' ? html`${say('ballots', { count: ballots })} · ` : ''}
      ${say(`next_${status}`)}
    </p>
  </li>`
}

function newView({ say, onStart, onFile, faults, isBusy, base }: List): TemplateResult {
  return html`<section class="new" aria-labelledby="new">
    <h3 id="new">${say('newPoll')}</h3>
    <ul class="starts">
      ${starts.map(
        (start) =>
          html`<li>
            <button type="button" part="button" id="start-${start}" @click=${() => onStart(start)}>
              <b>${say(`start_${start}`)}</b><span class="muted">${say(`about_${start}`)}</span>
            </button>
          </li>`,
      )}
    </ul>
    <div class="field">
      <label for="file">${say('importFile')}</label>
      <p class="muted" id="file-hint">
        ${say('importAbout')} <a href="${base}/v1/schemas/poll.json">${say('schema')}</a>
      </p>
      <input
        id="file"
        type="file"
        accept=".json,application/json"
        aria-describedby="file-hint file-error"
        aria-disabled=${isBusy ? 'true' : 'false'}
        @click=${(event: Event) => isBusy && event.preventDefault()}
        @change=${({ target }: Event) => {
          const input = target as HTMLInputElement
          const [file] = input.files ?? []
          if (file && !isBusy) onFile(file)
          input.value = ''
        }}
      />
      <div id="file-error" class="error" role="alert">${faults.map((fault) => html`<p>${fault}</p>`)}</div>
    </div>
  </section>`
}
