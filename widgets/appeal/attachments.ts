import { html, type TemplateResult } from 'lit'
import { uploadAttachment } from '../../sdk/attachments.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Transport } from '../../sdk/transport.js'
import { recallDraft, rememberDraft } from '../shared/drafts.js'
import type { Say } from './fields.js'
import { thumbnail } from './thumbnail.js'

/** What is kept of a file over a reload. */
interface Kept {
  file: File
  /** The Idempotency-Key of its upload. */
  key: string
  /** What the appeal quotes, once it is uploaded. */
  id?: string | undefined
  /** When it was uploaded, in milliseconds. */
  at?: number
}

interface Attached extends Kept {
  /** The part sent, 0–1. */
  part?: number
  error?: string
  /** Another try would come to the same. */
  isRefused?: boolean
  thumbnail?: HTMLCanvasElement | undefined
  stop?: AbortController
}

interface Host {
  say: Say
  requestUpdate: () => void
  client: () => Transport
  /** Something was added or removed. */
  onChange: () => void
  tell: (said: string) => void
  focusOn: (selector: string) => void
}

const MAXIMUM = 10
/** Bytes. */
const MAXIMUM_SIZE = 10 * 2 ** 20
const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf'
/** What the focus goes to when the button that had it is gone. */
const ADD = '.files > button'
/** Milliseconds. The API deletes after a day what no appeal quotes. */
const LASTS = 20 * 3_600_000

/** The photos and documents of an appeal: kept over a reload, uploaded one after another as soon as they are added. */
export class Attachments {
  items: Attached[] = []
  isFull = false
  /** A reload would not lose them. */
  isKept = true
  #place = ''
  #running: Promise<void> | undefined

  constructor(readonly host: Host) {}

  async recall(place: string) {
    this.#place = place
    this.items = ((await recallDraft<Kept[]>(place)) ?? []).map(({ file, key, id, at = 0 }) =>
      id && Date.now() - at < LASTS ? { file, key, id, at } : { file, key: id ? newKey() : key },
    )
    void this.upload()
    for (const item of this.items) void this.#draw(item)
  }

  clear() {
    for (const { stop } of this.items) stop?.abort()
    this.items = []
    this.#keep()
  }

  add(files: Iterable<File>) {
    const added = [...files].map((file): Attached => {
      // Where the system tells no type, the API will find it.
      const isAccepted = file.type ? ACCEPTED.includes(file.type) : !/\.hei[cf]$/i.test(file.name)
      const error = isAccepted ? file.size > MAXIMUM_SIZE && 'fileLarge' : 'fileKind'
      return { file, key: newKey(), ...(error && { error: this.host.say(error), isRefused: true }) }
    })
    this.isFull = this.items.length + added.length > MAXIMUM
    const fitting = added.slice(0, MAXIMUM - this.items.length)
    this.items = [...this.items, ...fitting]
    this.#changed()
    void this.upload()
    for (const item of fitting) if (!item.error) void this.#draw(item)
  }

  /** Uploads what is not yet; never throws: what went wrong is said at its file. */
  upload(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #run() {
    let next: Attached | undefined
    // biome-ignore lint/suspicious/noAssignInExpressions: the list changes meanwhile
    while ((next = this.items.find(({ id, error }) => !id && !error))) await this.#send(next)
  }

  async #send(item: Attached) {
    item.stop = new AbortController()
    item.part = 0
    try {
      const { id } = await uploadAttachment(this.host.client(), item.file, {
        idempotencyKey: item.key,
        signal: item.stop.signal,
        onProgress: (part) => {
          item.part = part
          this.host.requestUpdate()
        },
      })
      Object.assign(item, { id, at: Date.now() })
      this.#keep()
      this.host.tell(`${item.file.name}: ${this.host.say('uploaded')}`)
    } catch (error) {
      item.isRefused = error instanceof ProblemError && error.status < 429
      item.error = error instanceof ProblemError ? error.detail : this.host.say('notUploaded')
    }
    this.host.requestUpdate()
  }

  /** Lets those be tried again that only wanted a connection. */
  retry() {
    for (const item of this.items) if (!item.isRefused) item.error = ''
    return this.upload()
  }

  /** The API no longer has it. */
  lose(index: number, error: string) {
    const item = this.items[index]
    if (item) Object.assign(item, { id: undefined, key: newKey(), error })
  }

  view(error: string | undefined): TemplateResult {
    const { say } = this.host
    return html`<fieldset
      class="files"
      part="files"
      aria-invalid=${!!error}
      aria-describedby="attachments"
    >
      <legend>${say('files')} <small>${say('optional')}</small></legend>
      <div id="attachments">
        <p class="muted">${say('filesHint')}</p>
        <p class="error">${error || (this.isFull ? say('filesMany') : '')}</p>
      </div>
      <ul>
        ${this.items.map((item) => this.#itemView(item))}
      </ul>
      <button type="button" part="button" @click=${this.#choose}>${say('addFiles')}</button>
      <input
        type="file"
        hidden
        multiple
        accept=${ACCEPTED}
        @change=${({ target }: Event) => {
          const input = target as HTMLInputElement
          this.add(input.files ?? [])
          // The same file may be chosen again, once removed.
          input.value = ''
        }}
      />
    </fieldset>`
  }

  #itemView(item: Attached): TemplateResult {
    const { say } = this.host
    const { file, id, part, error, isRefused } = item
    const remove = () => {
      item.stop?.abort()
      this.items = this.items.filter((other) => other !== item)
      this.isFull = false
      this.#changed()
      this.host.focusOn(ADD)
    }
    const retry = () => {
      void this.retry()
      this.host.focusOn(ADD)
    }
    return html`<li class=${error ? 'wrong' : ''} part="file">
      <span class="thumbnail">${item.thumbnail ?? /\w+$/.exec(file.name)}</span>
      <div>
        <bdi>${file.name}</bdi>
        ${
          error
            ? ''
            : id
              ? html`<p class="muted">${say('uploaded')}</p>`
              : html`<progress aria-label=${file.name} max="1" .value=${part ?? 0}></progress>`
        }
      </div>
      ${error && !isRefused ? html`<button type="button" class="quiet" aria-label="${say('retry')}: ${file.name}" @click=${retry}>${say('retry')}</button>` : ''}
      <button type="button" class="quiet" aria-label="${say('remove')}: ${file.name}" @click=${remove}>${say('remove')}</button>
      <p class="error">${error}</p>
    </li>`
  }

  #choose = ({ currentTarget }: Event) => {
    const { nextElementSibling } = currentTarget as Element
    ;(nextElementSibling as HTMLElement).click()
  }

  async #draw(item: Attached) {
    item.thumbnail = await thumbnail(item.file)
    this.host.requestUpdate()
  }

  #changed() {
    this.#keep()
    this.host.onChange()
  }

  async #keep() {
    const kept = this.items.flatMap(({ file, key, id, at, isRefused }): Kept[] =>
      isRefused ? [] : [{ file, key, id, at }],
    )
    this.isKept = await rememberDraft(this.#place, kept.length ? kept : undefined)
  }
}
