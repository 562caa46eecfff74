import { css } from 'lit'

/** Text fields; for choices see choice.styles.ts. */
export default css`
  .field {
    margin-top: 1.5em;
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
    width: 100%;
    min-height: 2.875em;
    margin-top: 0.5em;
    padding: 0.5em 1em;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--vmeste-field-background, transparent);
    color: inherit;
    font: inherit;
    /* In smaller ones phones enlarge the page. */
    font-size: max(1em, 16px);
    unicode-bidi: plaintext;
  }
  textarea {
    min-height: 8em;
    resize: vertical;
    field-sizing: content;
    max-height: 70vh;
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
`
