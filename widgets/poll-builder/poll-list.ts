import type { TemplateResult } from 'lit'
import { listPollDefinitions, type PollSummary, setPollDefinition } from '../../sdk/poll-writing.js'
import { ProblemError } from '../../sdk/problems.js'
import { Load } from '../shared/load.js'
import type { BuilderContext } from './context.js'
import { definitionIn } from './files.js'
import { listView } from './list-view.js'
import { begin, nameFor, type Start } from './starts.js'
import { keepWork, recallWork, UNSAVED } from './work.js'

/** All polls, and how a new one begins. */
export class PollList {
  readonly load: Load<PollSummary[]>
  #isBusy = false
  /** What is wrong with the file. */
  #faults: string[] = []

  constructor(
    readonly context: BuilderContext,
    /** One is begun, under no name yet. */
    readonly onStart: () => void,
  ) {
    this.load = new Load(
      context.host,
      () => context.session(),
      async (signal) => (await listPollDefinitions(context.client(), { signal })).items,
    )
  }

  get taken(): string[] {
    return this.load.value?.map(({ id }) => id) ?? []
  }

  /** It is shown anew. */
  reopen() {
    this.#faults = []
    void this.load.reload()
  }

  forget() {
    this.#isBusy = false
    this.#faults = []
    this.load.value = this.load.error = undefined
  }

  view(polls: readonly PollSummary[]): TemplateResult {
    const { host, say, sayMoment, titleOf, isWriter, client, focusOn } = this.context
    const begun = recallWork(host.organization, UNSAVED)
    return listView(polls, {
      say,
      sayMoment,
      titleOf,
      isWriter: isWriter(),
      onStart: this.#start,
      onFile: this.#import,
      faults: this.#faults,
      begun: begun && titleOf(begun.definition.titles),
      isBusy: this.#isBusy,
      base: client().baseUrl.replace(/\/$/, ''),
      onDrop: () => {
        keepWork(host.organization, UNSAVED, undefined)
        host.requestUpdate()
        focusOn('h2')
      },
    })
  }

  #start = (start: Start) => {
    const { host, profile, go } = this.context
    const timeZone = profile()?.timeZone
    if (!timeZone) return
    const definition = begin(start, { timeZone, now: Date.now() })
    keepWork(host.organization, UNSAVED, { definition, version: undefined, isChanged: true })
    this.onStart()
    go('#new')
  }

  #import = async (file: File) => {
    const { host, say, client, stays, leftFor, tell, go } = this.context
    const isHere = stays()
    const given = await definitionIn(file)
    if (!isHere()) return
    this.#faults = given ? [] : [say('notJson')]
    host.requestUpdate()
    if (!given) return
    const id = nameFor(String(given.id ?? file.name.replace(/\.json$/, '')), this.taken)
    this.#isBusy = true
    try {
      await setPollDefinition(client(), id, given, { isNew: true })
      await this.load.reload()
      this.#isBusy = false
      tell(say('imported'))
      if (isHere()) go(`#poll=${id}`)
    } catch (error) {
      this.#isBusy = false
      if (leftFor(error)) return
      const errors = error instanceof ProblemError ? error.errors : []
      this.#faults = errors.length
        ? errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)
        : [error instanceof ProblemError ? error.detail : say('unsent')]
    }
    host.requestUpdate()
  }
}
