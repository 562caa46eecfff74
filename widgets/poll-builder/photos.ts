import { uploadPollPhoto } from '../../sdk/poll-writing.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Transport } from '../../sdk/transport.js'
import type { Say } from '../shared/texts.js'
import type { Definition, Photo, Question } from './definition.js'

interface Handlers {
  say: Say<'desk' | 'poll-builder'>
  client: () => Transport
  /** Tells later whether the same poll is still written. */
  stays: () => () => boolean
  definition: () => Definition | undefined
  change: (change: Partial<Definition>) => void
  tell: (text: string) => void
  focusOn: (selector: string) => void
  /** The session is over, which has been said. */
  isLeftFor: (error: unknown) => boolean
  requestUpdate: () => void
}

/** Photos of options, on their way to the API. An option is known by its ids: meanwhile it may be moved. */
export class Photos {
  readonly #sending = new Set<string>()
  readonly #faults = new Map<string, string>()

  constructor(readonly handlers: Handlers) {}

  forget() {
    this.#sending.clear()
    this.#faults.clear()
  }

  address(id: string): string {
    const { baseUrl, organization } = this.handlers.client()
    return `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/poll-photos/${id}`
  }

  isSending = (question: string, option: string) => this.#sending.has(`${question}/${option}`)

  faultOf = (question: string, option: string) => this.#faults.get(`${question}/${option}`)

  add = async (question: string, option: string, file: File) => {
    const { say, client, stays, tell, requestUpdate } = this.handlers
    const key = `${question}/${option}`
    if (this.#sending.has(key)) return
    const isHere = stays()
    this.#sending.add(key)
    this.#faults.delete(key)
    requestUpdate()
    try {
      const { id } = await uploadPollPhoto(client(), file)
      if (!isHere()) return
      const place = this.#put(question, option, id)
      tell(say('photoAdded'))
      if (place) this.handlers.focusOn(`#${place}-photo-alt`)
    } catch (error) {
      if (!isHere() || this.handlers.isLeftFor(error)) return
      this.#faults.set(key, error instanceof ProblemError ? error.detail : say('unsent'))
    } finally {
      this.#sending.delete(key)
      requestUpdate()
    }
  }

  /** Gives the option its photo, and tells where it stands; undefined where it is gone. */
  #put(question: string, option: string, id: string): string | undefined {
    const { definition, change } = this.handlers
    const questions = definition()?.questions ?? []
    const index = questions.findIndex((each) => each.id === question)
    const options = optionsOf(questions[index])
    const place = options.findIndex((each) => each.id === option)
    if (place < 0) return undefined
    const next = options.map((each) =>
      each.id === option ? { ...each, photo: { alt: {}, ...each.photo, id } satisfies Photo } : each,
    )
    change({
      questions: questions.map((each) => (each.id === question ? ({ ...each, options: next } as Question) : each)),
    })
    return `questions-${index}-options-${place}`
  }
}

const optionsOf = (question: Question | undefined) =>
  question?.type === 'single' || question?.type === 'multiple' ? question.options : []
