import { html, type TemplateResult } from 'lit'
import type { Attachment } from '../../sdk/attachments.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Say } from '../shared/texts.js'

/** A file that is uploaded, and goes along with what is being written: kept with it, so that a reload loses neither. */
export interface Enclosure {
  id: string
  name: string
}

interface Host {
  say: Say<'appeal-view'>
  upload(file: File): Promise<Attachment>
  /** What goes along so far. */
  given(): readonly Enclosure[]
  change(given: Enclosure[]): void
  requestUpdate(): void
}

const MAXIMUM = 10
/** Bytes. */
const MAXIMUM_SIZE = 10 * 2 ** 20
const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf'

/** The photos and documents that go along with a reply, a question or an answer: uploaded as soon as they are chosen. */
export class Enclosures {
  /** What was not accepted, or not uploaded. */
  notice = ''
  /** Names of those on their way. */
  #underWay: string[] = []
  #running: Promise<unknown> = Promise.resolve()

  constructor(readonly host: Host) {}

  /** Waits for what is on its way. False where some of it did not arrive: it is said at the field. */
  async settle(): Promise<boolean> {
    if (!this.#underWay.length) return true
    await this.#running
    return !this.notice
  }

  /** The API no longer has them. */
  lose(notice: string) {
    this.host.change([])
    this.notice = notice
  }

  view(): TemplateResult {
    const { say } = this.host
    const given = this.host.given()
    return html`<div class="field" part="field">
      <label for="enclosures">${say('enclose')}</label>
      <p class="muted" id="enclosures-hint">${say('encloseHint')}</p>
      <input
        id="enclosures"
        type="file"
        multiple
        accept=${ACCEPTED}
        aria-describedby="enclosures-hint enclosures-error"
        @change=${this.#choose}
      />
      ${
        given.length || this.#underWay.length
          ? html`<ul class="enclosed">
              ${given.map(
                (file) =>
                  html`<li>
                    <bdi>${file.name}</bdi>
                    <button
                      type="button"
                      class="quiet"
                      aria-label="${say('takeOut')}: ${file.name}"
                      @click=${() => this.#takeOut(file)}
                    >
                      ${say('takeOut')}
                    </button>
                  </li>`,
              )}
              ${this.#underWay.map((name) => html`<li><bdi>${name}</bdi> <small>${say('uploading')}</small></li>`)}
            </ul>`
          : ''
      }
      <p class="error" id="enclosures-error" role="alert">${this.notice}</p>
    </div>`
  }

  #choose = ({ target }: Event) => {
    const input = target as HTMLInputElement
    this.#running = this.#add([...(input.files ?? [])])
    // The same file may be chosen again, once taken out.
    input.value = ''
  }

  async #add(files: File[]) {
    const { say, requestUpdate } = this.host
    const room = MAXIMUM - this.host.given().length - this.#underWay.length
    const refused = files.slice(room).length ? [say('fileMany')] : []
    const fitting = files.slice(0, room).filter(({ name, type, size }) => {
      const fault = type && !ACCEPTED.includes(type) ? 'fileKind' : size > MAXIMUM_SIZE ? 'fileLarge' : undefined
      if (fault) refused.push(`${name}: ${say(fault)}`)
      return !fault
    })
    this.notice = refused.join(' ')
    this.#underWay.push(...fitting.map(({ name }) => name))
    requestUpdate()
    for (const file of fitting) {
      try {
        const { id, fileName } = await this.host.upload(file)
        this.host.change([...this.host.given(), { id, name: fileName }])
      } catch (error) {
        const why = error instanceof ProblemError ? error.detail : say('notUploaded')
        this.notice = `${this.notice} ${file.name}: ${why}`.trim()
      }
      this.#underWay.splice(this.#underWay.indexOf(file.name), 1)
      requestUpdate()
    }
  }

  #takeOut({ id }: Enclosure) {
    this.notice = ''
    this.host.change(this.host.given().filter((file) => file.id !== id))
    this.host.requestUpdate()
  }
}
