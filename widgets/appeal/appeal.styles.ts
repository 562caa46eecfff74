import { css } from 'lit'

export default css`
  h2 .muted {
    display: block;
    margin-bottom: 0.4em;
    font-size: 0.64em;
    font-weight: 400;
  }
  .steps {
    display: flex;
    gap: 0.375em;
    margin-bottom: 1em;
  }
  /* Borders, since backgrounds are not drawn in forced colours. */
  p + form {
    margin-top: 1em;
  }
  .steps i {
    flex: 1;
    border-top: 0.25em solid var(--line);
    border-radius: 1em;
  }
  .steps .done {
    border-color: var(--accent);
  }
  .field > label {
    min-height: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .field > label:hover {
    background: none;
  }
  legend small,
  li small {
    font-size: 0.875em;
    font-weight: 400;
    opacity: 0.76;
  }
  ul {
    list-style: none;
  }
  p + .topics,
  .group {
    margin-top: 0.75em;
  }
  .group {
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .group + .group {
    margin-top: 0.5em;
  }
  summary {
    min-height: 2.875em;
    padding: 0.625em 1em;
    font-weight: 600;
    cursor: pointer;
  }
  .topics button {
    display: block;
    width: 100%;
    min-height: 2.875em;
    padding: 0.5em 1em;
    border: 0;
    border-top: 1px solid var(--line);
    border-radius: 0;
    font-weight: 400;
    text-align: start;
  }
  .topics button:hover {
    background: var(--surface);
    box-shadow: none;
  }
  .topics [aria-current='true'] {
    font-weight: 600;
    box-shadow: inset 0.25em 0 var(--accent);
  }
  .topics small {
    display: block;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
  }
  .place .actions {
    margin-top: 0.75em;
  }
  .over {
    outline: 2px dashed var(--accent);
    outline-offset: 0.5em;
  }
  .files > button {
    margin-top: 0.75em;
  }
  .files li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
    margin-top: 0.75em;
  }
  .files li div {
    flex: 1 8em;
  }
  .files li .error {
    flex: 1 0 100%;
  }
  .error {
    margin-top: 0.25em;
  }
  fieldset[aria-invalid] {
    box-shadow: none;
  }
  .files p {
    margin-top: 0.25em;
  }
  /* Below the map, which would else jump when its middle is told. */
  .point {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
    margin-top: 0.5em;
  }
  .thumbnail,
  canvas {
    display: grid;
    place-items: center;
    width: 4.667em;
    height: 4.667em;
    border-radius: calc(var(--radius) / 2);
    background: var(--surface);
    font-size: 0.75em;
    text-transform: uppercase;
    overflow: hidden;
  }
  progress {
    display: block;
    width: 100%;
    height: 0.5em;
    accent-color: var(--accent);
  }
  .part {
    padding: 1em 0 0.25em;
    border-bottom: 1px solid var(--line);
  }
  :is(.part, .point, .foot) button {
    padding: 0;
  }
  dd {
    margin-bottom: 0.5em;
    white-space: pre-line;
  }
  form > .notice,
  .foot {
    margin-top: 1.5em;
  }
  fieldset + p {
    margin-top: 0.5em;
  }
  .number b {
    display: block;
    font-size: 2.5em;
    line-height: 1.2;
  }
  .number,
  .number ~ .notice {
    margin-top: 1em;
  }
  .notice a {
    display: block;
    margin-block: 0.5em;
  }
`
