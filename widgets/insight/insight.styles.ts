import { css } from 'lit'

export default css`
  .bar,
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 1rem;
  }
  .bar {
    align-items: center;
  }
  .bar .name {
    flex: 1;
    min-width: 10rem;
    font-size: 1.125em;
    font-weight: 600;
  }
  .bar a {
    color: inherit;
  }
  .quiet {
    min-height: 2.5rem;
    padding: 0.25rem 0.875rem;
  }
  .choice {
    margin: 0.75rem 0;
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .choice label,
  .name label {
    display: grid;
    gap: 0.25rem;
    font-size: 0.875em;
    font-weight: 600;
  }
  select,
  input[type=date] {
    min-height: 2.75rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--vmeste-background, Canvas);
    color: inherit;
    font: inherit;
  }
  h2 {
    margin-top: 1.75rem;
  }
  h3 {
    font-size: 1.125em;
  }
  h4 {
    margin-top: 1rem;
    font-size: 1em;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
    gap: 0.75rem;
    margin: 0.75rem 0;
  }
  .tile {
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .tile dt {
    font-size: 0.875em;
  }
  .tile dd {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 0.75rem;
  }
  .tile strong {
    font-size: 1.75em;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }
  .met,
  .missed {
    flex: 1 0 100%;
    font-size: 0.875em;
    font-weight: 600;
  }
  .missed {
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
  .trend {
    width: 4rem;
    height: 1.125rem;
    overflow: visible;
  }
  .trend polyline {
    fill: none;
    stroke: var(--accent);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }
  [dir=rtl] .trend {
    transform: scaleX(-1);
  }
  summary {
    padding: 0.5rem 0;
    cursor: pointer;
  }
  .scroll {
    position: relative;
    max-width: 100%;
    max-height: 80vh;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
    overflow-wrap: normal;
  }
  th,
  td {
    padding: 0.25rem 0.75rem;
    border-bottom: 1px solid var(--line);
    text-align: end;
    font-weight: 400;
  }
  th {
    text-align: start;
  }
  thead th {
    position: sticky;
    z-index: 1;
    top: 0;
    max-width: 9rem;
    background: var(--vmeste-background, Canvas);
    vertical-align: bottom;
    font-size: 0.875em;
    font-weight: 600;
  }
  thead th:not(:first-child) {
    text-align: end;
  }
  thead small {
    display: block;
    font-weight: 400;
  }
  tbody th {
    position: sticky;
    inset-inline-start: 0;
    min-width: 9rem;
    background: var(--vmeste-background, Canvas);
  }
  thead th:first-child {
    z-index: 2;
    inset-inline-start: 0;
  }
  tbody th .trend {
    display: block;
    margin-top: 0.125rem;
  }
  .sum > * {
    font-weight: 600;
  }
  .part th {
    padding-inline-start: 2rem;
  }
  .fold,
  .sort,
  .figure {
    min-height: 2rem;
    padding: 0.125rem 0.25rem;
    border: 0;
    border-radius: calc(var(--radius) / 2);
    text-align: inherit;
    font-weight: inherit;
  }
  .figure {
    width: 100%;
    min-width: 2.5rem;
    text-decoration: underline;
    text-decoration-color: var(--control);
    text-underline-offset: 0.2em;
  }
  .figure[aria-pressed=true] {
    outline: 2px solid currentColor;
  }
  .fold::before {
    content: '▸ ';
  }
  [dir=rtl] .fold::before {
    content: '◂ ';
  }
  .fold[aria-expanded=true]::before {
    content: '▾ ';
  }
  .l1 {
    background: color-mix(in srgb, var(--accent) 6%, transparent);
  }
  .l2 {
    background: color-mix(in srgb, var(--accent) 12%, transparent);
  }
  .l3 {
    background: color-mix(in srgb, var(--accent) 18%, transparent);
  }
  .l4 {
    background: color-mix(in srgb, var(--accent) 25%, transparent);
  }
  .l5 {
    background: color-mix(in srgb, var(--accent) 33%, transparent);
  }
  .cell {
    margin-top: 1rem;
    padding: 1rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr));
    gap: 0.25rem 1rem;
  }
  .facts div {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    border-bottom: 1px solid var(--line);
  }
  .facts dd {
    white-space: nowrap;
  }
  .cases,
  .register {
    list-style: none;
  }
  .cases {
    max-height: 24rem;
    overflow: auto;
  }
  .cases li,
  .register li {
    padding: 0.5rem 0;
    border-bottom: 1px solid var(--line);
  }
  .cases a {
    color: inherit;
    font-weight: 600;
  }
  .register li {
    overflow-x: auto;
  }
  .register thead th,
  .register tbody th,
  .cell th {
    position: static;
  }
  @media print {
    .choice,
    .bar a,
    .bar button,
    .files,
    form,
    .cell button {
      display: none;
    }
    .scroll {
      max-height: none;
      overflow: visible;
      border: 0;
    }
    .figure {
      text-decoration: none;
    }
    tr,
    .tile {
      break-inside: avoid;
    }
  }
`
