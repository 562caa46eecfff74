import type { NewBallot, Poll } from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Call, Transport, TransportOptions } from '../../sdk/transport.js'
import { VmestePoll } from '../poll/poll.js'
import { recall, remember } from '../shared/storage.js'

export interface Previewed {
  poll: Poll
  /** Tries the ballot; undefined: nothing is sent, and `notice` says so. */
  cast?: (ballot: NewBallot) => Promise<void>
  notice: string
}

/**
 * The element that residents see, with a poll that is handed to it. No vote leaves it: what it would ask the API for, or
 * send there, is answered here.
 */
export class VmestePollPreview extends VmestePoll {
  static override properties = { ...VmestePoll.properties, previewed: { attribute: false } }

  declare previewed: Previewed | undefined

  protected override client(options?: Pick<TransportOptions, 'device' | 'token' | 'staff'>): Transport {
    return { ...super.client(options), send: (_, call) => this.#answer(call) }
  }

  async #answer<Answer>({ method, body }: Call = {}): Promise<Answer> {
    const { poll, cast, notice } = this.previewed ?? (await new Promise<never>(() => {}))
    if (!method) return poll as Answer
    if (!cast) throw new ProblemError(400, { detail: notice })
    await cast(body as NewBallot)
    return { poll: poll.id, accepted: true, results: null, secret: null } as Answer
  }
}

/** Lets go of what was entered. */
export function forgetEntered(organization: string, poll: string): void {
  const place = `poll:${organization}/${poll}`
  if (recall(place)) remember(place, undefined)
}
