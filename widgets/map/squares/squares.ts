import languages from 'texts:map+appeals-map'
import { LatLngBounds, type LatLngExpression, type Map as LeafletMap } from 'leaflet/dist/leaflet-src.esm.js'
import { html, type PropertyDeclarations } from 'lit'
import { type AppealMap, type AppealsQuery, getAppealMap } from '../../../sdk/appeals.js'
import type { Organization } from '../../../sdk/organization.js'
import caseStyles from '../../case-map/case-map.styles.js'
import { type Group, groupNear } from '../../case-map/group.js'
import mapStyles from '../../point/point.styles.js'
import baseStyles from '../../shared/base.styles.js'
import { VmesteElement } from '../../shared/element.js'
import { VmesteEvent } from '../../shared/events.js'
import { openMap } from '../../shared/leaflet-map.js'
import { Load } from '../../shared/load.js'
import type { Languages } from '../../shared/texts.js'
import type { View } from '../address.js'
import styles from './squares.styles.js'

/** What the map shows of the Earth. */
export interface Sight {
  /** West, south, east and north in degrees, as the API takes it. */
  box: string
  view: View
}

export interface Spot {
  latitude: number
  longitude: number
}

type Cell = AppealMap['cells'][number]

/** Pixels: nearer marks would lie upon each other. */
const APART = 44
/** No nearer by itself. Nearer than that, a mark that still holds several is told apart in the list. */
const NEAREST = 18
/** Where one appeal is gone to. */
const STREET = 16
/** Squares are so wide at it that the whole Earth is one answer. */
const WHOLE_EARTH = { box: '-180,-85,180,85', zoom: 4 }

/**
 * How many public appeals are where, square by square, so that it stays as quick with a million of them. The marks are
 * buttons of this element, above Leaflet's map.
 *
 * @fires {VmesteEvent<{box: string, view: View}>} vmeste-sight - another part of the Earth is shown
 * @fires {VmesteEvent<{number: number, spot: Spot}>} vmeste-mark - the appeal that was chosen, and where it is
 * @fires {VmesteEvent<null>} vmeste-together - a mark was chosen whose appeals no map tells apart
 */
export class VmesteSquareMap extends VmesteElement<'map' | 'appeals-map'> {
  static override properties: PropertyDeclarations = {
    settings: { attribute: false },
    filter: { attribute: false },
    start: { attribute: false },
    opened: { attribute: false },
    spot: { attribute: false },
  }
  static override styles = [baseStyles, mapStyles, caseStyles, styles]

  /** Where the tiles come from, and what is shown first. */
  declare settings: Organization['map']
  declare filter: Pick<AppealsQuery, 'category' | 'status' | 'since' | 'until'>
  /** What to begin with, instead of the settings' own. */
  declare start: View | undefined
  /** The appeal that is open beside, and where it is. */
  declare opened: number | undefined
  declare spot: Spot | undefined

  protected readonly languages: Languages<'map' | 'appeals-map'> = languages
  #map: LeafletMap | undefined
  #sight: Sight | undefined
  #isBlank = false
  #shown: AppealMap | undefined
  #spotShown: Spot | undefined
  /** Was said of the whole Earth that there is none? */
  #isNowhere = false

  readonly #load = new Load<AppealMap>(
    this,
    () => (this.#sight ? JSON.stringify([this.#sight.box, this.filter]) : undefined),
    async (signal) => {
      const { box, view } = this.#sight as Sight
      this.#isNowhere = false
      this.#shown = await getAppealMap(this.client(), { ...this.filter, box, zoom: view[2] }, { signal })
      return this.#shown
    },
  )

  override connectedCallback() {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#map?.remove()
    this.#map = this.#sight = undefined
  }

  protected view() {
    const map = this.#map
    const { error } = this.#load
    // What was there stays in sight until what is there now has come.
    const { cells, total } = this.#shown ?? { cells: [], total: 0 }
    const isBusy = !this.#load.value && !error
    return html`<div class="frame" aria-busy=${isBusy}>
        <div class="map" role="application" tabindex="0" aria-label=${this.say('map')} aria-describedby="told"></div>
        <ul class="marks" role="list">
          ${map && this.spot ? this.#pinView(map, this.spot) : ''}
          ${map ? this.#groups(map, cells).map((group) => this.#markView(group)) : ''}
        </ul>
        <div class="zoom">
          <button type="button" aria-label=${this.say('closer')} @click=${() => map?.zoomIn()}>+</button>
          <button type="button" aria-label=${this.say('farther')} @click=${() => map?.zoomOut()}>−</button>
        </div>
        <small class="attribution"><bdi>${this.settings.attribution}</bdi></small>
      </div>
      <p class="told">
        <span class="muted" id="told" role="status">${error || isBusy ? '' : this.say(total ? 'placed' : 'noneHere', { count: total })}</span>
        ${
          !error && !isBusy && !total
            ? html`<button type="button" class="quiet" aria-disabled=${this.#isNowhere} @click=${this.#showAll}>${this.say(this.#isNowhere ? 'nowhere' : 'whereAny')}</button>`
            : ''
        }
      </p>
      ${error ? this.failure(error, () => this.#load.reload()) : ''}
      <p class="notice" role="alert">${this.#isBlank ? this.say('noTiles') : ''}</p>`
  }

  /** Of those in sight: the Tab key is not to come to what is beyond the edge. */
  #groups(map: LeafletMap, cells: readonly Cell[]): Group<Cell>[] {
    const size = map.getSize()
    const spots = cells.flatMap((cell) => {
      const { x, y } = map.latLngToContainerPoint([cell.latitude, cell.longitude])
      return x >= 0 && y >= 0 && x <= size.x && y <= size.y ? [{ cell, x, y }] : []
    })
    // The fullest first: the others join it where most are.
    spots.sort((one, other) => other.cell.count - one.cell.count)
    const groups = groupNear(spots, (spot) => spot, APART).map(({ x, y, items }) => ({
      x,
      y,
      items: items.map(({ cell }) => cell),
    }))
    // By the Tab key as they are read: down, a row at a time.
    return groups.sort((one, other) => Math.round((one.y - other.y) / APART) || one.x - other.x)
  }

  #markView({ x, y, items }: Group<Cell>) {
    const count = items.reduce((sum, cell) => sum + cell.count, 0)
    const [{ number }] = items as [Cell]
    const isOne = count === 1 && number !== null
    return html`<li .style=${`transform:translate(${Math.round(x)}px,${Math.round(y)}px)`}>
      <button
        type="button"
        class="mark ${count >= 100 ? 'many' : ''}"
        aria-current=${isOne && number === this.opened ? 'true' : 'false'}
        aria-label=${isOne ? this.say('oneCase', { number: `${number}` }) : this.say('together', { count })}
        @click=${() => (isOne ? this.#choose(number, items[0] as Cell) : this.#look(items))}
      >
        ${isOne ? '●' : count.toLocaleString(this.textLanguage)}
      </button>
    </li>`
  }

  #pinView(map: LeafletMap, { latitude, longitude }: Spot) {
    const { x, y } = map.latLngToContainerPoint([latitude, longitude])
    return html`<li aria-hidden="true" .style=${`transform:translate(${Math.round(x)}px,${Math.round(y)}px)`}>
      <i class="pin"></i>
    </li>`
  }

