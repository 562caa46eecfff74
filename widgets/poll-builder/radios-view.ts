import { html, type TemplateResult } from 'lit'

/** One of few, in a row. */
export const radiosView = ({
  name,
  legend,
  isLegendUnseen,
  options,
  chosen,
  onChange,
}: {
  name: string
  legend: string
  isLegendUnseen?: boolean
  options: readonly (readonly [value: string, text: string])[]
  chosen: string
  onChange: (value: string) => void
}): TemplateResult => html`<fieldset class="radios">
  <legend class=${isLegendUnseen ? 'unseen' : ''}>${legend}</legend>
  ${options.map(
    ([value, text]) => html`<label
      ><input
        type="radio"
        name=${name}
        value=${value}
        .checked=${value === chosen}
        @change=${() => onChange(value)}
      /><span>${text}</span></label
    >`,
  )}
</fieldset>`
