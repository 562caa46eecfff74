import { css } from 'lit'

export default css`
  .foot {
    margin-block-start: 1.25rem;
  }
  .notice {
    margin-block-start: 1.25rem;
  }
  h3 {
    margin-block-start: 1.5rem;
    font-size: 1em;
    font-weight: 600;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    margin-block-start: 0.875rem;
  }
  li span {
    flex: 1 1 60%;
  }
  .bar {
    flex: 1 0 100%;
    block-size: 0.625rem;
    margin-block-start: 0.375rem;
    border-radius: 1rem;
    background: var(--surface);
    overflow: hidden;
  }
  .bar i {
    display: block;
    block-size: 100%;
    border-radius: inherit;
    background: var(--accent);
    opacity: 0.5;
  }
  .leads i {
    opacity: 1;
  }
  @media (forced-colors: active) {
    .bar i {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`
