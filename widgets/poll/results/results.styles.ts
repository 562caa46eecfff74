import { css } from 'lit'

export default css`
  .root {
    /* Else the margin of what comes first would move the element once it is there. */
    display: flow-root;
    padding: 0;
    border: 0;
  }
  section,
  .foot,
  section > * + h3,
  section > * + table {
    margin-top: 1.5em;
  }
  .scroll {
    margin-top: 0.5em;
  }
  h3,
  caption {
    font-size: 1em;
    font-weight: 600;
    text-align: start;
  }
  .bars,
  .bars > :not(thead),
  .bars caption {
    display: block;
  }
  .bars tbody tr {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
    margin-top: 0.75em;
  }
  .bars tbody th {
    width: 100%;
    font-weight: 400;
    text-align: start;
  }
  .bars td:nth-child(2) {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.75em;
  }
  .bars td div {
    flex: 1;
    border-radius: 1em;
    background: var(--surface);
    overflow: hidden;
  }
  /* A border, since backgrounds are not drawn in forced colours. */
  .bars i {
    display: block;
    border: 0 solid var(--accent);
    border-top-width: 0.625em;
    opacity: 0.5;
  }
  .bars .leads i {
    opacity: 1;
  }
  .bars td b {
    min-width: 3.25em;
    text-align: end;
  }
  .bars td:last-child {
    min-width: 7em;
  }
  .short tbody tr {
    flex-wrap: nowrap;
    margin-top: 0.25em;
  }
  .short tbody th {
    width: 2em;
    text-align: end;
  }
  .mark {
    margin-inline-start: 0.5em;
    padding: 0 0.5em;
    border: 1px solid var(--accent);
    border-radius: 1em;
    font-size: 0.875em;
  }
  .scroll {
    overflow-x: auto;
  }
  .grid {
    border-collapse: collapse;
  }
  .grid th,
  .grid td {
    position: relative;
    padding: 0.375em 0.75em;
    border: 1px solid var(--line);
    font-weight: 400;
    text-align: start;
    overflow-wrap: normal;
  }
  .grid th {
    min-width: 5.5em;
    font-size: 0.875em;
  }
  .grid td {
    text-align: end;
  }
  .grid i {
    position: absolute;
    inset: 0;
    background: var(--accent);
    pointer-events: none;
  }
  .grid span,
  .grid small {
    position: relative;
  }
  .grid small {
    display: block;
    font-size: 0.75em;
  }
  .order {
    margin-top: 0.5em;
    padding-inline-start: 1.75em;
  }
  .order .leads {
    font-weight: 600;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 2em;
    margin-top: 0.75em;
  }
  dt {
    font-size: 0.875em;
  }
  dd {
    font-weight: 600;
  }
  details {
    margin-top: 1em;
  }
  summary {
    min-height: 2.75em;
    padding: 0.5em 0;
    cursor: pointer;
  }
  details .actions {
    margin-top: 0.5em;
  }
  h4 {
    margin-top: 1.25em;
    font-size: 1em;
    font-weight: 600;
  }
  .beside {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr));
    gap: 1em 2em;
    align-items: start;
    margin-top: 0.75em;
  }
  .beside > div {
    padding-top: 0.5em;
    border-top: 1px solid var(--line);
  }
  .scroll caption {
    margin-bottom: 0.25em;
  }
  h3 + .scroll caption {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media print {
    details:not(.groups[open]) {
      display: none;
    }
    section {
      break-inside: avoid;
    }
    .scroll {
      overflow: visible;
    }
    i {
      print-color-adjust: exact;
    }
  }
  section > p {
    margin-top: 0.5em;
  }
`
