import { Map as LeafletMap, type MapOptions, TileLayer } from 'leaflet/dist/leaflet-src.esm.js'

/**
 * A map of Leaflet's in a frame, whose size it follows. Its own buttons and texts are not used, for they are written by
 * innerHTML.
 * @param onBlank whether its pictures cannot be had
 */
export function openMap(
  frame: HTMLElement,
  { tiles, ...options }: MapOptions & { tiles: string },
  onBlank: (isBlank: boolean) => void,
): LeafletMap {
  const map = new LeafletMap(frame, {
    zoomControl: false,
    attributionControl: false,
    // The page scrolls with it.
    scrollWheelZoom: false,
    trackResize: false,
    fadeAnimation: false,
    ...options,
  })
  // The owners of tiles ask for the site that shows them; more they need not know.
  new TileLayer(tiles, { referrerPolicy: 'origin', maxZoom: 19 })
    .on('tileerror', () => onBlank(true))
    .on('tileload', () => onBlank(false))
    .addTo(map)
  // Its own look at the window misses a frame that grows by itself: a menu folded, a column dragged.
  const size = new ResizeObserver(() => {
    const { x, y } = map.getSize()
    // Told of the size that it has, it would forget its exact middle.
    if (frame.clientWidth !== x || frame.clientHeight !== y) map.invalidateSize({ animate: false })
  })
  size.observe(frame)
  map.on('unload', () => size.disconnect())
  return map
}
