import { html, type TemplateResult } from 'lit'
import type { Organization } from '../../sdk/organization.js'
import type { Say } from './texts.js'

export interface Point {
  latitude: number
  longitude: number
}

interface Host {
  say: Say<'place'>
  requestUpdate: () => void
  onPoint: (point: Point | undefined) => void
  focusOn: (selector: string) => void
}

/** How fine a point is told, in digits of a degree: about a metre. */
const DIGITS = 5

/** Finds a place: where the device is, or a point chosen on a map that is loaded only when asked for. */
export class PlaceFinder {
  #isLocating = false
  #isMapOpen = false
  /** Why there is no point, when one was asked for. */
  #trouble = ''

  constructor(readonly host: Host) {}

  /** `point`: what was chosen before, as it is written. */
  view(
    { latitude, longitude }: { latitude?: string | undefined; longitude?: string | undefined },
    map: Organization['map'],
  ): TemplateResult {
    const { say } = this.host
    return html`<div class="place">
      <div class="actions">
        <button type="button" part="button" aria-disabled=${this.#isLocating} @click=${this.#locate}>
          ${say(this.#isLocating ? 'locating' : 'locate')}
        </button>
        <button type="button" part="button" aria-expanded=${this.#isMapOpen} @click=${this.#toggleMap}>
          ${say(this.#isMapOpen ? 'hideMap' : 'showMap')}
        </button>
      </div>
      ${
        this.#isMapOpen
          ? html`<vmeste-point
              .settings=${map}
              .point=${latitude ? { latitude: +latitude, longitude: +(longitude ?? 0) } : undefined}
              @vmeste-point=${this.#pick}
            ></vmeste-point>`
          : ''
      }
      <div class="point">
        <p role="status">${this.#trouble || (latitude ? say('point', { point: `${latitude}, ${longitude}` }) : '')}</p>
      ${
        latitude
          ? html`<button type="button" class="quiet" @click=${this.#remove}>
              ${say('removePoint')}
            </button>`
          : ''
      }
      </div>
    </div>`
  }

  #toggleMap = () => {
    this.#isMapOpen = !this.#isMapOpen
    this.#say('')
    import('../point/define.js').catch(() => {
      this.#isMapOpen = false
      this.#say(this.host.say('failed'))
    })
  }

  #pick = ({ detail }: CustomEvent<Point & { isFinal: boolean }>) => {
    this.#isMapOpen = !detail.isFinal
    this.#choose(detail)
    // The button that had the focus is gone.
    if (detail.isFinal) this.host.focusOn('[aria-expanded]')
  }

  #remove = () => {
    this.host.onPoint(undefined)
    this.host.focusOn('.place button')
  }

  #locate = () => {
    if (this.#isLocating) return
    this.#isLocating = true
    this.#say('')
    const fail = ({ code }: { code?: number }) => {
      this.#isLocating = false
      this.#say(this.host.say(code === 1 ? 'locationRefused' : 'locationUnknown'))
    }
    if (!navigator.geolocation) return fail({})
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#isLocating = this.#isMapOpen = false
        this.#choose(coords)
      },
      fail,
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }

  #choose({ latitude, longitude }: Point) {
    this.#trouble = ''
    this.host.onPoint({ latitude: +latitude.toFixed(DIGITS), longitude: +longitude.toFixed(DIGITS) })
  }

  #say(trouble: string) {
    this.#trouble = trouble
    this.host.requestUpdate()
  }
}
