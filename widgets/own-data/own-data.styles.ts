import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
    background: none;
  }
  .skeleton {
    height: 12rem;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.25rem 1.5rem;
    margin-top: 0.5rem;
  }
  .notice {
    margin-top: 1rem;
  }
  .sure {
    padding-block: 1rem;
  }
  .danger {
    border-color: var(--danger);
  }
  @media (max-width: 30rem) {
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }
    dd {
      margin-bottom: 0.5rem;
    }
  }
`
