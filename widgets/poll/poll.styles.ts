import { css } from 'lit'

export default css`
  h3,
  .foot,
  p.notice,
  form button,
  details {
    margin-top: 1.5rem;
  }
  h3,
  summary {
    font-size: 1em;
    font-weight: 600;
  }
  summary {
    cursor: pointer;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    margin-top: 0.75rem;
  }
  li span {
    width: 100%;
  }
  li div {
    flex: 1;
    border-radius: 1rem;
    background: var(--surface);
    overflow: hidden;
  }
  /* A border, since backgrounds are not drawn in forced colours. */
  li i {
    display: block;
    border: 0 solid var(--accent);
    border-top-width: 0.625rem;
    opacity: 0.5;
  }
  .leads i {
    opacity: 1;
  }
  li b {
    min-width: 3.25em;
    text-align: end;
  }
  li small {
    min-width: 7em;
  }
`
