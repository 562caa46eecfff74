import { css } from 'lit'

export default css`
  .root {
    container-type: inline-size;
    padding: 1rem;
  }
  /* Only a choice looks like one. */
  .field > label,
  .filters label {
    display: block;
    min-height: 0;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: auto;
  }
  .field > label:has(:focus-visible),
  .filters label:has(:focus-visible) {
    outline: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    margin-bottom: 1rem;
  }
  .bar .quiet {
    padding-inline: 0.5rem;
  }
  .name {
    flex: 1 1 11rem;
    font-size: 1.125em;
    font-weight: 600;
  }
  .queues,
  .saved {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
    margin-bottom: 0.75rem;
  }
  .queues:empty {
    display: none;
  }
  .saved .save-filter {
    font-size: 0.875em;
  }
  .save-filter .field,
  .save-filter .actions {
    margin-top: 0.5rem;
  }
  .queues button,
  .saved > button {
    min-height: 2.25rem;
    padding: 0.125rem 0.625rem;
    font-size: 0.875em;
    font-weight: 400;
  }
  .queues .overdue b {
    color: var(--danger);
  }
  .saved [aria-pressed='true'],
  .queues [aria-pressed='true'],
  .queues [aria-pressed='true'] b {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .find {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .find input {
    flex: 1;
    min-width: 0;
    min-height: 2.5rem;
    padding: 0.25rem 0.5rem;
  }
  .find input,
  .find button {
    margin: 0;
  }
  .find button {
    min-height: 2.5rem;
  }
  .note {
    margin-block: 1rem;
  }
  .hands .quiet,
  .quiet.related {
    padding-inline: 0;
  }
  .hands select {
    width: auto;
    max-width: 100%;
    min-height: 2.5rem;
    margin: 0;
    padding: 0.25rem 0.5rem;
  }
  .hands {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .filters label {
    font-size: 0.875em;
  }
  .filters select {
    min-height: 2.5rem;
    margin-top: 0.25rem;
    padding: 0.25rem 0.5rem;
    font-size: 1rem;
  }
  .list {
    position: relative;
    list-style: none;
  }
  /* All of one height, so that only those in sight need be there. */
  .list li {
    position: absolute;
    inset-inline: 0;
    display: flex;
    border-block-end: 1px solid var(--line);
  }
  .list .box {
    flex: 0 0 2.25rem;
    align-items: flex-start;
    justify-content: center;
    margin: 0;
    padding: 0.875rem 0 0;
    border: 0;
    border-radius: 0;
    background: none;
  }
  .list .box:has(:focus-visible) {
    outline-offset: -3px;
  }
  .templates {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-top: 1.75rem;
  }
  .templates label {
    min-height: 0;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    outline: 0;
  }
  .templates select {
    flex: 1 1 12rem;
    width: auto;
    min-width: 0;
    margin: 0;
  }
  .manage-templates {
    width: min(40rem, 96vw);
    padding: 1.25rem 1.5rem;
    cursor: auto;
  }
  .manage-templates ul {
    margin-top: 0.75rem;
    list-style: none;
  }
  .manage-templates li {
    display: flex;
    align-items: center;
    border-block-end: 1px solid var(--line);
  }
  .manage-templates li bdi {
    flex: 1;
  }
  .manage-templates p {
    text-align: start;
  }
  .list li:has(:checked) {
    background: var(--surface);
  }
  .selected {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding-bottom: 0.75rem;
  }
  .selected .act {
    min-height: 2.25rem;
    padding: 0.125rem 0.75rem;
  }
  .outcome ul {
    padding-inline-start: 1.25rem;
  }
  .item {
    display: block;
    flex: 1;
    min-width: 0;
    height: calc(7.1em + 1.25rem);
    padding: 0.625rem 0.5rem;
    overflow: hidden;
    border: 0;
    border-inline-start: 0.25rem solid transparent;
    border-radius: 0;
    font-weight: 400;
    text-align: start;
  }
  .item:hover {
    background: var(--surface);
    box-shadow: none;
  }
  .item:focus-visible {
    outline-offset: -3px;
  }
  .item[aria-current='true'] {
    border-inline-start-color: var(--accent);
    background: var(--surface);
  }
  .item > span {
    display: block;
  }
  .item .line {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 0.25rem;
    white-space: nowrap;
  }
  .item .line .due {
    padding-inline: 0.25rem;
    font-size: 0.75em;
  }
  .line .due,
  .item .topic,
  .item .foot {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .topic {
    font-weight: 500;
  }
  .item .snippet {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    height: 3em;
    overflow: hidden;
  }
  .coming {
    padding: 1rem;
  }
  .due {
    font-size: 0.875em;
  }
  .due.today,
  .due.overdue {
    padding-inline: 0.5rem;
    border: 1px solid currentColor;
    border-radius: 1rem;
    font-weight: 600;
  }
  .due.overdue {
    border-width: 2px;
    color: color-mix(in srgb, var(--danger) 72%, currentColor);
  }
  vmeste-case-map {
    margin-bottom: 1rem;
  }
  .empty {
    padding: 2rem 1rem;
    text-align: center;
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-top: 0.375rem;
  }
  .case h2 {
    outline-offset: 4px;
  }
  .case > .text {
    margin-top: 1rem;
    font-size: 1.0625em;
  }
  .step {
    margin-top: 1.75rem;
    padding-top: 0.25rem;
    border-top: 1px solid var(--line);
  }
  .step fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    box-shadow: none;
  }
  .step legend {
    font-size: 1.125em;
  }
  .step fieldset > p {
    flex-basis: 100%;
  }
  .step fieldset label {
    padding-inline: 0.75rem;
  }
  .step .notice,
  .case > .notice {
    margin-block: 1rem;
  }
  .keys {
    margin-top: 1.5rem;
  }
  .name select {
    max-width: 24rem;
    min-height: 2.5rem;
    margin: 0;
    padding: 0.25rem 0.5rem;
    font-weight: 600;
  }
  .account {
    display: inline-block;
    background: var(--accent);
    color: var(--on-accent);
    padding: 0.625rem 1.25rem;
    border-radius: var(--radius);
    font-weight: 600;
    text-decoration: none;
  }
  .sign-in h3 {
    margin-top: 2rem;
  }
  .sign-in {
    max-width: 36rem;
    margin: 2rem auto;
  }
  @container (max-width: 55rem) {
    .open .queue,
    .columns:not(.open) .case,
    .keys {
      display: none;
    }
  }
  @container (min-width: 55rem) {
    .columns {
      display: grid;
      grid-template-columns: minmax(18rem, 24rem) minmax(0, 1fr);
      align-items: start;
      gap: 2rem;
    }
    .queue {
      position: sticky;
      top: 0;
      display: flex;
      flex-direction: column;
      max-height: 100vh;
    }
    .rows {
      flex: 1;
      min-height: 16rem;
      overflow-y: auto;
    }
    .back {
      display: none;
    }
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
  }
  .back {
    margin-inline-end: auto;
  }
  .printed {
    display: none;
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
  .help {
    width: min(34rem, 96vw);
    padding: 1.25rem 1.5rem;
    cursor: auto;
  }
  .help dl div {
    flex-wrap: nowrap;
  }
  .help dt {
    flex: 0 0 9rem;
  }
  .help label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    margin-block: 0.75rem;
  }
  /* On paper: the open case alone, black on white. */
  @media print {
    .root {
      padding: 0;
      border: 0;
      background: #fff;
      color: #000;
      color-scheme: light;
      font-size: 11pt;
      --line: #999;
      --control: #666;
      --surface: transparent;
      --accent: #000;
      --danger: #000;
    }
    .columns {
      display: block;
    }
    vmeste-case-map,
    .bar,
    .queue,
    .acts,
    .step,
    .templates,
    .note,
    .hands :is(button, select, label),
    .case > .notice,
    .document small,
    .columns:not(.open) .case,
    .keys {
      display: none;
    }
    .printed {
      display: block;
      margin-bottom: 0.75rem;
      padding-bottom: 0.375rem;
      border-bottom: 1pt solid #000;
      font-size: 9pt;
    }
    h2,
    h3 {
      break-after: avoid;
    }
    h3 {
      margin-top: 1rem;
    }
    .case > .text,
    .case dt,
    .muted {
      color: #000;
      font-size: inherit;
    }
    .timeline li,
    .files li {
      break-inside: avoid;
    }
    .photo canvas {
      height: 6cm;
    }
    .text {
      orphans: 3;
      widows: 3;
    }
  }
`
