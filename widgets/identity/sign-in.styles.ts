import { css } from 'lit'

export default css`
  .root {
    padding: 0;
    border: 0;
    background: none;
  }
  .skeleton {
    display: none;
  }
  dialog {
    width: min(30rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
    margin: auto;
    padding: clamp(1.25rem, 5vw, 2rem);
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.6);
    background: var(--vmeste-background, Canvas);
    color: var(--vmeste-color, CanvasText);
    overflow: auto;
  }
  dialog::backdrop {
    background: #0008;
  }
  dialog > p {
    margin-top: 0.75rem;
  }
  .notice {
    margin-top: 1rem;
  }
  #code {
    max-width: 10rem;
    letter-spacing: 0.25em;
  }
`
