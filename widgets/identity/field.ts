import { html, nothing, type TemplateResult } from 'lit'

interface SmallField {
  name: string
  label: string
  hint?: string
  error?: string | undefined
  value: string
  onValue: (value: string) => void
  type?: 'text' | 'email'
  autocomplete: string
  inputmode?: string
}

/** A text field as `shared/field.ts` has it, but for what few pages load: shared, it would split what all of them do. */
export const smallField = ({
  name,
  label,
  hint,
  error,
  value,
  onValue,
  type,
  autocomplete,
  inputmode,
}: SmallField): TemplateResult =>
  html`<div class="field" part="field">
    <label for=${name}>${label}</label>
    <p class="muted" id="${name}-hint">${hint}</p>
    <input
      id=${name}
      part="input"
      type=${type ?? 'text'}
      autocomplete=${autocomplete}
      inputmode=${inputmode ?? nothing}
      aria-describedby="${name}-hint ${name}-error"
      aria-invalid=${error ? 'true' : nothing}
      .value=${value}
      @input=${({ target }: Event) => onValue((target as HTMLInputElement).value)}
    />
    <p class="error" id="${name}-error">${error}</p>
  </div>`
