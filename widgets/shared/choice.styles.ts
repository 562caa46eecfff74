import { css } from 'lit'

export default css`
  fieldset {
    min-inline-size: 0;
    margin: 1.5rem 0 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 2.875rem;
    margin-block-start: 0.5rem;
    padding: 0.5rem 0.875rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    cursor: pointer;
    transition: 0.15s;
  }
  label:hover {
    background: var(--surface);
  }
  label:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: color-mix(in srgb, var(--accent) 9%, transparent);
  }
  label:has(:focus-visible) {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  label input {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    outline: 0;
    accent-color: var(--accent);
  }
  .error {
    margin-block-start: 0.375rem;
    font-size: 0.9375em;
    font-weight: 600;
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
`
