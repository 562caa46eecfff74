import { css } from 'lit'

export default css`
  .root {
    container-type: inline-size;
    padding: 1rem;
  }
  /* Only a choice looks like one. */
  .field > label,
  .filters label {
    display: block;
    min-height: 0;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: auto;
  }
  .field > label:has(:focus-visible),
  .filters label:has(:focus-visible) {
    outline: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    margin-bottom: 1rem;
  }
  .bar .quiet {
    padding-inline: 0.5rem;
  }
  .name {
    flex: 1 0 0;
    min-width: min-content;
    font-size: 1.125em;
    font-weight: 600;
  }
  .queues {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    margin-bottom: 0.75rem;
  }
  .queues:empty {
    display: none;
  }
  .queues button {
    min-height: 2.25rem;
    padding: 0.125rem 0.625rem;
    font-size: 0.875em;
    font-weight: 400;
  }
  .queues .overdue b {
    color: var(--danger);
  }
  .queues [aria-pressed='true'],
  .queues [aria-pressed='true'] b {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .find {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .find input {
    flex: 1;
    min-width: 0;
    min-height: 2.5rem;
    padding: 0.25rem 0.5rem;
  }
  .find input,
  .find button {
    margin: 0;
  }
  .find button {
    min-height: 2.5rem;
  }
  .note {
    margin-block: 1rem;
  }
  .hands .quiet {
    padding-inline: 0;
  }
  .hands select {
    width: auto;
    max-width: 100%;
    min-height: 2.5rem;
    margin: 0;
    padding: 0.25rem 0.5rem;
  }
  .hands {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .filters label {
    font-size: 0.875em;
  }
  .filters select {
    min-height: 2.5rem;
    margin-top: 0.25rem;
    padding: 0.25rem 0.5rem;
    font-size: 1rem;
  }
  .list {
    list-style: none;
  }
  .item {
    display: block;
    width: 100%;
    padding: 0.625rem 0.75rem;
    border: 0;
    border-block-end: 1px solid var(--line);
    border-inline-start: 0.25rem solid transparent;
    border-radius: 0;
    font-weight: 400;
    text-align: start;
  }
  .item:hover {
    background: var(--surface);
    box-shadow: none;
  }
  .item:focus-visible {
    outline-offset: -3px;
  }
  .item[aria-current='true'] {
    border-inline-start-color: var(--accent);
    background: var(--surface);
  }
  .item > span {
    display: block;
  }
  .item .line {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 0.75rem;
  }
  .topic {
    font-weight: 500;
  }
  .item .snippet {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .due {
    font-size: 0.875em;
  }
  .due.today,
  .due.overdue {
    padding-inline: 0.5rem;
    border: 1px solid currentColor;
    border-radius: 1rem;
    font-weight: 600;
  }
  .due.overdue {
    border-width: 2px;
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
  .empty {
    padding: 2rem 1rem;
    text-align: center;
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-top: 0.375rem;
  }
  .case h2 {
    outline-offset: 4px;
  }
  .case > .text {
    margin-top: 1rem;
    font-size: 1.0625em;
  }
  .step {
    margin-top: 1.75rem;
    padding-top: 0.25rem;
    border-top: 1px solid var(--line);
  }
  .step fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    box-shadow: none;
  }
  .step legend {
    font-size: 1.125em;
  }
  .step fieldset > p {
    flex-basis: 100%;
  }
  .step fieldset label {
    padding-inline: 0.75rem;
  }
  .step .notice,
  .case > .notice {
    margin-block: 1rem;
  }
  .keys {
    margin-top: 1.5rem;
  }
  .name select {
    max-width: 24rem;
    min-height: 2.5rem;
    margin: 0;
    padding: 0.25rem 0.5rem;
    font-weight: 600;
  }
  .account {
    display: inline-block;
    background: var(--accent);
    color: var(--on-accent);
    padding: 0.625rem 1.25rem;
    border-radius: var(--radius);
    font-weight: 600;
    text-decoration: none;
  }
  .sign-in h3 {
    margin-top: 2rem;
  }
  .sign-in {
    max-width: 36rem;
    margin: 2rem auto;
  }
  @container (max-width: 55rem) {
    .open .queue,
    .columns:not(.open) .case,
    .keys {
      display: none;
    }
  }
  @container (min-width: 55rem) {
    .columns {
      display: grid;
      grid-template-columns: minmax(18rem, 24rem) minmax(0, 1fr);
      align-items: start;
      gap: 2rem;
    }
    .queue {
      position: sticky;
      top: 0;
      max-height: 100vh;
      overflow-y: auto;
    }
    .filters {
      position: sticky;
      top: 0;
      z-index: 1;
      margin: 0;
      padding-bottom: 0.75rem;
      background: var(--vmeste-background, Canvas);
    }
    .back {
      display: none;
    }
  }
  @media print {
    .bar,
    .queue,
    .back,
    .step,
    .keys {
      display: none;
    }
  }
`
