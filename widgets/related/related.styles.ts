import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: none;
  }
  ul {
    list-style: none;
    margin-bottom: 1em;
  }
  li label {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25em 0.75em;
    margin-top: 0.5em;
    padding: 0.625em 0.75em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    cursor: pointer;
  }
  li label > :not(input) {
    grid-column: 2;
  }
  li label > input {
    grid-row: 1;
    accent-color: var(--accent);
  }
  li .text {
    display: -webkit-box;
    overflow: hidden;
    margin: 0;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
`
