import { css } from 'lit'

export default css`
  .foot,
  p.notice,
  form button,
  details {
    margin-top: 1.5em;
  }
  summary {
    font-weight: 600;
    cursor: pointer;
  }
`
