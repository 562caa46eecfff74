import { css } from 'lit'

/** For elements of more than one step: rows of buttons, quiet buttons, links, and texts only screen readers read. */
export default css`
  a {
    color: inherit;
    text-underline-offset: 0.2em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
    margin-top: 1.5em;
  }
  .quiet {
    padding-inline: 0.75em;
    border-color: transparent;
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
