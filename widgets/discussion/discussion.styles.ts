import { css } from 'lit'

export default css`
  h3,
  form div,
  .notice {
    margin-top: 1.5rem;
  }
  h3 {
    font-size: 1.125em;
    font-weight: 600;
  }
  label {
    display: block;
    margin-top: 1rem;
    font-weight: 600;
  }
  .error {
    margin-top: 0.5rem;
  }
  small,
  time {
    font-size: 0.875em;
    font-weight: 400;
    opacity: 0.8;
  }
  textarea,
  input {
    display: block;
    width: 100%;
    min-height: 2.75rem;
    margin-top: 0.5rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 400;
    unicode-bidi: plaintext;
  }
  textarea {
    min-height: 6rem;
    resize: vertical;
    field-sizing: content;
  }
  [aria-invalid='true'] {
    border: 2px solid var(--danger);
  }
  form div {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem;
  }
  form div label {
    flex: 1 1 14rem;
    margin: 0;
  }
  ol {
    list-style: none;
  }
  li {
    margin-top: 1rem;
  }
  .threads > li {
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }
  ol ol {
    padding-inline-start: 1rem;
    border-inline-start: 2px solid var(--line);
  }
  article {
    scroll-margin: 5rem;
  }
  .official {
    padding: 0.75rem 1rem;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .badge {
    display: inline-block;
    font-size: 0.875em;
    color: color-mix(in srgb, var(--accent) 72%, currentColor);
  }
  .quiet {
    min-height: 2.5rem;
    margin-inline-start: -0.75rem;
    padding-inline: 0.75rem;
    border: 0;
    font-size: 0.875em;
    text-decoration: underline;
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
  }
`
