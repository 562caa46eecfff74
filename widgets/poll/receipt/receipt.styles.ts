import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
  }
  .actions {
    margin-top: 1rem;
  }
  .actions p {
    flex: 1 1 14rem;
  }
  details {
    margin-top: 0.75rem;
  }
  details > p {
    margin-top: 0.5rem;
  }
  summary {
    min-height: 2.75rem;
    padding: 0.5rem 0;
    cursor: pointer;
  }
  code {
    font-size: 0.9375em;
    user-select: all;
  }
`
