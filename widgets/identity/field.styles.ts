import { css } from 'lit'

/** What the dialogue and the page of one's own have in common. */
export default css`
  .field {
    margin-top: 1.25em;
  }
  label {
    font-weight: 600;
  }
  input {
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
  [aria-invalid='true'] {
    border-color: var(--danger);
    box-shadow: inset 0 0 0 1px var(--danger);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
    margin-top: 1.5em;
  }
  .quiet {
    padding-inline: 0.75em;
    border-color: transparent;
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
`
