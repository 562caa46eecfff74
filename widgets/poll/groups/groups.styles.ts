import { css } from 'lit'

export default css`
  h3 {
    margin-top: 1em;
  }
  h4 {
    margin-top: 1.25em;
    font-size: 1em;
    font-weight: 600;
  }
  .beside {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr));
    gap: 1em 2em;
    align-items: start;
    margin-top: 0.75em;
  }
  .beside > div {
    padding-top: 0.5em;
    border-top: 1px solid var(--line);
  }
`
