import { html, nothing, type TemplateResult } from 'lit'

export interface Field {
  /** Unique in the element; ids of the texts tied to the field derive from it. */
  name: string
  label: unknown
  /** Said beside the label, such as "optional". */
  note?: string | undefined
  hint?: unknown
  error?: string | undefined
  value: string
  onInput: (value: string, field: HTMLInputElement) => void
  /** More than one line. */
  isTall?: boolean
  type?: 'text' | 'password' | 'email' | 'tel' | 'number' | 'date' | 'search'
  autocomplete?: string
  inputmode?: string
  maximum?: number | undefined
  isRequired?: boolean
}

/** A text field with a label, a hint and an error, all tied together. */
export function textField(field: Field): TemplateResult {
  const { name, value, error, isRequired, maximum = nothing } = field
  const described = `${name}-hint ${name}-error`
  const invalid = error ? 'true' : nothing
  const required = isRequired ? 'true' : nothing
  const input = ({ target }: Event) => field.onInput((target as HTMLInputElement).value, target as HTMLInputElement)
  return html`<div class="field" part="field">
    <label for=${name}>${field.label} ${field.note && html`<small>${field.note}</small>`}</label>
    <p class="muted" id="${name}-hint">${field.hint}</p>
    ${
      field.isTall
        ? html`<textarea
            id=${name}
            part="input"
            maxlength=${maximum}
            aria-describedby=${described}
            aria-invalid=${invalid}
            aria-required=${required}
            .value=${value}
            @input=${input}
          ></textarea>`
        : html`<input
            id=${name}
            part="input"
            type=${field.type ?? 'text'}
            autocomplete=${field.autocomplete ?? nothing}
            inputmode=${field.inputmode ?? nothing}
            maxlength=${maximum}
            aria-describedby=${described}
            aria-invalid=${invalid}
            aria-required=${required}
            .value=${value}
            @input=${input}
          />`
    }
    <p class="error" id="${name}-error">${error}</p>
  </div>`
}
