import { css } from 'lit'

/** What the resident and the officer see of an appeal alike. */
export default css`
  h3 {
    margin-top: 1.55em;
    font-size: 1.125em;
    font-weight: 600;
  }
  .answer {
    padding: 0.75em 1em;
    border: 1px solid var(--line);
    border-inline-start: 0.25em solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
  }
  dl {
    margin-top: 0.75em;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
    margin-top: 0.375em;
  }
  dt {
    flex: 0 1 11em;
    color: color-mix(in srgb, currentColor 76%, transparent);
  }
  dd {
    flex: 1 1 12em;
  }
  .timeline {
    margin-top: 0.75em;
    list-style: none;
  }
  .timeline li {
    position: relative;
    padding: 0 0 1em;
    padding-inline-start: 1.5em;
  }
  .timeline li:last-child {
    padding-bottom: 0;
  }
  /* The line through what happened, and a dot for each. */
  .timeline li::before,
  .timeline li:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-inline-start: 0;
    top: 0.375em;
    width: 0.75em;
    height: 0.75em;
    box-sizing: border-box;
    border: 2px solid var(--control);
    border-radius: 1em;
  }
  .timeline li:first-child::before {
    border: 0.375em solid var(--accent);
  }
  .timeline li:not(:last-child)::after {
    inset-inline-start: calc(0.375em - 1px);
    top: 1.4em;
    bottom: -0.2em;
    width: 0;
    height: auto;
    border-width: 0;
    border-inline-start: 2px solid var(--line);
  }
  .timeline b {
    font-weight: 600;
  }
  time {
    display: block;
  }
  .quote {
    margin-top: 0.25em;
    padding-inline-start: 0.75em;
    border-inline-start: 2px solid var(--line);
    white-space: pre-line;
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75em;
    margin-top: 1em;
    list-style: none;
  }
  .timeline .files li {
    padding: 0;
  }
  .timeline .files li::before,
  .timeline .files li::after {
    content: none;
  }
  .enclosed {
    margin-top: 0.5em;
    list-style: none;
  }
  .files li {
    max-width: 100%;
  }
  .photo {
    display: block;
    padding: 0;
    border-color: var(--line);
    overflow: hidden;
  }
  .photo canvas {
    display: block;
    width: auto;
    max-width: 100%;
    height: 7em;
    background: var(--surface);
  }
  .photo .error {
    display: block;
    padding: 0.5em;
  }
  .document {
    text-align: start;
    font-weight: 500;
  }
  dialog {
    max-width: 96vw;
    max-height: 96vh;
    margin: auto;
    padding: 0.75em;
    border: 0;
    border-radius: var(--radius);
    background: Canvas;
    color: CanvasText;
    cursor: zoom-out;
  }
  dialog::backdrop {
    background: #000c;
  }
  dialog canvas {
    display: block;
    max-width: 100%;
    max-height: calc(96vh - 6em);
    margin-inline: auto;
  }
  dialog p {
    margin-top: 0.75em;
    text-align: center;
  }
`
