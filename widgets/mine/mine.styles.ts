import { css } from 'lit'

export default css`
  h3 {
    margin-top: 1.55em;
    font-size: 1.125em;
    font-weight: 600;
  }
  ul {
    list-style: none;
  }
  li {
    margin-top: 0.75em;
    padding-top: 0.75em;
    border-top: 1px solid var(--line);
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25em 1em;
    margin-top: 0.75em;
  }
  dt {
    font-weight: 600;
  }
  .answer {
    margin-top: 0.5em;
    padding-inline-start: 0.75em;
    border-inline-start: 3px solid var(--accent);
  }
  .notice {
    margin-top: 1em;
  }
`
