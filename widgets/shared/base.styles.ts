import { css } from 'lit'

// Grey at half strength is seen on light and dark pages alike, so the look needs no knowledge of the page's.
// color-mix() is younger than some browsers served: each use has a plain value before it.
export default css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  .root {
    --accent: var(--vmeste-accent, #2a6be0);
    --on-accent: var(--vmeste-on-accent, #fff);
    --danger: var(--vmeste-danger, #d13438);
    --line: var(--vmeste-line, rgb(128 128 128 / 0.3));
    --control: var(--vmeste-control, rgb(122 122 122));
    --surface: var(--vmeste-surface, rgb(128 128 128 / 0.09));
    --radius: var(--vmeste-radius, 0.625rem);
    --space: var(--vmeste-space, 1rem);
    box-sizing: border-box;
    display: flow-root;
    min-block-size: inherit;
    padding: clamp(var(--space), 5%, calc(var(--space) * 1.75));
    color: var(--vmeste-color, inherit);
    background: var(--vmeste-background, none);
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.6);
    font-family: var(--vmeste-font, inherit);
    font-size: var(--vmeste-font-size, inherit);
    font-style: normal;
    line-height: 1.5;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    overflow-wrap: break-word;
    cursor: auto;
  }
  *,
  ::before {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  p:empty:not([role='status']) {
    display: none;
  }
  h2 {
    font-size: 1.375em;
    font-weight: 650;
    line-height: 1.25;
    text-wrap: balance;
  }
  .text {
    margin-block-start: 0.5rem;
    white-space: pre-line;
  }
  .muted {
    font-size: 0.875em;
    color: color-mix(in srgb, currentColor 76%, transparent);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
  }
  button {
    min-block-size: 2.75rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition: 0.15s;
    touch-action: manipulation;
  }
  button:hover {
    background: var(--surface);
  }
  .primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .primary:hover {
    background: var(--accent);
    filter: brightness(1.1);
  }
  .quiet {
    border-color: transparent;
    padding-inline: 0.75rem;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    font-weight: 500;
  }
  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-block-start: 1.5rem;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding: 0.75rem 1rem;
    border-inline-start: 4px solid var(--notice, var(--danger));
    border-radius: var(--radius);
    background: var(--surface);
  }
  .notice p {
    flex: 1 1 14rem;
  }
  .good {
    --notice: var(--accent);
  }
  .empty {
    padding-block: 3rem;
    text-align: center;
  }
  .skeleton i {
    display: block;
    block-size: 2.875rem;
    margin-block-start: 0.5rem;
    border-radius: var(--radius);
    background: var(--surface);
    animation: breathe 1.6s infinite alternate;
  }
  .skeleton i:first-of-type {
    inline-size: 65%;
    block-size: 1.75rem;
    margin-block: 0 1.5rem;
  }
  .skeleton i:last-of-type {
    inline-size: 9rem;
    margin-block-start: 1.5rem;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`
