import { css } from 'lit'

// Each colour is told from a white and from a black page by 3 to 1 or more.
export default css`
  h3,
  details,
  form,
  .notice,
  .statement {
    margin-top: 1.25em;
  }
  h3 {
    font-size: 1.125em;
    font-weight: 600;
  }
  h4,
  caption {
    font-size: 1em;
    font-weight: 600;
    text-align: start;
  }
  h4 {
    margin-top: 1em;
  }
  a {
    color: inherit;
  }
  ul {
    padding-inline-start: 1.25em;
  }
  li {
    margin-top: 0.5em;
  }
  .acts a {
    align-self: center;
    padding: 0.5em;
  }
  .muted + p,
  #progress {
    margin-top: 0.75em;
  }
  summary {
    padding: 0.625em 0;
    font-weight: 600;
    cursor: pointer;
  }
  .statement {
    padding: 1em;
    border-inline-start: 4px solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 1.125em;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 0.75em;
  }
  .acts [aria-pressed='true'] {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .quiet {
    border-color: transparent;
    font-weight: 400;
    text-decoration: underline;
  }
  progress {
    width: 100%;
    height: 0.5em;
    accent-color: var(--accent);
  }
  label {
    display: block;
    font-weight: 600;
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 4.5em;
    margin-top: 0.25em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--vmeste-field-background, transparent);
    color: inherit;
    font: inherit;
  }
  [aria-invalid='true'] {
    border-color: var(--danger);
  }
  .map {
    display: block;
    width: 100%;
    max-width: 30em;
    margin: 1em auto 0;
  }
  circle {
    fill: currentColor;
    fill-opacity: 0.1;
    stroke: currentColor;
    stroke-width: 0.8;
    stroke-dasharray: 2 2;
  }
  path {
    fill: currentColor;
  }
  text {
    font-size: 14px;
    font-weight: 700;
    text-anchor: middle;
    dominant-baseline: central;
    fill: currentColor;
  }
  .A {
    color: #2f74e8;
  }
  .B {
    color: #d04a12;
  }
  .C {
    color: #0d8a5e;
  }
  .D {
    color: #a04cf0;
  }
  .E {
    color: #94702a;
  }
  .own path {
    stroke: currentColor;
    stroke-width: 1.5;
    fill: none;
  }
  .mark {
    width: 1.25em;
    height: 1.25em;
    vertical-align: -0.25em;
  }
  table {
    margin-top: 1em;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.375em 0;
    padding-inline-end: 1.5em;
    overflow-wrap: normal;
    border-bottom: 1px solid var(--line);
    font-weight: 400;
    text-align: start;
  }
  td {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`
