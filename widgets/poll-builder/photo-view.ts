import { html, nothing, type TemplateResult } from 'lit'
import type { Named } from './definition.js'
import { type Asking, errorAt, localizedField } from './fields.js'

type Write = (change: Partial<Named>) => void

/** Chooses a photo for an option, or another in its place. */
export function photoButton({ photos, question, index, say }: Asking, option: Named, place: number): TemplateResult {
  const name = `questions-${index}-options-${place}-photo`
  const isSending = photos.isSending(question.id, option.id)
  return html`<button
      type="button"
      part="button"
      class="small wide"
      id="${name}-choose"
      aria-label="${say(option.photo ? 'otherPhoto' : 'addPhoto')}: ${say('option')} ${place + 1}"
      aria-disabled=${isSending ? 'true' : nothing}
      @click=${({ currentTarget }: Event) => {
        const input = (currentTarget as HTMLElement).nextElementSibling as HTMLInputElement
        if (!isSending) input.click()
      }}
    >
      ${say(isSending ? 'sending' : 'photo')}</button
    ><input
      type="file"
      hidden
      id="${name}-file"
      accept="image/jpeg,image/png,image/webp"
      @change=${({ target }: Event) => {
        const input = target as HTMLInputElement
        const [file] = input.files ?? []
        if (file) void photos.add(question.id, option.id, file)
        input.value = ''
      }}
    />`
}

/** The photo of an option with what it shows, in words for those who do not see it. */
export function photoView(asking: Asking, option: Named, place: number, write: Write): TemplateResult {
  const { photos, question, index, say, tell, focusOn } = asking
  const name = `questions-${index}-options-${place}-photo`
  const { photo } = option
  const fault = photos.faultOf(question.id, option.id) ?? errorAt(asking, `${name}-id`) ?? errorAt(asking, name)
  return html`${
    photo
      ? html`<div class="photo">
          <img src=${photos.address(photo.id)} alt="" />
          ${localizedField(asking, {
            name: `${name}-alt`,
            label: say('photoAlt'),
            value: photo.alt,
            maximum: 300,
            isRequired: true,
            onChange: (alt) => write({ photo: { ...photo, alt } }),
          })}
          <button
            type="button"
            part="button"
            class="small quiet"
            id="${name}-remove"
            aria-label="${say('removePhoto')}: ${say('option')} ${place + 1}"
            @click=${() => {
              write({ photo: undefined })
              tell(say('removed'))
              focusOn(`#${name}-choose`)
            }}
          >
            ${say('removePhoto')}
          </button>
        </div>`
      : ''
  }
  <p class="error" role="alert" id="${name}-error">${fault}</p>`
}
