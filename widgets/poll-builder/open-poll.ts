import { toJson } from '../../sdk/json.js'
import { getPollDefinition, type PollAdministration, setPollDefinition } from '../../sdk/poll-writing.js'
import { Load } from '../shared/load.js'
import type { Acting } from './acting.js'
import type { BuilderContext } from './context.js'
import type { Definition, Former, Localized } from './definition.js'
import { Photos } from './photos.js'
import type { Place } from './place.js'
import { nameFor } from './starts.js'
import { keepWork, recallWork, UNSAVED, type Work, workOn } from './work.js'

/** What its element does beside. */
interface Around {
  place: () => Place
  /** Counted with each place, so that who comes back reads anew. */
  visit: () => number
  /** The poll that was new has its name: the address tells it. */
  onNamed: (id: string) => void
  /** Names that other polls have. */
  taken: () => readonly string[]
  /** Something is saved. */
  onSaved: () => void
  /** What is shown beside is to follow. */
  onChange: () => void
  /** It is read, and may be worked on. */
  onBegin: () => void
}

/** The poll that is open: as it is saved, and as it is being written. */
export class OpenPoll {
  work: Work | undefined
  /** In addresses, of one that is not saved. */
  name = ''
  isNamed = false
  readonly former: Former = new Map()
  readonly photos: Photos
  /** Null while it is on no server. */
  readonly load: Load<PollAdministration | null>

  constructor(
    readonly context: BuilderContext,
    readonly acting: Acting,
    readonly around: Around,
  ) {
    this.photos = new Photos(context, {
      definition: () => this.work?.definition,
      change: (change) => this.change(change),
    })
    this.load = new Load(
      context.host,
      () => {
        const place = around.place()
        const session = context.session()
        return place.view === 'list' || !session ? undefined : `${session} ${around.visit()}`
      },
      async (signal) => {
        const { organization } = context.host
        const { id } = this
        if (id === UNSAVED) {
          this.#begin(recallWork(organization, UNSAVED))
          return null
        }
        const poll = await getPollDefinition(context.client(), id, { signal })
        const isWritten = poll.status === 'draft' || poll.status === 'scheduled'
        const isWriting = around.place().view === 'write'
        this.#begin((isWritten && isWriting ? recallWork(organization, id) : undefined) ?? workOn(poll))
        return poll
      },
    )
  }

  get id(): string {
    const place = this.around.place()
    return place.view === 'list' ? UNSAVED : place.id
  }

  get isNew(): boolean {
    return this.id === UNSAVED
  }

  get saved(): PollAdministration | undefined {
    return this.load.value ?? undefined
  }

  get isLocked(): boolean {
    const status = this.saved?.status
    return status === 'open' || status === 'closed' || !this.context.isWriter()
  }

  #begin(work: Work | undefined) {
    this.work = work
    this.acting.errors = {}
    this.former.clear()
    this.photos.forget()
    if (work && this.isNew && !this.isNamed) this.#nameAfter(work.definition.titles)
    this.around.onBegin()
  }

  change = (change: Partial<Definition>) => {
    const { work } = this
    if (!work || this.isLocked) return
    this.work = { ...work, definition: { ...work.definition, ...change }, isChanged: true }
    if (change.titles && this.isNew && !this.isNamed) this.#nameAfter(change.titles)
    const order = (questions: Definition['questions']) => questions.map(({ id }) => id).join(' ')
    // What was said of one would stand at another.
    if (change.questions && order(change.questions) !== order(work.definition.questions)) this.acting.errors = {}
    keepWork(this.context.host.organization, this.id, this.work)
    this.context.host.requestUpdate()
    this.around.onChange()
  }

  #nameAfter(titles: Localized) {
    this.name = nameFor(titles[this.context.language()] || Object.values(titles)[0] || '', this.around.taken())
  }

  call(name: string) {
    this.name = name
    this.isNamed = true
    delete this.acting.errors.id
    this.context.host.requestUpdate()
  }

  async save(): Promise<boolean> {
    const { work, isNew, context, acting } = this
    const { organization } = context.host
    if (!work || acting.isBusy || this.isLocked) return false
    const id = isNew ? this.name.trim() : this.id
    if (!/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(id)) {
      acting.refuse('id', context.say('wrongName'))
      return false
    }
    const [isHere, kept] = [context.stays(), this.id]
    const saved = await acting.act(() =>
      setPollDefinition(context.client(), id, work.definition, isNew ? { isNew } : { ifMatch: `"${work.version}"` }),
    )
    if (!saved) return false
    if (!isHere()) {
      const left = recallWork(organization, kept)
      // What was typed after it was sent is not saved.
      if (left && toJson(left.definition) === toJson(work.definition)) keepWork(organization, kept, undefined)
      this.around.onSaved()
      return false
    }
    keepWork(organization, kept, undefined)
    this.take(saved, work)
    if (isNew) this.around.onNamed(id)
    this.around.onSaved()
    context.tell(context.say('isSaved'))
    return true
  }

  /** What the API answered is how it stands; what was typed while that was on its way is the next to be saved. */
  take(saved: PollAdministration, sent: Work | undefined) {
    this.load.value = saved
    const typed = this.isLocked || this.work === sent ? undefined : this.work
    this.work = typed ? { ...typed, version: saved.version } : workOn(saved)
    if (typed) keepWork(this.context.host.organization, saved.id, this.work)
    this.context.host.requestUpdate()
  }

  /** As a colleague has saved it meanwhile. */
  takeTheirs = async () => {
    keepWork(this.context.host.organization, this.id, undefined)
    this.acting.notify('')
    await this.load.reload()
    this.context.focusOn('#top')
  }

  /** Over what a colleague has saved meanwhile. */
  keepMine = async () => {
    const { context, acting } = this
    const isHere = context.stays()
    const theirs = await acting.act(() => getPollDefinition(context.client(), this.id))
    const { work } = this
    if (!work || !theirs || !isHere()) return
    this.load.value = theirs
    this.work = { ...work, version: theirs.version, isChanged: true }
    if (this.isLocked) this.work = workOn(theirs)
    else await this.save()
    context.host.requestUpdate()
  }

  forget() {
    this.work = undefined
    this.load.value = this.load.error = undefined
  }
}
