import { css } from 'lit'

export default css`
  h3 {
    margin-top: 1.75rem;
    font-size: 1.125em;
    font-weight: 600;
  }
  ul {
    list-style: none;
  }
  li {
    margin-top: 0.75rem;
    padding-top: 0.75rem;
    border-top: 1px solid var(--line);
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25rem 1rem;
    margin-top: 0.75rem;
  }
  dt {
    font-weight: 600;
  }
  .answer {
    margin-top: 0.5rem;
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--accent);
  }
  .notice {
    margin-top: 1rem;
  }
`
