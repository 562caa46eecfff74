import { css } from 'lit'

export default css`
  /* As high as what comes: where the container is narrow, the second block wraps below the first. */
  .skeleton {
    display: flex;
    flex-wrap: wrap;
    height: auto;
  }
  .skeleton::before,
  .skeleton::after {
    content: '';
    flex: 1 0 15em;
    order: 1;
    height: 30em;
  }
  .skeleton::after {
    height: 12em;
  }
  h2 {
    margin-top: 0.25em;
    outline-offset: 4px;
  }
  .feed {
    margin-block: 1em;
  }
  .track {
    display: flex;
    gap: 0.375em;
    margin-block: 1em;
  }
  .track i {
    flex: 1;
    border-top: 0.375em solid var(--line);
    border-radius: 1em;
  }
  .track .on {
    border-color: var(--accent);
  }
  .promised {
    margin-block: 0.5em;
    font-weight: 600;
  }
  .overdue {
    margin-block: 0.75em;
    font-weight: 600;
  }
  .taken {
    margin-top: 0.5em;
  }
  details {
    margin-top: 1.5em;
  }
  summary {
    padding-block: 0.5em;
    font-weight: 600;
    cursor: pointer;
  }
  fieldset {
    min-width: 0;
    margin-top: 1.5em;
    border: 0;
    box-shadow: none !important;
  }
  legend {
    font-size: 1.125em;
    font-weight: 600;
  }
  .rating .notice,
  .thanks {
    margin-top: 1em;
  }
  .stars {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-top: 0.5em;
  }
  .stars label {
    position: relative;
    display: grid;
    justify-items: center;
    width: 3em;
    padding: 0.25em;
    border-radius: var(--radius);
    cursor: pointer;
  }
  .stars label:hover {
    background: var(--surface);
  }
  .stars label:focus-within {
    outline: 3px solid var(--accent);
  }
  .stars input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  svg {
    display: block;
    width: 2em;
    height: 2em;
    fill: none;
    stroke: var(--control);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .on svg {
    color: var(--accent);
    fill: currentColor;
    stroke: currentColor;
  }
  .said {
    padding-inline: 0.5em;
  }
  .given {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.75em;
    margin-top: 1em;
  }
  .given .stars {
    margin: 0;
  }
  .given svg {
    width: 1.375em;
    height: 1.375em;
  }
  @media (forced-colors: active) {
    .track .on {
      border-color: Highlight;
    }
    svg {
      stroke: CanvasText;
    }
    .on svg {
      color: Highlight;
    }
  }
`
