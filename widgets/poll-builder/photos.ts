import { uploadPollPhoto } from '../../sdk/poll-writing.js'
import { ProblemError } from '../../sdk/problems.js'
import type { BuilderContext } from './context.js'
import type { Definition, Photo, Question } from './definition.js'

/** What is being written. */
interface Written {
  definition: () => Definition | undefined
  change: (change: Partial<Definition>) => void
}

/** Photos of options, on their way to the API. An option is known by its ids: meanwhile it may be moved. */
export class Photos {
  readonly #sending = new Set<string>()
  readonly #faults = new Map<string, string>()

  constructor(
    readonly context: BuilderContext,
    readonly written: Written,
  ) {}

  forget() {
    this.#sending.clear()
    this.#faults.clear()
  }

  address(id: string): string {
    const { baseUrl, organization } = this.context.client()
    return `${baseUrl.replace(/\/$/, '')}/v1/organizations/${organization}/poll-photos/${id}`
  }

  isSending = (question: string, option: string) => this.#sending.has(`${question}/${option}`)

  faultOf = (question: string, option: string) => this.#faults.get(`${question}/${option}`)

  add = async (question: string, option: string, file: File) => {
    const { host, say, client, stays, leftFor, tell, focusOn } = this.context
    const key = `${question}/${option}`
    if (this.#sending.has(key)) return
    const isHere = stays()
    this.#sending.add(key)
    this.#faults.delete(key)
    host.requestUpdate()
    try {
      const { id } = await uploadPollPhoto(client(), file)
      if (!isHere()) return
      const place = this.#put(question, option, id)
      tell(say('photoAdded'))
      if (place) focusOn(`#${place}-photo-alt`)
    } catch (error) {
      if (!isHere() || leftFor(error)) return
      this.#faults.set(key, error instanceof ProblemError ? error.detail : say('unsent'))
    } finally {
      this.#sending.delete(key)
      host.requestUpdate()
    }
  }

  /** Gives the option its photo, and tells where it stands; undefined where it is gone. */
  #put(question: string, option: string, id: string): string | undefined {
    const { definition, change } = this.written
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
