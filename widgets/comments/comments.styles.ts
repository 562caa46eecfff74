import { css } from 'lit'

export default css`
  a {
    color: inherit;
  }
  ol {
    list-style: none;
  }
  li {
    margin-top: 1em;
    padding-top: 1em;
    border-top: 1px solid var(--line);
  }
  .text {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    white-space: normal;
  }
  small,
  time {
    font-size: 0.875em;
  }
  .badge {
    font-size: 0.875em;
    color: color-mix(in srgb, var(--accent) 72%, currentColor);
  }
`
