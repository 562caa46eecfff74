import { css } from 'lit'

export default css`
  .area {
    container-type: inline-size;
    --height: min(24em, 70vh);
  }
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(10.5em, 1fr));
    gap: 0.75em;
    margin-block: 1em;
  }
  .filters label {
    font-size: 0.875em;
    font-weight: 600;
  }
  .filters select,
  .filters input:not([type='checkbox']) {
    margin-top: 0.25em;
    padding-inline: 0.75em;
    font-weight: 400;
  }
  .both {
    display: grid;
    gap: 1em;
  }
  .both > * {
    min-width: 0;
  }
  .closed {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 0.75em;
    height: var(--height);
    padding: 1em;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--surface);
    text-align: center;
  }
  .list {
    list-style: none;
  }
  .list li {
    border-top: 1px solid var(--line);
  }
  .item {
    display: block;
    width: 100%;
    min-height: 0;
    padding: 0.75em 0.5em;
    border: 0;
    border-radius: calc(var(--radius) / 2);
    text-align: start;
    font-weight: 400;
  }
  .item[aria-current='true'] {
    background: var(--surface);
    box-shadow: inset 3px 0 var(--accent);
  }
  [dir='rtl'] .item[aria-current='true'] {
    box-shadow: inset -3px 0 var(--accent);
  }
  .item > * {
    display: block;
  }
  .excerpt {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .opened {
    margin-bottom: 1em;
    padding: 1em;
    border: 1px solid var(--control);
    border-radius: var(--radius);
  }
  .opened > .quiet {
    float: inline-end;
  }
  vmeste-appeal-status {
    --vmeste-space: 0px;
    clear: both;
  }
  vmeste-appeal-status::part(root) {
    padding: 0;
    border: 0;
  }
  h3 {
    font-size: 1.125em;
  }
  @container (min-width: 40rem) {
    .both {
      grid-template-columns: minmax(0, 1fr) minmax(18rem, 1fr);
      --height: 34rem;
    }
    .beside {
      max-height: 36rem;
      overflow: auto;
      /* For the outlines of what has the focus. */
      padding: 3px;
    }
  }
  @container (min-width: 55rem) {
    .both {
      grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr);
    }
  }
`
