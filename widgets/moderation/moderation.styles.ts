import { css } from 'lit'

export default css`
  .bar,
  .choice,
  .reasons,
  .acts,
  .usual,
  .after {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .bar .name {
    flex: 1 1 8rem;
    font-size: 1.125em;
    font-weight: 600;
  }
  .bar .quiet {
    padding-inline: 0.5rem;
  }
  .filters {
    display: grid;
    gap: 0.75rem;
    margin-block: 1rem;
  }
  .reasons button,
  .usual button {
    min-height: 2.5rem;
    padding: 0.25rem 0.75rem;
    font-size: 0.875em;
    font-weight: 400;
  }
  .reasons [aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .choice {
    gap: 0.75rem;
  }
  .choice label {
    flex: 1 1 12rem;
    max-width: 24rem;
    font-size: 0.875em;
  }
  .choice select,
  .name select {
    min-height: 2.75rem;
    margin-top: 0.25rem;
    padding: 0.25rem 0.75rem;
  }
  .items,
  .thread,
  .decisions {
    list-style: none;
  }
  .items > li {
    margin-top: 0.75rem;
  }
  article {
    position: relative;
    padding: 1rem;
    padding-inline-start: 3.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    scroll-margin: 1rem 5rem;
  }
  article[aria-current='false'] {
    cursor: pointer;
  }
  article[aria-current='true'] {
    border-color: var(--accent);
    box-shadow: inset 0.25rem 0 0 var(--accent);
  }
  :host(:dir(rtl)) article[aria-current='true'],
  [dir='rtl'] article[aria-current='true'] {
    box-shadow: inset -0.25rem 0 0 var(--accent);
  }
  /* The whole corner can be hit. */
  .box {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    display: grid;
    place-items: center;
    width: 3rem;
    height: 3.25rem;
    cursor: pointer;
  }
  .box input {
    width: 1.25rem;
    height: 1.25rem;
    accent-color: var(--accent);
  }
  .reasons-of,
  .by,
  .findings {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.125rem 0.625rem;
  }
  .reasons-of {
    margin-bottom: 0.25rem;
  }
  .badge {
    padding: 0 0.5rem;
    border: 1px solid var(--control);
    border-radius: 1rem;
    font-size: 0.8125em;
  }
  .badge.flagged,
  .badge.contested {
    border-color: var(--danger);
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
  .badge.waiting {
    border-color: var(--accent);
    color: color-mix(in srgb, var(--accent) 72%, currentColor);
  }
  time,
  small,
  .where {
    font-size: 0.875em;
    opacity: 0.8;
  }
  article .text,
  .found,
  .words {
    max-width: 46rem;
  }
  .text blockquote,
  .found blockquote {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--line);
  }
  .text :is(p, ul, ol, blockquote):not(:last-child) {
    margin-bottom: 0.5rem;
  }
  .text :is(ul, ol) {
    padding-inline-start: 1.5rem;
  }
  .items h2 {
    margin-top: 0.75rem;
    font-size: 0.875em;
  }
  .found ul,
  .decisions {
    padding-inline-start: 0;
    list-style: none;
  }
  .found li q {
    display: block;
    opacity: 0.85;
  }
  .findings {
    margin-top: 0.5rem;
  }
  .context {
    margin-top: 0.75rem;
    padding-top: 0.75rem;
    border-top: 1px solid var(--line);
    font-size: 0.9375em;
  }
  .thread li {
    margin-top: 0.5rem;
    padding-inline-start: 0.75rem;
    border-inline-start: 2px solid var(--line);
  }
  .thread .text {
    margin-top: 0;
  }
  summary {
    min-height: 2.5rem;
    padding-top: 0.75rem;
    cursor: pointer;
    font-size: 0.875em;
    font-weight: 600;
  }
  .acts {
    margin-top: 1rem;
  }
  .look {
    min-height: 2.5rem;
    padding-inline: 0;
    font-size: 0.875em;
  }
  article > .skeleton {
    height: 6rem;
    margin-top: 0.75rem;
  }
  article > .notice {
    margin-top: 0.75rem;
  }
  .words .field {
    margin-top: 1rem;
  }
  .words textarea {
    min-height: 4.5rem;
  }
  .words .error {
    margin-top: 0.375rem;
  }
  .usual {
    margin-top: 0.5rem;
  }
  .words .actions {
    margin-top: 0.75rem;
  }
  .selected {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding: 0.5rem 1rem 1rem;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--vmeste-background, Canvas);
  }
  .selected .acts {
    margin-top: 0;
  }
  .after:not(:empty) {
    position: sticky;
    inset-block-end: 0.5rem;
  }
  .after {
    justify-content: center;
    margin-top: 1rem;
  }
  .after > * {
    padding: 0.5rem 1rem;
    border-radius: var(--radius);
    background: CanvasText;
    color: Canvas;
  }
  .after button {
    min-height: 2.625rem;
    text-decoration: underline;
  }
  .empty {
    padding: 3rem 1rem;
    text-align: center;
  }
  .empty p:first-child {
    font-size: 1.25em;
    font-weight: 600;
  }
  dialog {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--vmeste-background, Canvas);
    color: CanvasText;
  }
  .help {
    width: min(34rem, 96vw);
    margin: auto;
    padding: 1.25rem 1.5rem;
  }
  .help dl {
    margin-block: 0.75rem;
  }
  .help dl div {
    display: flex;
    gap: 0.75rem;
    padding-block: 0.125rem;
  }
  .help dt {
    flex: 0 0 7rem;
  }
  .help label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    margin-block: 0.75rem;
  }
  kbd {
    display: inline-block;
    min-width: 1.75em;
    padding: 0 0.375em;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    font: inherit;
    font-size: 0.875em;
    text-align: center;
  }
  @media (max-width: 30rem) {
    .root {
      padding: 0.75rem;
    }
    article {
      padding-inline: 1rem;
    }
    article .reasons-of {
      padding-inline-start: 2rem;
    }
    .acts button:not(.quiet) {
      flex: 1 1 auto;
    }
  }
`
