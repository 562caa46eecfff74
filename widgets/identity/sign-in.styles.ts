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
    width: min(30em, calc(100vw - 2em));
    max-height: calc(100dvh - 2em);
    margin: auto;
    padding: clamp(1.25em, 5vw, 2em);
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
    margin-top: 0.75em;
  }
  .notice {
    margin-top: 1em;
  }
  #code {
    max-width: 10em;
    letter-spacing: 0.25em;
  }
`
