import { css } from 'lit'

export default css`
  fieldset {
    min-width: 0;
    margin-top: 1.5rem;
    border: 0;
  }
  legend {
    font-weight: 600;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-height: 2.875rem;
    margin-top: 0.5rem;
    padding: 0.5rem 1rem;
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
    width: 1.25rem;
    height: 1.25rem;
    outline: 0;
    accent-color: var(--accent);
  }
`
