import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
    background: none;
  }
  .skeleton {
    height: 12em;
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 0.25em 1.5em;
    margin-top: 0.5em;
  }
  .notice {
    margin-top: 1em;
  }
  .sure {
    padding-block: 1em;
  }
  .danger {
    border-color: var(--danger);
  }
`
