// Its package names only the build for <script>, so the modules are imported by their address.
declare module 'leaflet/dist/leaflet-src.esm.js' {
  export { LatLng, LatLngBounds, type LatLngExpression, Map, type MapOptions, TileLayer } from 'leaflet'
}
