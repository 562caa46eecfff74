import { css } from 'lit'

export default css`
  fieldset {
    min-width: 0;
    margin-top: 1.5em;
    border: 0;
  }
  legend {
    font-weight: 600;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-height: 2.875em;
    margin-top: 0.5em;
    padding: 0.5em 1em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    cursor: pointer;
  }
  label:hover {
    background: var(--surface);
  }
  label:has(:checked) {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 9%, transparent);
  }
  label:has(:focus-visible) {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  label input {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    outline: 0;
    accent-color: var(--accent);
  }
`
