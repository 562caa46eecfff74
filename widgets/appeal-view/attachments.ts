import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Attachment } from '../../sdk/attachments.js'
import type { Say } from '../shared/texts.js'

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** Pixels: the longer side of a photo in the row of photos. */
const THUMBNAIL = 480
/** Pixels: no screen shows more, and a canvas of more costs a phone its memory. */
const LARGE = 2400

/**
 * The photos and documents of an appeal. Only who may read the appeal may read them, and an `<img>` or a link cannot
 * say who asks; nor need the page's policy allow `blob:` pictures. So photos are fetched as they come into sight and
 * drawn on canvases, documents when they are asked for.
 */
export class Attachments implements ReactiveController {
  readonly #files = new Map<string, Promise<Blob>>()
  readonly #failed = new Set<string>()
  /** What each canvas shows. */
  readonly #drawn = new WeakMap<HTMLCanvasElement, string>()
  #enlarged: { file: Attachment; label: string } | undefined
  #near: IntersectionObserver | undefined

  constructor(
    readonly host: Host,
    readonly download: (id: string) => Promise<Blob>,
  ) {
    host.addController(this)
  }

  view(attachments: readonly Attachment[], say: Say<'appeal-view'>, language: string): TemplateResult | '' {
    if (!attachments.length) return ''
    const photos = attachments.filter(isPhoto)
    const sayPhoto = (photo: Attachment) =>
      say('photo', { index: photos.indexOf(photo) + 1, count: photos.length, name: photo.fileName })
    return html`<ul class="files" part="attachments" aria-label=${say('files')}>
        ${attachments.map((file) => {
          const failed = this.#failed.has(file.id) ? html`<span class="error" role="alert">${say('noFile')}</span>` : ''
          return html`<li>
            ${
              isPhoto(file)
                ? html`<button
                    type="button"
                    class="photo"
                    aria-label=${`${sayPhoto(file)}. ${say('enlarge')}`}
                    @click=${({ currentTarget }: Event) => this.#enlarge({ file, label: sayPhoto(file) }, currentTarget as HTMLElement)}
                  >
                    ${canvas(file, THUMBNAIL)}${failed}
                  </button>`
                : html`<button type="button" class="document" @click=${() => this.#save(file)}>
                    <bdi>${file.fileName}</bdi> <small>${say('download', { size: sizeOf(file, language) })}</small>
                  </button>${failed}`
            }
          </li>`
        })}
      </ul>`
  }

  /** Where a photo of any of them is seen enlarged: once in the element, last. */
  dialog(say: Say<'appeal-view'>): TemplateResult {
    const enlarged = this.#enlarged
    return html`<dialog
        part="dialog"
        aria-label=${enlarged?.label ?? say('files')}
        @close=${() => this.#enlarge()}
        @click=${({ target }: Event) => (target as Element).closest('dialog')?.close()}
      >
        ${enlarged ? canvas(enlarged.file, LARGE) : ''}
        <p><button type="button" part="button">${say('shut')}</button></p>
      </dialog>`
  }

  hostUpdated() {
    this.#near ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) void this.#draw(target as HTMLCanvasElement)
      },
      { rootMargin: '300px' },
    )
    for (const element of this.host.renderRoot.querySelectorAll('canvas')) {
      if (this.#drawn.get(element) === element.dataset.file) continue
      this.#near.observe(element)
      this.#drawn.delete(element)
    }
  }

  hostDisconnected() {
    this.#near?.disconnect()
    this.#near = undefined
  }

  async #draw(element: HTMLCanvasElement) {
    const id = element.dataset.file ?? ''
    if (this.#drawn.get(element) === id) return
    this.#near?.unobserve(element)
    this.#drawn.set(element, id)
    try {
      const picture = await createImageBitmap(await this.#fetch(id))
      if (element.dataset.file !== id) return
      const context = element.getContext('2d')
      if (context) context.imageSmoothingQuality = 'high'
      context?.drawImage(picture, 0, 0, element.width, element.height)
      picture.close()
      this.#fail(id, false)
    } catch {
      this.#fail(id, true)
    }
  }

  /** Also another try, for a photo that could not be loaded. */
  async #enlarge(enlarged?: { file: Attachment; label: string }, button?: HTMLElement) {
    // Not every browser focuses a button that is pressed, and there the focus is to return.
    button?.focus()
    this.#enlarged = enlarged
    this.host.requestUpdate()
    await this.host.updateComplete
    if (enlarged) this.host.renderRoot.querySelector('dialog')?.showModal()
  }

  async #save(file: Attachment) {
    try {
      const address = URL.createObjectURL(await this.#fetch(file.id))
      Object.assign(document.createElement('a'), { href: address, download: file.fileName }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
      this.#fail(file.id, false)
    } catch {
      this.#fail(file.id, true)
    }
  }

  #fetch(id: string): Promise<Blob> {
    const file = this.#files.get(id) ?? this.download(id)
    this.#files.set(id, file)
    file.catch(() => this.#files.delete(id))
    return file
  }

  #fail(id: string, hasFailed: boolean) {
    if (this.#failed.has(id) === hasFailed) return
    if (hasFailed) this.#failed.add(id)
    else {
      this.#failed.delete(id)
      // What failed elsewhere can be drawn there now.
      for (const element of this.host.renderRoot.querySelectorAll('canvas'))
        if (element.dataset.file === id) this.#drawn.delete(element)
    }
    this.host.requestUpdate()
  }
}

const isPhoto = ({ mediaType }: Attachment) => mediaType === 'image/jpeg'

/** Of the photo's own shape before it is there, so that nothing moves when it comes. */
function canvas({ id, width, height }: Attachment, longest: number): TemplateResult {
  const [across, down] = [width ?? 4, height ?? 3]
  const scale = Math.min(1, longest / Math.max(across, down))
  return html`<canvas
    data-file=${id}
    width=${Math.round(across * scale)}
    height=${Math.round(down * scale)}
    aria-hidden="true"
  ></canvas>`
}

/** At least a kilobyte. */
const sizeOf = ({ bytes }: Attachment, language: string) => {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  const count = unit === 'kilobyte' ? Math.ceil(bytes / 1000) : bytes / 1_000_000
  return count.toLocaleString(language, { style: 'unit', unit, maximumFractionDigits: 1 })
}
