import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
  }
  .actions {
    margin-top: 1em;
  }
  .actions p {
    flex: 1 1 14em;
  }
  details {
    margin-top: 0.75em;
  }
  details > p {
    margin-top: 0.5em;
  }
  summary {
    min-height: 2.75em;
    padding: 0.5em 0;
    cursor: pointer;
  }
  code {
    font-size: 0.9375em;
    user-select: all;
  }
`
