import { css } from 'lit'

// Half-transparent grey is seen on light and dark pages alike, so the look needs no knowledge of the page's.
// color-mix() is younger than some browsers served: without it those declarations are passed over, and nothing is lost.
export default css`
  :host(:not([hidden])) {
    display: block;
  }
  .root {
    all: initial;
    display: block;
    visibility: inherit;
    color-scheme: inherit;
    --accent: var(--vmeste-accent,#2a6be0);
    --on-accent: var(--vmeste-on-accent,#fff);
    --danger: var(--vmeste-danger,#d13438);
    --line: var(--vmeste-line,#8080804d);
    --control: var(--vmeste-control,#7a7a7a);
    --surface: var(--vmeste-surface,#80808017);
    --radius: var(--vmeste-radius,.625em);
    padding: clamp(1em, 5%, var(--vmeste-space,1.75em));
    border: 1px solid var(--line);
    border-radius: calc(1.6 * var(--radius));
    background: var(--vmeste-background,none);
    color: var(--vmeste-color,inherit);
    font: inherit;
    font-family: var(--vmeste-font,inherit);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }
  p:empty:not([role=status]) {
    display: none;
  }
  h2 {
    font-size: 1.375em;
    font-weight: 600;
    line-height: 1.25;
  }
  .text {
    margin-top: 0.5em;
    white-space: pre-line;
  }
  .muted {
    font-size: 0.875em;
    color: color-mix(in srgb, currentColor 76%, transparent);
  }
  .error {
    font-weight: 600;
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
  button {
    min-height: 2.75em;
    padding: 0.5em 1.25em;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    box-shadow: 0 0 0 3px var(--line);
  }
  .primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  [aria-disabled=true] {
    opacity: 0.6;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .notice,
  .skeleton {
    padding: 0.5em 1.25em;
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .notice button {
    margin: 0.5em 1em 0 0;
  }
  .good {
    border-color: var(--accent);
  }
  .skeleton {
    height: 16.5em;
    border: 0;
  }
`
