import { html, type TemplateResult } from 'lit'
import type { Poll, PollGroups } from '../../../sdk/polls.js'
import type { Say } from '../../shared/texts.js'
import type { blocksOf } from '../results/blocks.js'
import type { blockView } from '../results/tables.js'
import { groupsOf } from './compared.js'

interface Shown {
  poll: Poll
  say: Say<'results'>
  language: string
  /** Those of the results, which has them: this is fetched beside it, and rarely. */
  blocksOf: typeof blocksOf
  blockView: typeof blockView
}

/** The count of a closed poll by what voters say of themselves: as the API tells it, and never of few. */
export function groupsView({ items }: PollGroups, shown: Shown): TemplateResult {
  const { poll, say, blockView } = shown
  const find = (id: string) => poll.questions.find((question) => question.id === id)
  return html`${items.map(({ question, minimum, results }) => {
    const about = find(question)
    if (!about) return ''
    return html`<section>
      <h3><bdi>${about.title}</bdi></h3>
      <p class="muted">${say('groupsAbout', { count: minimum })}</p>
      ${results.map((result) => {
        const asked = find(result.question)
        if (!asked) return ''
        const compared = groupsOf(about, asked, result, shown)
        return html`<h4><bdi>${asked.title}</bdi></h4>
          ${
            compared.length
              ? html`<div class="beside">
                  ${compared.map((blocks) => html`<div part="results">${blocks.map((block) => blockView(block, say))}</div>`)}
                </div>`
              : html`<p>${say('noGroup')}</p>`
          }
          ${result.notTold ? html`<p class="muted">${say('notTold', { count: result.notTold })}</p>` : ''}`
      })}
    </section>`
  })}`
}
