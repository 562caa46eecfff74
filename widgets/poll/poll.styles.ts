import { css } from 'lit'

export default css`
  .foot,
  .notice,
  .primary,
  details {
    margin-top: 1.5em;
  }
  summary {
    font-weight: 600;
    cursor: pointer;
  }
`
