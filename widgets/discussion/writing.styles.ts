import { css } from 'lit'

/** Of what is fetched when somebody writes. */
export default css`
  label {
    display: block;
    margin-top: 1em;
    font-weight: 600;
  }
  .error {
    margin-top: 0.5em;
  }
  textarea,
  input,
  form select {
    display: block;
    width: 100%;
    min-height: 2.75em;
    margin-top: 0.5em;
    padding: 0.5em 1em;
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
    min-height: 6em;
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
    gap: 0.75em;
    margin-top: 1.5em;
  }
  form div label {
    flex: 1 1 14em;
    margin: 0;
  }
  details {
    margin-top: 1.5em;
  }
  summary {
    min-height: 2.75em;
    font-weight: 600;
    cursor: pointer;
  }
  section {
    margin-top: 1em;
  }
  .in-place,
  .in-place ol {
    padding-inline-start: 1em;
    border-inline-start: 2px solid var(--line);
    list-style: none;
  }
`
