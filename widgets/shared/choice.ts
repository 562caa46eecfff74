import { html, type TemplateResult } from 'lit'

export interface ChoiceGroup {
  /** Unique in the element; the texts tied to the group have it for their id. */
  name: string
  legend: unknown
  hint?: string | undefined
  /** Said instead of the hint. */
  error?: string | undefined
  /** Several may be chosen. */
  isMultiple?: boolean
  options: readonly { id: string; title: unknown }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Radio buttons or check boxes with a legend, a hint and an error, all tied together. */
export function choiceGroup({
  name,
  legend,
  hint,
  error,
  isMultiple,
  options,
  chosen,
  onChange,
}: ChoiceGroup): TemplateResult {
  const change = ({ target }: Event) => {
    const { value, checked } = target as HTMLInputElement
    onChange(isMultiple ? [...chosen.filter((id) => id !== value), ...(checked ? [value] : [])] : [value])
  }
  return html`<fieldset part="question" aria-invalid=${!!error} aria-describedby=${name}>
    <legend><bdi>${legend}</bdi></legend>
    <p id=${name} class=${error ? 'error' : 'muted'}>${error || hint}</p>
    ${options.map(
      ({ id, title }) => html`<label part="option">
        <input
          type=${isMultiple ? 'checkbox' : 'radio'}
          name=${name}
          value=${id}
          .checked=${chosen.includes(id)}
          @change=${change}
        /><span><bdi>${title}</bdi></span>
      </label>`,
    )}
  </fieldset>`
}
