import { html, type TemplateResult } from 'lit'
import type { Appeal, AppealStatus } from '../../sdk/appeals.js'
import type { Say } from '../shared/texts.js'

/** How far an appeal has come, of four steps; declined, it comes no further. */
const reached: Record<AppealStatus, number> = {
  received: 1,
  moderation: 1,
  registered: 2,
  assigned: 2,
  in_progress: 3,
  waiting: 3,
  postponed: 3,
  forwarded: 3,
  drafted: 3,
  approved: 3,
  answered: 4,
  disputed: 3,
  closed: 4,
  declined: 0,
  returned: 0,
  merged: 3,
}

/** Where an appeal stands, what that means, and until when it will be answered. */
export function standing(
  { number, category, status, deadline, isOverdue, responsible, erasedAt }: Appeal,
  say: Say<'appeal-view' | 'status'>,
  sayDate: (instant: string) => string,
): TemplateResult {
  const steps = reached[status]
  const isOpen = steps > 0 && steps < 4
  return html`
    <p class="muted">${say('numbered', { number: `${number}` })} · <bdi>${category.name}</bdi></p>
    <h2 part="title" tabindex="-1">${say(status)}</h2>
    ${
      steps
        ? html`<div class="track" part="progress" aria-hidden="true">
            ${[1, 2, 3, 4].map((step) => html`<i class=${step <= steps ? 'on' : ''}></i>`)}
          </div>`
        : ''
    }
    ${erasedAt ? '' : html`<p class="text">${say(`means_${status}`)}</p>`}
    ${
      isOpen && deadline && status !== 'waiting'
        ? html`<p class=${isOverdue ? 'notice overdue' : 'promised'}>
            ${say(isOverdue ? 'late' : 'promised', { date: sayDate(deadline) })}
          </p>`
        : ''
    }
    ${responsible ? html`<p>${say('responsible')}: <bdi>${responsible}</bdi></p>` : ''}
  `
}
