import { css } from 'lit'

export default css`
  .root {
    max-width: 34rem;
    margin-inline: auto;
  }
  h3 {
    margin-top: 2rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--line);
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.3;
  }
  h3 + p,
  h3 + ul {
    margin-top: 0.5rem;
  }
  .notice {
    margin-top: 1rem;
  }
  .good {
    margin: 0 0 1rem;
  }
  .field > label:not(.reveal) {
    display: block;
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: start;
    gap: 0.5rem;
  }
  ul,
  ol {
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.25rem 1rem;
    padding-block: 0.625rem;
  }
  li + li {
    border-top: 1px solid var(--line);
  }
  li > span > * {
    display: block;
  }
  .reveal {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    margin-top: 0.25rem;
    font-size: 0.875em;
    cursor: pointer;
  }
  .reveal input {
    width: 1.125rem;
    height: 1.125rem;
    accent-color: var(--accent);
  }
  .qr {
    display: block;
    width: min(100%, 14rem);
    margin-top: 1rem;
    border-radius: var(--radius);
    background: #fff;
    color: #000;
  }
  code {
    font: 0.95em ui-monospace, Menlo, Consolas, monospace;
    user-select: all;
  }
  .codes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr));
    gap: 0 1rem;
    margin-top: 0.75rem;
  }
  .codes li {
    padding-block: 0.25rem;
    border: 0;
  }
`
