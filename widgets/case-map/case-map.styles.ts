import { css } from 'lit'

/** Beside those of the map that a point is chosen on. */
export default css`
  .map {
    height: min(32rem, 70vh);
  }
  .marks {
    position: absolute;
    z-index: 900;
    top: 0;
    left: 0;
    list-style: none;
  }
  .marks li {
    position: absolute;
    top: 0;
    left: 0;
  }
  .mark {
    min-width: 2.25rem;
    min-height: 2.25rem;
    padding: 0 0.5rem;
    translate: -50% -50%;
    border: 2px solid Canvas;
    border-radius: 2rem;
    background: CanvasText;
    color: Canvas;
    font-size: 0.875em;
    line-height: 1;
    white-space: nowrap;
  }
  .mark.overdue {
    background: #b3261e;
    color: #fff;
  }
  .mark[aria-current='true'] {
    outline: 3px solid var(--accent);
  }
  .here {
    margin-top: 0.75rem;
    list-style: none;
  }
  .here button {
    width: 100%;
    border-color: transparent;
    text-align: start;
    font-weight: 400;
  }
`
