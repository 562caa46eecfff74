import { css } from 'lit'

/** Of what is fetched when somebody writes. */
export default css`
  label {
    display: block;
    margin-top: 1rem;
    font-weight: 600;
  }
  .error {
    margin-top: 0.5rem;
  }
  textarea,
  input,
  form select {
    display: block;
    width: 100%;
    min-height: 2.75rem;
    margin-top: 0.5rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 400;
    unicode-bidi: plaintext;
  }
  option {
    background: canvas;
    color: canvastext;
  }
  textarea {
    min-height: 6rem;
    resize: vertical;
    field-sizing: content;
  }
  [aria-invalid='true'] {
    border: 2px solid var(--danger);
  }
  form div {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem;
    margin-top: 1.5rem;
  }
  form div label {
    flex: 1 1 14rem;
    margin: 0;
  }
`
