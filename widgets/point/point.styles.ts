import { css } from 'lit'

/** Ours, and what of Leaflet's own style sheet the tiles need. */
export default css`
  .root {
    margin-top: 0.75em;
    padding: 0;
    border: 0;
  }
  .frame {
    position: relative;
    /* Leaflet stacks its panes by numbers that must not rise above the page's. */
    isolation: isolate;
    overflow: hidden;
    border: 1px solid var(--control);
    border-radius: var(--radius);
  }
  .map {
    height: min(22em, 60vh);
    background: var(--surface);
    overflow: hidden;
    touch-action: none;
    cursor: grab;
  }
  .map:focus-visible {
    outline-offset: -3px;
  }
  .leaflet-pane,
  .leaflet-tile,
  .leaflet-tile-container,
  .leaflet-layer {
    position: absolute;
    inset-block-start: 0;
    left: 0;
  }
  .leaflet-tile {
    max-width: none;
    visibility: hidden;
    user-select: none;
    -webkit-user-drag: none;
  }
  .leaflet-tile-loaded {
    visibility: inherit;
  }
  .leaflet-zoom-animated {
    transform-origin: 0 0;
  }
  .leaflet-zoom-anim .leaflet-zoom-animated {
    transition: transform 0.25s cubic-bezier(0, 0, 0.25, 1);
  }
  .leaflet-dragging .map {
    cursor: grabbing;
  }
  .cross,
  .zoom,
  .attribution {
    position: absolute;
    z-index: 1000;
  }
  .cross {
    top: 50%;
    left: 50%;
    width: 2.5em;
    height: 2.5em;
    translate: -50% -50%;
    border: 3px solid #d02030;
    border-radius: 50%;
    box-shadow:
      0 0 0 2px #fff,
      inset 0 0 0 2px #fff;
    pointer-events: none;
  }
  .cross::after {
    content: '';
    position: absolute;
    inset: calc(50% - 3px);
    border-radius: 50%;
    background: #d02030;
    box-shadow: 0 0 0 2px #fff;
  }
  .zoom {
    inset-block-start: 0.5em;
    inset-inline-end: 0.5em;
    display: grid;
    gap: 0.5em;
  }
  .zoom button {
    width: 2.2em;
    padding: 0;
    background: Canvas;
    color: CanvasText;
    font-size: 1.25em;
  }
  .attribution {
    inset-block-end: 0;
    inset-inline-end: 0;
    padding: 0 0.5em;
    background: Canvas;
    color: CanvasText;
    font-size: 0.75em;
  }
  .primary,
  .notice {
    margin-top: 0.75em;
  }
  @media (prefers-reduced-motion: reduce) {
    .leaflet-zoom-anim .leaflet-zoom-animated {
      transition: none;
    }
  }
`
