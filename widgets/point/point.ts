import languages from 'texts:map'
import type { LatLngExpression, Map as LeafletMap } from 'leaflet/dist/leaflet-src.esm.js'
import { html, type PropertyDeclarations } from 'lit'
import type { Organization } from '../../sdk/organization.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { openMap } from '../shared/leaflet-map.js'
import type { Languages } from '../shared/texts.js'
import styles from './point.styles.js'

export interface Point {
  latitude: number
  longitude: number
}

/** How near a point chosen before is shown. */
const NEAR = 17

/**
 * Chooses a point: the map is moved under a cross, which a keyboard does as well as a finger. Leaflet draws the tiles.
 *
 * @fires {VmesteEvent<{latitude: number, longitude: number, isFinal: boolean}>} vmeste-point - the point under the cross; `isFinal`: chosen by the button
 */
export class VmestePoint extends VmesteElement<'map'> {
  static override properties: PropertyDeclarations = { settings: { attribute: false }, point: { attribute: false } }
  static override styles = [baseStyles, styles]

  /** Where the tiles come from, and what to show first. */
  declare settings: Organization['map']
  /** What was chosen before. */
  declare point: Point | undefined

  protected readonly languages: Languages<'map'> = languages
  #map: LeafletMap | undefined
  #shown: LatLngExpression = [0, 0]
  #isBlank = false

  override connectedCallback() {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#map?.remove()
    this.#map = undefined
  }

  protected view() {
    return html`<div class="frame">
        <div
          class="map"
          role="application"
          tabindex="0"
          aria-label=${this.say('map')}
          aria-describedby="how"
        ></div>
        <i class="cross" aria-hidden="true"></i>
        <div class="zoom">
          <button type="button" aria-label=${this.say('closer')} @click=${() => this.#map?.zoomIn()}>+</button>
          <button type="button" aria-label=${this.say('farther')} @click=${() => this.#map?.zoomOut()}>−</button>
        </div>
        <small class="attribution"><bdi>${this.settings.attribution}</bdi></small>
      </div>
      <p class="muted" id="how">${this.say('how')}</p>
      <p class="notice" role="alert">${this.#isBlank ? this.say('blank') : ''}</p>
      <button type="button" class="primary" @click=${() => this.#tell(true)}>${this.say('choose')}</button>`
  }

  override updated() {
    const frame = this.renderRoot.querySelector<HTMLElement>('.map')
    if (!frame || this.#map || !this.isConnected) return
    const { tiles, center, zoom } = this.settings
    const { latitude, longitude } = this.point ?? center
    const map = openMap(frame, { tiles, center: [latitude, longitude], zoom: this.point ? NEAR : zoom }, (isBlank) =>
      this.#show(isBlank),
    )
    this.#map = map
    this.#shown = map.getCenter()
    map.on('moveend', () => {
      // A frame that changes its size, or a look from nearer, keeps the middle.
      if (map.project(map.getCenter()).distanceTo(map.project(this.#shown)) > 2) this.#tell(false)
    })
  }

  #show(isBlank: boolean) {
    if (isBlank === this.#isBlank) return
    this.#isBlank = isBlank
    this.requestUpdate()
  }

  #tell(isFinal: boolean) {
    const center = this.#map?.getCenter()
    if (!center) return
    this.#shown = center
    const { lat: latitude, lng: longitude } = center.wrap()
    this.dispatchEvent(new VmesteEvent('vmeste-point', { latitude, longitude, isFinal }))
  }
}
