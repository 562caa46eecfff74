import type { TemplateResult } from 'lit'
import { addToPollList, clearPollList, getPollList, type PollAdministration } from '../../sdk/poll-writing.js'
import type { Transport } from '../../sdk/transport.js'
import { Load, type LoadHost } from '../shared/load.js'
import type { Say } from '../shared/texts.js'
import { type Known, votersIn } from './voters.js'
import { votersView } from './voters-view.js'

/** People put on a list by one request. */
const LISTED_AT_ONCE = 5_000

interface Handlers {
  say: Say<'desk' | 'poll-builder'>
  client: () => Transport
  /** As it is saved. */
  poll: () => PollAdministration | undefined
  /** Does something by the API; undefined when that failed, which has been said. */
  act: <Answer>(act: () => Promise<Answer>) => Promise<Answer | undefined>
  isBusy: () => boolean
  focusOn: (selector: string) => void
}

/** The list of those who may vote: how many there are, and files that are put on it. */
export class VotersPanel {
  #known: Known = 'email'
  #issuer = ''
  #told = ''
  #fault = ''
  readonly #count: Load<number>

  constructor(
    readonly host: LoadHost,
    readonly handlers: Handlers,
  ) {
    this.#count = new Load(
      host,
      () => {
        const poll = handlers.poll()
        return poll?.isListed ? `${poll.id} ${poll.status}` : undefined
      },
      async (signal) => (await getPollList(handlers.client(), this.#id, { signal })).listed,
    )
  }

  get #id(): string {
    return this.handlers.poll()?.id ?? ''
  }

  /** Another poll is shown. */
  forget() {
    this.#told = this.#fault = ''
    this.#count.value = undefined
  }

  view(): TemplateResult {
    const { say, poll, isBusy } = this.handlers
    const saved = poll()
    return votersView({
      say,
      listed: this.#count.value,
      known: this.#known,
      issuer: this.#issuer,
      told: this.#told,
      fault: this.#fault,
      isBusy: isBusy(),
      isClearable: saved?.status === 'draft' || saved?.status === 'scheduled',
      isUnsaved: !saved?.isListed,
      onKnown: (known) => {
        this.#known = known
        this.host.requestUpdate()
      },
      onIssuer: (issuer) => {
        this.#issuer = issuer
        this.host.requestUpdate()
      },
      onFile: this.#add,
      onClear: this.#clear,
    })
  }

  #add = async (file: File) => {
    const { say, client, act } = this.handlers
    const { people, wrong } = votersIn(await file.text(), this.#known, this.#issuer.trim())
    this.#told = ''
    this.#fault =
      wrong.length > 0
        ? say('wrongLines', { count: wrong.length, lines: wrong.slice(0, 10).join(', ') })
        : people.length === 0
          ? say('emptyFile')
          : ''
    this.host.requestUpdate()
    if (this.#fault) return
    const before = this.#count.value ?? 0
    for (let from = 0; from < people.length; from += LISTED_AT_ONCE) {
      const some = people.slice(from, from + LISTED_AT_ONCE)
      const answer = await act(() => addToPollList(client(), this.#id, some))
      if (!answer) {
        this.#fault = say('listedPartly', { count: from })
        return this.host.requestUpdate()
      }
      this.#count.value = answer.listed
    }
    this.#told = say('listedNow', { count: people.length, more: (this.#count.value ?? 0) - before })
    this.host.requestUpdate()
  }

  #clear = async () => {
    const { say, client, act, focusOn } = this.handlers
    const done = await act(async () => {
      await clearPollList(client(), this.#id)
      return true
    })
    if (!done) return
    this.#count.value = 0
    this.#told = say('listEmptied')
    this.host.requestUpdate()
    focusOn('#voters')
  }
}
