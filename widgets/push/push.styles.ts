import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
    background: none;
  }
  .skeleton {
    height: 8rem;
  }
  .actions {
    margin-top: 0.75rem;
  }
  .notice {
    margin-top: 1rem;
  }
`
