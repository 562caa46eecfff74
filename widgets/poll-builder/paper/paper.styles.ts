import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
    background: none;
  }
  h3 {
    margin-top: 2rem;
    font-size: 1.125em;
  }
  fieldset {
    min-width: 0;
    border: 0;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    margin-top: 0.5rem;
    list-style: none;
  }
  .entry {
    max-width: 44rem;
  }
  .radios {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-top: 0.5rem;
  }
  .radios label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    cursor: pointer;
  }
  input[type='radio'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    accent-color: var(--accent);
  }
  .entry .field {
    max-width: 20rem;
    margin-top: 1rem;
  }
  .waiting {
    margin-top: 0.75rem;
  }
  .waiting button {
    margin: 0.25rem 0.25rem 0 0;
  }
  .waiting [aria-pressed='true'] {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 12%, transparent);
  }
  .small {
    min-height: 2.5rem;
    padding: 0.25rem 0.75rem;
  }
  .told {
    margin-top: 1rem;
    font-weight: 600;
  }
  .told span {
    font-weight: 400;
  }
  .filter {
    max-width: 20rem;
    margin-top: 0.75rem;
  }
  .scroll {
    margin-top: 1rem;
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.5rem 0.75rem;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    overflow-wrap: normal;
  }
  td small {
    display: block;
    opacity: 0.76;
  }
  .confirm {
    max-width: 32rem;
    padding: 1rem;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
  }
  .confirm .field {
    margin-top: 0;
  }
  #more {
    margin-top: 0.75rem;
  }
  details {
    margin-top: 2rem;
  }
  summary {
    min-height: 2.75rem;
    padding: 0.5rem 0;
    font-weight: 600;
    cursor: pointer;
  }
  .trail {
    padding-inline-start: 1.5rem;
  }
  .trail li {
    margin-top: 0.5rem;
  }
  .trail span {
    font-variant-numeric: tabular-nums;
  }
`
