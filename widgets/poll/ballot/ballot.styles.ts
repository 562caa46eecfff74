import { css } from 'lit'

export default css`
  .root {
    /* Else the margin of what comes first would move the element once it is there. */
    display: flow-root;
    padding: 0;
    border: 0;
  }
  /* Hosted pages give it so much that what comes below is out of sight before and after. */
  .skeleton {
    height: var(--vmeste-room, 16.5em);
  }
  .steps {
    display: flex;
    gap: 0.375em;
    margin-top: 1.5em;
  }
  /* Borders, since backgrounds are not drawn in forced colours. */
  .steps i {
    flex: 1;
    border-top: 0.25em solid var(--line);
    border-radius: 1em;
  }
  .steps .done {
    border-color: var(--accent);
  }
  h3,
  h4 {
    margin-top: 0.75em;
    font-size: 1em;
    font-weight: 600;
  }
  h4 {
    font-size: 0.875em;
  }
  legend small {
    font-size: 0.875em;
    font-weight: 400;
    opacity: 0.76;
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
  fieldset[aria-invalid] {
    box-shadow: none;
  }
  fieldset + .field,
  details .field {
    margin-top: 0.75em;
  }
  /* Beside each other where there is room. */
  fieldset:has(img) {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
    gap: 0 0.75rem;
  }
  fieldset:has(img) > :not(label) {
    grid-column: 1 / -1;
  }
  label:has(img) {
    align-items: end;
  }
  label:has(img) span {
    flex: 1;
    min-width: 0;
  }
  img {
    display: block;
    width: calc(100% + 2rem);
    margin-block-end: 0.5rem;
    margin-inline-start: -2rem;
    aspect-ratio: 4 / 3;
    object-fit: cover;
    border-radius: var(--radius);
    background: var(--surface);
  }
  .scale,
  .cells {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 0.5em;
  }
  .scale label,
  .cells label {
    margin: 0;
    padding: 0.5em 0.75em;
    gap: 0.5em;
  }
  .scale label {
    flex: 1 0 2.75em;
    flex-direction: column;
    gap: 0.25em;
    padding: 0.5em 0.25em;
  }
  .cells label {
    flex: 1 0 auto;
    max-width: 100%;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    gap: 1em;
    margin-top: 0.25em;
  }
  .row {
    margin-top: 0.75em;
    padding-top: 0.75em;
    border-top: 1px solid var(--line);
  }
  .row legend {
    float: inline-start;
    width: 100%;
    font-weight: 400;
  }
  .cells {
    clear: both;
  }
  ol,
  ul {
    list-style: none;
  }
  .ranked li,
  .unranked button {
    display: flex;
    align-items: center;
    gap: 0.5em;
    width: 100%;
    min-height: 2.875em;
    margin-top: 0.5em;
    padding: 0.25em 0.25em 0.25em 1em;
    padding-inline: 1em 0.25em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    font-weight: 400;
    text-align: start;
  }
  .ranked li {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 9%, transparent);
  }
  li b {
    min-width: 1.5em;
  }
  .ranked li {
    flex-wrap: wrap;
  }
  .ranked span {
    flex: 1 1 5.5em;
  }
  .ranked div {
    display: flex;
    gap: 0.5em;
    margin-inline-start: auto;
  }
  .ranked button {
    flex: none;
    width: 2.75em;
    padding: 0;
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .project {
    flex: 1 1 9em;
  }
  label:has(.project) {
    flex-wrap: wrap;
  }
  .project small {
    display: block;
  }
  label b {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .sum {
    margin-top: 0.75em;
    border-radius: 1em;
    background: var(--surface);
    overflow: hidden;
  }
  .sum i {
    display: block;
    border: 0 solid var(--accent);
    border-top-width: 0.625em;
  }
  .sum .over {
    border-color: var(--danger);
  }
  summary {
    min-height: 2.75em;
    padding: 0.5em 0;
    cursor: pointer;
  }
  .place .actions {
    margin-top: 0.75em;
  }
  .point {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
    margin-top: 0.5em;
  }
  .point button {
    padding: 0;
  }
  .who,
  .notice {
    margin-top: 1.5em;
  }
`
