import { css } from 'lit'

export default css`
  .skeleton {
    height: 30rem;
  }
  @media (max-width: 40rem) {
    .skeleton {
      height: 42rem;
    }
  }
  h2 {
    margin-top: 0.25rem;
    outline-offset: 4px;
  }
  .feed {
    margin-block: 1rem;
  }
  .track {
    display: flex;
    gap: 0.375rem;
    margin-block: 1rem;
  }
  .track i {
    flex: 1;
    border-top: 0.375rem solid var(--line);
    border-radius: 1rem;
  }
  .track .on {
    border-color: var(--accent);
  }
  .promised {
    margin-block: 0.5rem;
    font-weight: 600;
  }
  .overdue {
    margin-block: 0.75rem;
    font-weight: 600;
  }
  .taken {
    margin-top: 0.5rem;
  }
  details {
    margin-top: 1.5rem;
  }
  summary {
    padding-block: 0.5rem;
    font-weight: 600;
    cursor: pointer;
  }
  fieldset {
    min-width: 0;
    margin-top: 1.5rem;
    border: 0;
    box-shadow: none !important;
  }
  legend {
    font-size: 1.125em;
    font-weight: 600;
  }
  .rating .notice,
  .thanks {
    margin-top: 1rem;
  }
  .stars {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-top: 0.5rem;
  }
  .stars label {
    position: relative;
    display: grid;
    justify-items: center;
    width: 3rem;
    padding: 0.25rem;
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
    width: 2rem;
    height: 2rem;
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
    padding-inline: 0.5rem;
  }
  .given {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin-top: 1rem;
  }
  .given .stars {
    margin: 0;
  }
  .given svg {
    width: 1.375rem;
    height: 1.375rem;
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
