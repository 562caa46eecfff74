import languages from 'texts:map'
import { LatLngBounds, type Map as LeafletMap } from 'leaflet/dist/leaflet-src.esm.js'
import { html, type PropertyDeclarations } from 'lit'
import type { AppealSummary } from '../../sdk/appeals.js'
import type { Organization } from '../../sdk/organization.js'
import mapStyles from '../point/point.styles.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { openMap } from '../shared/leaflet-map.js'
import type { Languages } from '../shared/texts.js'
import styles from './case-map.styles.js'
import { type Group, groupNear } from './group.js'

interface Placed {
  appeal: AppealSummary
  at: [latitude: number, longitude: number]
}

/** Pixels: nearer marks would lie upon each other. */
const APART = 40
/** No nearer by itself: beyond this a town is not known again. */
const NEAR = 16

/**
 * Where appeals are. The marks are buttons of this element, above Leaflet's map: Leaflet writes its own by innerHTML.
 * What lies upon each other is one mark with a number, which shows it from nearer and names it beneath the map.
 *
 * @fires {VmesteEvent<{number: number}>} vmeste-case - the appeal that was chosen
 */
export class VmesteCaseMap extends VmesteElement<'map'> {
  static override properties: PropertyDeclarations = {
    settings: { attribute: false },
    items: { attribute: false },
    open: { attribute: false },
    subject: { attribute: false },
  }
  static override styles = [baseStyles, mapStyles, styles]

  /** Where the tiles come from, and what to show where there is nothing. */
  declare settings: Organization['map']
  declare items: readonly AppealSummary[]
  /** The one that is open beside. */
  declare open: number | undefined
  /** What was asked for: for each, all is shown once, and then the map stays where it is put. */
  declare subject: string

  protected readonly languages: Languages<'map'> = languages
  #map: LeafletMap | undefined
  /** The subject of which the map showed all. */
  #fitted: string | undefined
  #here: readonly Placed[] = []
  #isBlank = false

  override connectedCallback() {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#map?.remove()
    this.#map = undefined
    this.#fitted = undefined
  }

  get #placed(): Placed[] {
    return this.items.flatMap((appeal) => {
      const { latitude = null, longitude = null } = appeal.place ?? {}
      return latitude === null || longitude === null ? [] : { appeal, at: [latitude, longitude] }
    })
  }

  protected view() {
    const placed = this.#placed
    const map = this.#map
    const groups = map ? this.#groups(map, placed) : []
    const listed = new Set(this.items.map(({ number }) => number))
    const here = this.#here.filter(({ appeal }) => listed.has(appeal.number))
    return html`<div class="frame">
        <div class="map" role="application" tabindex="0" aria-label=${this.say('map')} aria-describedby="how"></div>
        <ul class="marks" role="list">
          ${groups.map((group) => this.#markView(group))}
        </ul>
        <div class="zoom">
          <button type="button" aria-label=${this.say('closer')} @click=${() => map?.zoomIn()}>+</button>
          <button type="button" aria-label=${this.say('farther')} @click=${() => map?.zoomOut()}>−</button>
        </div>
        <small class="attribution"><bdi>${this.settings.attribution}</bdi></small>
      </div>
      <p class="muted" id="how" role="status">
        ${this.say('placed', { count: placed.length })} ${this.say('unplaced', { count: this.items.length - placed.length })}
      </p>
      <p class="notice" role="alert">${this.#isBlank ? this.say('noTiles') : ''}</p>
      ${
        here.length > 1
          ? html`<ul class="here" role="list" aria-label=${this.say('together', { count: here.length })}>
              ${here.map(
                ({ appeal }) => html`<li>
                  <button type="button" @click=${() => this.#choose(appeal)}>
                    <b>№ ${appeal.number}</b> <bdi>${appeal.category.name}</bdi>
                  </button>
                </li>`,
              )}
            </ul>`
          : ''
      }`
  }

  /** Of those in sight: the Tab key is not to come to what is beyond the edge. */
  #groups(map: LeafletMap, placed: readonly Placed[]): Group<Placed>[] {
    const size = map.getSize()
    const spots = placed.flatMap((one) => {
      const { x, y } = map.latLngToContainerPoint(one.at)
      return x >= 0 && y >= 0 && x <= size.x && y <= size.y ? [{ one, x, y }] : []
    })
    return groupNear(spots, (spot) => spot, APART).map(({ x, y, items }) => ({
      x,
      y,
      items: items.map(({ one }) => one),
    }))
  }

  #markView({ x, y, items }: Group<Placed>) {
    const [first] = items
    if (!first) return ''
    const { number, category } = first.appeal
    const isOne = items.length === 1
    return html`<li .style=${`transform:translate(${Math.round(x)}px,${Math.round(y)}px)`}>
      <button
        type="button"
        class="mark ${items.some(({ appeal }) => appeal.isOverdue) ? 'overdue' : ''}"
        aria-current=${items.some(({ appeal }) => appeal.number === this.open) ? 'true' : 'false'}
        aria-label=${
          isOne
            ? this.say('case', { number: `${number}`, topic: category.name })
            : this.say('together', { count: items.length })
        }
        @click=${() => (isOne ? this.#choose(first.appeal) : this.#look(items))}
      >
        ${isOne ? '●' : items.length}
      </button>
    </li>`
  }

  override updated() {
    const frame = this.renderRoot.querySelector<HTMLElement>('.map')
    if (!frame || !this.isConnected) return
    if (!this.#map) this.#begin(frame)
    if (this.#fitted !== this.subject && this.items.length) this.#fit()
  }

  #begin(frame: HTMLElement) {
    const { tiles, center, zoom } = this.settings
    this.#map = openMap(
      frame,
      // The marks are no part of it, and would not keep up.
      { tiles, center: [center.latitude, center.longitude], zoom, zoomAnimation: false },
      (isBlank) => this.#show(isBlank),
    )
    this.#map.on('move zoomend resize', () => this.requestUpdate())
    this.requestUpdate()
  }

  /** Shows all of them; where all are in sight already, nothing moves. */
  #fit() {
    this.#fitted = this.subject
    const places = this.#placed.map(({ at }) => at)
    if (!places.length || places.every((at) => this.#map?.getBounds().contains(at))) return
    this.#map?.fitBounds(new LatLngBounds(places), { maxZoom: NEAR, padding: [APART, APART], animate: false })
  }

  #look(items: readonly Placed[]) {
    this.#here = items
    const bounds = new LatLngBounds(items.map(({ at }) => at))
    this.#map?.fitBounds(bounds, { maxZoom: NEAR, padding: [APART, APART], animate: false })
    this.requestUpdate()
    void this.focusOn('.here button')
  }

  #choose({ number }: AppealSummary) {
    this.dispatchEvent(new VmesteEvent('vmeste-case', { number }))
  }

  #show(isBlank: boolean) {
    if (isBlank === this.#isBlank) return
    this.#isBlank = isBlank
    this.requestUpdate()
  }
}
