import { css } from 'lit'

export default css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  .bar .name {
    flex: 1;
    min-width: 10rem;
    font-weight: 600;
  }
  .bar label {
    display: grid;
    font-size: 0.875em;
  }
  h2 {
    margin-top: 0.75rem;
  }
  h3 {
    margin-top: 2rem;
    font-size: 1.125em;
  }
  h3 small {
    font-weight: 400;
    opacity: 0.76;
  }
  h4 {
    font-size: 1em;
  }
  .quiet {
    min-height: 2.5rem;
  }
  fieldset {
    min-width: 0;
    border: 0;
  }
  .polls,
  .starts,
  .options ol {
    list-style: none;
  }
  .polls li {
    margin-top: 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .polls a {
    font-size: 1.0625em;
    font-weight: 600;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
    margin-top: 0.25rem;
  }
  .badge {
    padding: 0 0.5rem;
    border: 1px solid var(--control);
    border-radius: 1rem;
    font-size: 0.875em;
    white-space: nowrap;
  }
  .badge.open {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 12%, transparent);
  }
  .starts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    gap: 0.75rem;
    margin-top: 0.75rem;
  }
  .starts button {
    display: grid;
    align-content: start;
    width: 100%;
    height: 100%;
    padding: 0.75rem 1rem;
    text-align: start;
  }
  .starts .muted {
    font-weight: 400;
  }
  .columns {
    display: grid;
    gap: 1.5rem 2.5rem;
    align-items: start;
    margin-top: 1rem;
  }
  @media (min-width: 64rem) {
    .columns {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
    .preview {
      position: sticky;
      top: 1rem;
      max-height: calc(100vh - 2rem);
      overflow: auto;
    }
  }
  .columns > form > .notice {
    margin-top: 1rem;
  }
  .columns ul {
    padding-inline-start: 1.25rem;
  }
  .radios {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-top: 1rem;
  }
  .radios legend {
    float: inline-start;
    margin-inline-end: 1rem;
    line-height: 2.75rem;
    font-weight: 600;
  }
  .radios label,
  .check label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    cursor: pointer;
  }
  .check {
    margin-top: 0.75rem;
  }
  .check p {
    padding-inline-start: 1.75rem;
  }
  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    accent-color: var(--accent);
  }
  input[type='file']:not([hidden]) {
    display: block;
    max-width: 100%;
    min-height: 2.75rem;
    margin-top: 0.5rem;
    font: inherit;
  }
  .question {
    margin-top: 1rem;
    padding: 1rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
  }
  .page {
    margin-top: 1.5rem;
    border-top: 2px dashed var(--control);
    font-weight: 600;
    text-align: center;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .movers {
    display: flex;
    flex: none;
    gap: 0.25rem;
  }
  .small svg {
    display: block;
    margin: auto;
  }
  .small {
    min-width: 2.5rem;
    min-height: 2.5rem;
    padding: 0.25rem;
  }
  button:disabled {
    border-color: var(--line);
    opacity: 0.45;
    cursor: default;
    box-shadow: none;
  }
  .question > .field,
  .options .field,
  .pair .field {
    margin-top: 0.75rem;
  }
  .options {
    margin-top: 1rem;
  }
  .options legend {
    font-weight: 600;
  }
  .options li {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.25rem 0.5rem;
    margin-top: 0.5rem;
  }
  .options .texts {
    flex: 1 1 14rem;
    min-width: 0;
  }
  .options li .field {
    margin-top: 0.25rem;
  }
  .options li label {
    font-size: 0.875em;
    font-weight: 400;
  }
  .options > button {
    margin-top: 0.75rem;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    margin-top: 0.75rem;
  }
  .ways a {
    display: inline-block;
    padding: 0.625rem 0;
    font-weight: 600;
  }
  .words {
    padding-inline-start: 1.25rem;
  }
  .words li {
    margin-top: 0.375rem;
    white-space: pre-line;
  }
  .wide {
    padding-inline: 0.75rem;
  }
  .photo {
    display: grid;
    grid-template-columns: 5rem minmax(0, 1fr);
    gap: 0 0.75rem;
    align-items: end;
    margin-top: 0.5rem;
  }
  .photo img {
    width: 5rem;
    height: 5rem;
    border-radius: var(--radius);
    object-fit: cover;
  }
  .photo button {
    grid-column: 2;
    justify-self: start;
  }
  .part {
    margin-top: 1.5rem;
    padding-inline-start: 1rem;
    border-inline-start: 3px solid var(--line);
  }
  .part > legend {
    float: inline-start;
    width: 100%;
    font-weight: 600;
  }
  .part .field {
    margin-top: 0.75rem;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
    align-items: end;
    gap: 0 1rem;
  }
  .whole > .pair .field {
    margin-top: 1rem;
  }
  details {
    margin-top: 0.75rem;
  }
  summary {
    min-height: 2.75rem;
    padding: 0.5rem 0;
    font-weight: 600;
    cursor: pointer;
  }
  .add {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0 1rem;
    margin-top: 1rem;
  }
  .add .field {
    flex: 1 1 14rem;
    margin-top: 0;
  }
  .save {
    position: sticky;
    z-index: 1;
    bottom: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-top: 2rem;
    padding: 0.75rem 0;
    border-top: 1px solid var(--line);
    background: var(--vmeste-background, Canvas);
  }
  .stage {
    margin-top: 0.75rem;
  }
  .stage.phone {
    width: 22.5rem;
    max-width: 100%;
  }
  .preview {
    min-width: 0;
    padding: 1rem;
    border-radius: var(--radius);
    background: var(--surface);
  }
  .preview h3 {
    margin-top: 0;
  }
  .preview .radios {
    margin-top: 0;
  }
  .stage > * {
    background: var(--vmeste-background, Canvas);
    border-radius: calc(var(--radius) * 1.6);
  }
  .confirm {
    margin-top: 1rem;
    padding: 1rem;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
  }
  .actions {
    margin-top: 0.75rem;
  }
`
