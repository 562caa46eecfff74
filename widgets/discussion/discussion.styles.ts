import { css } from 'lit'

export default css`
  h3,
  #write,
  .notice {
    margin-top: 1.5em;
  }
  a {
    color: inherit;
  }
  h3 {
    font-size: 1.125em;
    font-weight: 600;
  }
  small,
  time {
    font-size: 0.875em;
    font-weight: 400;
    opacity: 0.8;
  }
  .threads,
  .threads > li > ol {
    list-style: none;
  }
  li {
    margin-top: 1em;
  }
  .threads > li {
    padding-top: 1em;
    border-top: 1px solid var(--line);
  }
  .threads > li > ol,
  blockquote {
    padding-inline-start: 1em;
    border-inline-start: 2px solid var(--line);
  }
  .text blockquote,
  .text p {
    margin: 0 0 0.5em;
  }
  .text li {
    margin: 0 1.5em;
  }
  #write {
    margin: 0 0 0.5em;
  }
  article {
    scroll-margin: 5em;
  }
  .official {
    padding: 0.75em 1em;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .badge {
    display: inline-block;
    font-size: 0.875em;
    color: color-mix(in srgb, var(--accent) 72%, currentColor);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
  }
  .quiet {
    min-width: 24px;
    min-height: 2.875em;
    padding: 0;
    border: 0;
    font-size: 0.875em;
    text-decoration: underline;
  }
  [aria-pressed='true'] {
    font-weight: 700;
  }
  select {
    min-height: 2.75em;
    font: inherit;
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
  }
`
