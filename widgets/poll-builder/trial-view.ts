import { html, type TemplateResult } from 'lit'
import type { Poll, PollResults } from '../../sdk/polls.js'
import type { Say } from '../shared/texts.js'

interface Trial {
  say: Say<'desk' | 'poll-builder'>
  organization: string
  api: string
  id: string
  /** It is with the voters: nothing is tried any more. */
  isOver: boolean
  /** All that was tried; undefined while it is not known. */
  tried: PollResults | undefined
  /** By another id whenever there are others: the results are shown anew then. */
  poll: Poll
  onAgain: () => void
}

/** The poll for staff to try, and the count of what they tried. */
export function trialView({ say, organization, api, id, isOver, tried, poll, onAgain }: Trial): TemplateResult {
  if (isOver)
    return html`<h2 part="title" tabindex="-1">${say('trial')}</h2><p class="notice good">${say('trialOver')}</p>`
  return html`<h2 part="title" id="top" tabindex="-1">${say('trial')}</h2>
    <p class="notice good">${say('trialAbout')}</p>
    <p class="actions">
      <button type="button" part="button" id="again" @click=${onAgain}>${say('tryAgain')}</button>
      <a href="#poll=${id}">${say('backToWriting')}</a>
    </p>
    <div class="stage"></div>
    <h3>${say('triedSoFar')}</h3>
    <p class=${tried ? '' : 'muted'}>${tried ? say('tries', { count: tried.ballots }) : say('loading')}</p>
    ${
      tried?.ballots
        ? html`<vmeste-poll-results
            .organization=${organization}
            .api=${api}
            .poll=${poll}
            .given=${tried}
          ></vmeste-poll-results>`
        : ''
    }`
}
