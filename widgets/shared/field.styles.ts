import { css } from 'lit'

/** Text fields; for choices see choice.styles.ts. */
export default css`
  .field {
    margin-block-start: 1.5rem;
  }
  .field > label {
    display: block;
    font-weight: 600;
  }
  .field > label small {
    font-size: 0.875em;
    font-weight: 400;
    opacity: 0.76;
  }
  input:not([type='radio'], [type='checkbox'], [type='file']),
  select,
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 2.875rem;
    margin: 0.5rem 0 0;
    padding: 0.5rem 0.875rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--vmeste-field-background, transparent);
    color: inherit;
    font: inherit;
    transition: 0.15s;
  }
  textarea {
    min-block-size: 8rem;
    resize: vertical;
    field-sizing: content;
    max-block-size: 70vh;
  }
  select option {
    background: Canvas;
    color: CanvasText;
  }
  ::placeholder {
    color: inherit;
    opacity: 0.65;
  }
  .field :focus-visible {
    outline-offset: -1px;
    border-color: transparent;
  }
  [aria-invalid='true'] {
    border-color: var(--danger) !important;
    box-shadow: inset 0 0 0 1px var(--danger);
  }
  .error {
    margin-block-start: 0.375rem;
    font-size: 0.9375em;
    font-weight: 600;
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
`