  override updated() {
    const frame = this.renderRoot.querySelector<HTMLElement>('.map')
    if (!frame || !this.isConnected) return
    if (!this.#map) this.#begin(frame)
    this.#goToSpot()
  }

  #begin(frame: HTMLElement) {
    const { tiles, center, zoom: usual } = this.settings
    const [latitude, longitude, zoom] = this.start ?? [center.latitude, center.longitude, usual]
    this.#map = openMap(
      frame,
      {
        tiles,
        center: [latitude, longitude],
        zoom,
        minZoom: 2,
        maxZoom: 19,
        worldCopyJump: true,
        // The marks are no part of it, and would not keep up.
        zoomAnimation: false,
      },
      (isBlank) => this.#show(isBlank),
    )
    this.#map.on('move zoomend', () => this.requestUpdate())
    this.#map.on('moveend resize', () => this.#tell())
    this.#tell()
  }

  /** Tells what is shown now, and has it counted. */
  #tell() {
    const map = this.#map
    const size = map?.getSize()
    if (!map || !size?.x || !size.y) return
    const bounds = map.getBounds()
    const within = (degrees: number, most: number) => +Math.max(-most, Math.min(most, degrees)).toFixed(5)
    const { lat, lng } = map.getCenter()
    this.#sight = {
      box: [
        within(bounds.getWest(), 180),
        within(bounds.getSouth(), 90),
        within(bounds.getEast(), 180),
        within(bounds.getNorth(), 90),
      ].join(),
      view: [+lat.toFixed(5), +lng.toFixed(5), map.getZoom()],
    }
    this.requestUpdate()
    this.dispatchEvent(new VmesteEvent('vmeste-sight', this.#sight))
  }

  /** Goes to a part of the Earth: the surroundings of whoever looks. */
  goTo(box: readonly [west: number, south: number, east: number, north: number]) {
    const [west, south, east, north] = box
    this.#fit([
      [south, west],
      [north, east],
    ])
  }

  #fit(places: [number, number][], maxZoom = NEAREST) {
    this.#map?.fitBounds(new LatLngBounds(places), { maxZoom, padding: [APART, APART], animate: false })
  }

  /** The appeal that was opened in the list comes into sight; after that the map stays where it is put. */
  #goToSpot() {
    if (this.#spotShown === this.spot) return
    this.#spotShown = this.spot
    if (!this.spot || !this.#map) return
    const at: LatLngExpression = [this.spot.latitude, this.spot.longitude]
    if (!this.#map.getBounds().contains(at)) this.#map.setView(at, Math.max(this.#map.getZoom(), STREET))
  }

  #look(items: readonly Cell[]) {
    const map = this.#map
    if (!map) return
    if (map.getZoom() >= NEAREST) {
      this.dispatchEvent(new VmesteEvent('vmeste-together', null))
    } else if (items.length > 1) {
      const before = map.getZoom()
      this.#fit(items.map((cell) => [cell.latitude, cell.longitude]))
      if (map.getZoom() === before) map.zoomIn()
    } else {
      const [cell] = items as [Cell]
      map.setView([cell.latitude, cell.longitude], Math.min(map.getZoom() + 2, NEAREST))
    }
    // The mark that had the focus is gone, or means another place.
    void this.focusOn('.map')
  }

  #showAll = async () => {
    if (this.#isNowhere) return
    try {
      const { cells } = await getAppealMap(this.client(), { ...this.filter, ...WHOLE_EARTH })
      this.#isNowhere = cells.length === 0
      if (cells.length > 0)
        this.#fit(
          cells.map((cell) => [cell.latitude, cell.longitude]),
          STREET,
        )
    } catch (error) {
      this.#load.error = error
    }
    this.requestUpdate()
  }

  #choose(number: number, { latitude, longitude }: Cell) {
    this.dispatchEvent(new VmesteEvent('vmeste-mark', { number, spot: { latitude, longitude } }))
  }

  #show(isBlank: boolean) {
    if (isBlank === this.#isBlank) return
    this.#isBlank = isBlank
    this.requestUpdate()
  }
}
