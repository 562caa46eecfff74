import { html, type TemplateResult } from 'lit'
import type { Poll, PollResults } from '../../sdk/polls.js'

type Choice = Extract<Poll['questions'][number], { type: 'single' }>
type ChoiceResults = Extract<PollResults['questions'][number], { type: 'single' | 'multiple' }>

/** The count of every question: in words, and as bars. */
export const resultsView = (
  poll: Poll,
  results: PollResults,
  language: string,
  sayVotes: (count: number) => string,
): TemplateResult[] =>
  (poll.questions as Choice[]).map(({ id, title, options }) => {
    const tally = results.questions.find((question) => question.id === id) as ChoiceResults | undefined
    const counts = options.map((option) => tally?.options.find((counted) => counted.id === option.id)?.count ?? 0)
    const most = Math.max(...counts)
    return html`<h3><bdi>${title}</bdi></h3>
      <ul part="results">
        ${options.map((option, index) => {
          const count = counts[index] ?? 0
          const part = count / (tally?.answered || 1)
          return html`<li class=${count && count === most ? 'leads' : ''}>
            <span><bdi>${option.title}</bdi></span>
            <div><i .style=${`inline-size:${part * 100}%`}></i></div>
            <b>${part.toLocaleString(language, { style: 'percent' })}</b>
            <small class="muted">${sayVotes(count)}</small>
          </li>`
        })}
      </ul>`
  })
