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
  #isAsked = false
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
    this.#isAsked = false
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
      isAsked: this.#isAsked,
      onAsk: this.#ask,
      onClear: this.#clear,
    })
  }

  #add = async (file: File) => {
    const { say, act } = this.handlers
    // To the poll it was chosen for, even if another is opened meanwhile.
    const [id, client, known, issuer] = [this.#id, this.handlers.client(), this.#known, this.#issuer.trim()]
    const { people, wrong } = votersIn(await file.text(), known, issuer)
    if (id !== this.#id) return
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
      const answer = await act(() => addToPollList(client, id, some))
      if (id !== this.#id) {
        if (!answer) return
        continue
      }
      if (!answer) {
        this.#fault = say('listedPartly', { count: from })
        return this.host.requestUpdate()
      }
      this.#count.value = answer.listed
    }
    if (id !== this.#id) return
    this.#told = say('listedNow', { count: people.length, more: (this.#count.value ?? 0) - before })
    this.host.requestUpdate()
  }

  #ask = (isAsked: boolean) => {
    this.#isAsked = isAsked
    this.host.requestUpdate()
    this.handlers.focusOn(isAsked ? '#sure-empty' : '#empty-list')
  }

  #clear = async () => {
    const { say, act, focusOn } = this.handlers
    const [id, client] = [this.#id, this.handlers.client()]
    const done = await act(async () => {
      await clearPollList(client, id)
      return true
    })
    if (!done || id !== this.#id) return
    this.#isAsked = false
    this.#count.value = 0
    this.#told = say('listEmptied')
    this.host.requestUpdate()
    focusOn('#voters')
  }
}
