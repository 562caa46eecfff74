import { html, type TemplateResult } from 'lit'
import { getTestResults, type PollAdministration, testBallot } from '../../sdk/poll-writing.js'
import type { NewBallot, Poll, PollResults } from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import type { BuilderContext } from './context.js'
import { trialView } from './trial-view.js'

/** Trying a poll before it opens, and the count of what was tried. */
export class Trial {
  #tried: PollResults | undefined
  /** Counted: the results are shown anew whenever there are others. */
  #count = 0

  constructor(
    readonly context: BuilderContext,
    readonly id: () => string,
  ) {}

  forget() {
    this.#tried = undefined
  }

  cast = async (ballot: NewBallot) => {
    const { client, say, tell } = this.context
    const { results } = await testBallot(client(), this.id(), ballot)
    if (!results) throw new ProblemError(409, { detail: say('trialOver') })
    this.#show(results)
    tell(say('triedOnce'))
  }

  async read() {
    const results = await getTestResults(this.context.client(), this.id()).catch(() => undefined)
    if (results) this.#show(results)
  }

  #show(results: PollResults) {
    this.#tried = results
    this.#count++
    import('../poll/results/define.js').catch(() => {})
    this.context.host.requestUpdate()
  }

  /** @param toPoll as residents see it, under that id */
  view(
    { id, status }: PollAdministration,
    { toPoll, onAgain }: { toPoll: (id: string) => Poll; onAgain: () => void },
  ): TemplateResult {
    const { say, host } = this.context
    return html`${trialView({
      say,
      organization: host.organization,
      api: host.api,
      id,
      isOver: status === 'open' || status === 'closed',
      tried: this.#tried,
      poll: toPoll(`${id}-${this.#count}`),
      onAgain,
    })}`
  }
}
