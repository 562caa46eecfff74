import { css } from 'lit'

/** Beside those of the map that a point is chosen on, and of the desk's. */
export default css`
  .map {
    height: 100%;
    min-height: 18rem;
  }
  .frame {
    height: var(--height);
  }
  .mark.many {
    min-width: 2.75rem;
    min-height: 2.75rem;
  }
  .pin {
    position: absolute;
    z-index: 1;
    width: 3.25rem;
    height: 3.25rem;
    translate: -50% -50%;
    border: 4px solid var(--accent);
    border-radius: 50%;
    box-shadow: 0 0 0 2px Canvas;
    pointer-events: none;
  }
  .told {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5em;
    min-height: 2em;
  }
  .told .quiet {
    min-height: 2em;
    padding: 0 0.5em;
    border-color: transparent;
    text-decoration: underline;
  }
`
