import { closePoll, copyPoll, deletePollDraft, type PollAdministration, publishPoll } from '../../sdk/poll-writing.js'
import type { Acting } from './acting.js'
import type { Act } from './acts-view.js'
import type { BuilderContext } from './context.js'
import type { OpenPoll } from './open-poll.js'
import type { PollList } from './poll-list.js'
import { nameFor } from './starts.js'
import { keepWork } from './work.js'

/** What is done with the poll as a whole, once it is confirmed. */
export class Whole {
  asked: Act | undefined

  constructor(
    readonly context: BuilderContext,
    readonly acting: Acting,
    readonly open: OpenPoll,
    readonly list: PollList,
    /** What is shown beside is to follow. */
    readonly onDone: () => void,
  ) {}

  ask = async (act: Act | undefined) => {
    const { context, open } = this
    const before = this.asked
    this.asked = undefined
    context.host.requestUpdate()
    if (act === undefined) return context.focusOn(`#act-${before}`)
    const isWriting = act === 'publish' || act === 'openNow'
    // What is published is what is seen here.
    if (isWriting && (open.work?.isChanged || !open.saved) && !(await open.save())) return
    this.asked = act
    context.host.requestUpdate()
    context.focusOn('#confirm')
  }

  confirm = async (act: Act) => {
    const { context, open } = this
    const { id, work } = open
    const { organization } = context.host
    const isHere = context.stays()
    const client = context.client()
    const options = { ifMatch: `"${work?.version}"` }
    const acts: Record<Act, () => Promise<PollAdministration | null>> = {
      publish: () => publishPoll(client, id, {}, options),
      openNow: () => publishPoll(client, id, { opensAt: new Date().toISOString() }, options),
      close: () => closePoll(client, id, options),
      delete: async () => {
        await deletePollDraft(client, id, options)
        return null
      },
    }
    const done = await this.acting.act(acts[act])
    if (done === undefined) return
    context.tell(context.say(`done_${act}`))
    if (!done) keepWork(organization, id, undefined)
    if (!isHere()) return void this.list.load.reload()
    this.asked = undefined
    if (!done) {
      if (open.work) open.work.isChanged = false
      return context.go('#')
    }
    open.take(done, work)
    this.onDone()
    context.focusOn('#acts')
  }

  copy = async () => {
    const { context, open, list } = this
    const name = nameFor(open.id, list.taken)
    const isHere = context.stays()
    const made = await this.acting.act(() => copyPoll(context.client(), open.id, name))
    if (!made) return
    await list.load.reload()
    if (!isHere()) return
    context.go(`#poll=${made.id}`)
    context.tell(context.say('duplicated'))
  }
}
