import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
    background: none;
  }
  .skeleton {
    height: 8em;
  }
  .actions {
    margin-top: 0.75em;
  }
  .notice {
    margin-top: 1em;
  }
`
