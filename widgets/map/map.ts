import languages from 'texts:appeal-view+appeals-map'
import { html, type TemplateResult } from 'lit'
import { type AppealSummary, type AppealsQuery, listAppeals } from '../../sdk/appeals.js'
import { type Classifier, getCategories, getOrganization, type Organization } from '../../sdk/organization.js'
import type { Page } from '../../sdk/paging.js'
import { apiAddress } from '../shared/address.js'
import baseStyles from '../shared/base.styles.js'
import { momentAt } from '../shared/clocks.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import fieldStyles from '../shared/field.styles.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { fromFragment, type Place, placeOf, toFragment } from './address.js'
import { filtersView, type Where } from './filters.js'
import styles from './map.styles.js'
import type { Sight, Spot, VmesteSquareMap } from './squares/squares.js'

interface Ground {
  organization: Organization
  classifier: Classifier | undefined
}

const PAGE = 20
/** Degrees of latitude around whoever looks: some 1.7 kilometres. */
const NEAR = 0.015
const NEAR_ZOOM = 14

/**
 * What was reported, on a map and in a list of the same, for everyone to see. The map's pictures are asked for when it is
 * opened, unless they come from the page's own site or the service's.
 *
 * @summary The public appeals of an organization, on a map and in a list
 * @tag vmeste-map
 * @attr organization - whose
 * @attr category - only of this topic at first, by its code
 * @attr status - only `open`, `answered` or `declined` at first
 * @attr since - only from this day at first, as `2026-12-01`
 * @attr until - only to this day at first
 * @attr open - the map is open from the start, wherever its pictures come from
 * @attr linked - what is filtered and opened is kept in the page's address, after its `#`, so that it can be sent on: for one a page
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link) shown when it cannot be
 * @fires {VmesteEvent<{organization: string, number: number}>} vmeste-opened - an appeal was opened
 * @csspart root - the box around everything
 * @csspart title - the heading
 * @csspart list - what is listed
 * @csspart input - every field
 * @csspart field - of an appeal that is opened: a text field with its label
 * @csspart progress - of it: how far it has come, as a line of steps
 * @csspart answer - of it: the answer, or the reason it was declined
 * @csspart timeline - of it: what happened
 * @csspart attachments - of it: photos and documents
 * @csspart dialog - of it: a photo enlarged
 * @csspart rating - of it: the form that rates the answer
 * @csspart question - of it: the stars
 * @csspart button - every button that acts
 * @csspart error - what went wrong
 */
export class VmesteMap extends VmesteElement<'appeal-view' | 'appeals-map'> {
  static override properties = { category: {}, status: {}, since: {}, until: {}, open: {}, linked: {} }
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  declare category: string | null
  declare status: string | null
  declare since: string | null
  declare until: string | null
  declare open: string | null
  declare linked: string | null

  protected readonly languages: Languages<'appeal-view' | 'appeals-map'> = languages
  #place: Place = {}
  /** The attributes as last taken over. */
  #given = ''
  #where: Where = 'all'
  /** What is listed lies in it. */
  #box: string | undefined
  /** What the map shows. */
  #seen: string | undefined
  #spot: Spot | undefined
  #isMapOpen: boolean | undefined
  #trouble = ''
  #isMapFailed = false
  #isLocating = false
  /** Whoever looks, roughly; since then the address no longer tells what the map shows. */
  #around: Spot | undefined
  #shownPage: Page<AppealSummary> | undefined

  readonly #ground = new Load<Ground>(
    this,
    () => '',
    async (signal) => {
      const client = this.client()
      const [organization, classifier] = await Promise.all([
        getOrganization(client, { signal }),
        getCategories(client, { signal }).catch(() => undefined),
      ])
      return { organization, classifier }
    },
  )
  readonly #list = new Load<Page<AppealSummary>>(
    this,
    () => {
      const isKnown = this.#ground.value && (this.#where === 'all' || this.#box)
      return isKnown ? JSON.stringify(this.#query) : undefined
    },
    async (signal) => {
      this.#shownPage = await listAppeals(this.client(), { ...this.#query, limit: PAGE }, { signal })
      return this.#shownPage
    },
  )

  override connectedCallback() {
    super.connectedCallback()
    addEventListener('hashchange', this.#follow)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#follow)
  }

  protected override willUpdate() {
    const { value } = this.#ground
    if (value && this.#isMapOpen === undefined && this.#mayOpen(value.organization)) this.#startMap()
    const given = JSON.stringify([this.category, this.status, this.since, this.until])
    if (given === this.#given) return
    this.#given = given
    this.#place = placeOf((name) => this[name])
    this.#follow()
  }

  get #filter(): Pick<AppealsQuery, 'category' | 'status' | 'since' | 'until'> {
    const { category, status, since, until } = this.#place
    const zone = this.#ground.value?.organization.timeZone ?? 'UTC'
    const midnight = (day: string, later = 0) => {
      const [date] = new Date(Date.parse(day) + later * 86_400_000).toISOString().split('T')
      return momentAt(`${date}T00:00`, zone)
    }
    return {
      category,
      status: status === 'answered' ? ['answered', 'closed'] : status,
      since: since && midnight(since),
      until: until && midnight(until, 1),
    }
  }

  get #query(): AppealsQuery {
    return { ...this.#filter, box: this.#where === 'all' ? undefined : this.#box }
  }

  get #squares() {
    return this.renderRoot.querySelector<VmesteSquareMap>('vmeste-square-map')
  }

  /** The page without scripts, which stands inside there, is of use until then. */
  protected override skeleton(): TemplateResult {
    return this.querySelector('form') ? html`<slot></slot>` : super.skeleton()
  }

  protected view() {
    return html`<h2 part="title">${this.say('appeals')}</h2>
      ${this.showLoad(this.#ground, (ground) =>
        ground.organization.appealsVisibility === 'public'
          ? this.#groundView(ground)
          : html`<p class="text">${this.say('notPublic')}</p><slot></slot>`,
      )}`
  }

  #groundView({ organization, classifier }: Ground): TemplateResult {
    return html`<div class="area">
      ${filtersView({
        place: this.#place,
        where: this.#where,
        classifier,
        say: (key, values) => this.say(key, values),
        onChange: (change) => this.#set(change),
        onWhere: (where) => this.#lookAt(where),
      })}
      <p class="notice" role="alert">${this.#trouble}</p>
      <div class="both">
        <div class="ground" tabindex="-1">
          ${this.#isMapOpen ? this.#mapView(organization) : this.#closedView(organization)}
        </div>
        <div class="beside" tabindex="-1">${this.#openedView()}${this.#listView()}</div>
      </div>
    </div>`
  }

  #closedView({ map }: Organization): TemplateResult {
    return html`<div class="closed">
      <button type="button" class="primary" part="button" @click=${this.#openMap}>${this.say('showMap')}</button>
      <p class="muted">${this.#isMapFailed ? this.say('failed') : this.say('picturesFrom', { host: hostOf(map.tiles) })}</p>
    </div>`
  }

  #mapView({ map }: Organization): TemplateResult {
    return html`<vmeste-square-map
      .organization=${this.organization}
      .api=${this.api}
      .settings=${map}
      .filter=${this.#filter}
      .start=${this.#around ? [this.#around.latitude, this.#around.longitude, NEAR_ZOOM] : this.#place.view}
      .opened=${this.#place.appeal}
      .spot=${this.#spot}
      @vmeste-sight=${this.#see}
      @vmeste-mark=${({ detail }: CustomEvent<{ number: number; spot: Spot }>) => this.#openAppeal(detail.number, detail.spot)}
      @vmeste-together=${() => this.focusOn('.item')}
    ></vmeste-square-map>`
  }

  #openedView(): TemplateResult | '' {
    const { appeal } = this.#place
    if (!appeal) return ''
    const base = (this.api || apiAddress()).replace(/\/$/, '')
    return html`<section class="opened" tabindex="-1" aria-label=${this.say('numbered', { number: `${appeal}` })} @keydown=${this.#closeByKey}>
      <button type="button" class="quiet" part="button" @click=${this.#closeAppeal}>${this.say('shut')}</button>
      <vmeste-appeal-status exportparts="field, input, progress, answer, timeline, attachments, dialog, rating, question, button, error" .organization=${this.organization} .api=${this.api} .number=${`${appeal}`}>
        <a href="${base}/o/${this.organization}/appeals/${appeal}?lang=${this.language}">${this.say('numbered', { number: `${appeal}` })}</a>
      </vmeste-appeal-status>
    </section>`
  }

  #listView(): unknown {
    // What was there stays in sight until what is there now has come.
    const page = this.#list.value ?? (this.#list.error ? undefined : this.#shownPage)
    if (!page) return this.showLoad(this.#list, () => '')
    const { items, next } = page
    const count = items.length
    return html`<p class="muted" role="status">${count ? this.say(next ? 'firstOf' : 'listed', { count }) : this.say('none')}</p>
      ${
        count
          ? html`<ul class="list" part="list" role="list" aria-busy=${!this.#list.value} aria-label=${this.say('appeals')}>
              ${items.map((item) => html`<li>${this.#itemView(item)}</li>`)}
            </ul>`
          : ''
      }
      ${next ? html`<p class="actions"><button type="button" part="button" @click=${this.#more}>${this.say('more')}</button></p>` : ''}`
  }

  #itemView({ number, category, status, description, place, receivedAt }: AppealSummary): TemplateResult {
    const { timeZone } = this.#ground.value?.organization ?? {}
    const spot =
      place?.latitude != null && place.longitude != null
        ? { latitude: place.latitude, longitude: place.longitude }
        : undefined
    return html`<button
      type="button"
      class="item"
      data-number=${number}
      aria-current=${number === this.#place.appeal ? 'true' : 'false'}
      @click=${() => this.#openAppeal(number, spot)}
    >
      <b><bdi>${category.name}</bdi></b>
      <span class="muted">${this.say(status as 'received')} · № ${number} · ${this.sayDate(receivedAt, { dateStyle: 'medium', timeZone })}</span>
      ${description ? html`<span class="excerpt" dir="auto">${description}</span>` : ''}
      ${place?.address ? html`<bdi class="muted">${place.address}</bdi>` : ''}
    </button>`
  }

  /** Without asking: from a site that is asked for things here anyway. */
  #mayOpen({ map }: Organization): boolean {
    const own = [location.origin, new URL(this.api || apiAddress(), location.href).origin]
    return this.open != null || own.includes(new URL(map.tiles.replace(/[{}]/g, ''), location.href).origin)
  }

  #openMap = () => {
    this.#startMap()
    void this.focusOn('.ground')
  }

  /** From now on the list is of what the map shows. Where the map cannot be had, the list is there all the same. */
  #startMap() {
    this.#isMapOpen = true
    if (this.#where === 'all') this.#lookAt('map')
    this.requestUpdate()
    import('./squares/define.js').catch(() => {
      this.#isMapOpen = false
      this.#isMapFailed = true
      this.#lookAt('all')
    })
  }

  #see = ({ detail: { box, view } }: CustomEvent<Sight>) => {
    if (this.#where !== 'all') this.#box = box
    this.#seen = box
    this.#set({ view: this.#around ? undefined : view })
  }

  #lookAt(where: Where) {
    this.#trouble = ''
    if (where === 'near') return this.#locate()
    this.#where = where
    this.#box = this.#seen
    if (where === 'map' && !this.#isMapOpen) this.#openMap()
    this.requestUpdate()
  }

  #locate() {
    if (this.#isLocating) return
    this.#isLocating = true
    this.#trouble = this.say('locating')
    this.requestUpdate()
    const end = (trouble = '') => {
      this.#isLocating = false
      this.#trouble = trouble
      this.requestUpdate()
    }
    const fail = () => end(this.say('notLocated'))
    if (!navigator.geolocation) return fail()
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // It goes into an address of the API, so it is no more than the neighbourhood.
        const [latitude, longitude] = [+coords.latitude.toFixed(2), +coords.longitude.toFixed(2)]
        this.#around = { latitude, longitude }
        const aside = NEAR / Math.cos((latitude * Math.PI) / 180)
        const box = [longitude - aside, latitude - NEAR, longitude + aside, latitude + NEAR] as const
        this.#where = 'near'
        this.#box = box.map((degrees) => +degrees.toFixed(5)).join()
        // With the map, the list goes on with what it shows.
        this.#squares?.goTo(box)
        end()
      },
      fail,
      { timeout: 15_000, maximumAge: 60_000 },
    )
  }

  #openAppeal(number: number, spot: Spot | undefined) {
    import('../appeal-status/define.js').catch(() => {})
    this.#spot = spot
    this.#set({ appeal: number })
    this.dispatchEvent(new VmesteEvent('vmeste-opened', { organization: this.organization, number }))
    void this.focusOn('.opened')
  }

  #closeAppeal = () => {
    const { appeal } = this.#place
    this.#spot = undefined
    this.#set({ appeal: undefined })
    const item = `[data-number="${appeal}"]`
    void this.focusOn(this.renderRoot.querySelector(item) ? item : '.beside')
  }

  #closeByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.#closeAppeal()
  }

  #more = async () => {
    const page = this.#list.value
    if (!page?.next) return
    const known = page.items.length
    try {
      const more = await listAppeals(this.client(), { ...this.#query, limit: PAGE, cursor: page.next })
      page.items = [...page.items, ...more.items]
      page.next = more.next
      this.#trouble = ''
      this.requestUpdate()
      void this.focusOn(`.list li:nth-child(${known + 1}) .item`)
    } catch (error) {
      this.#trouble = this.sayError(error)
      this.requestUpdate()
    }
  }

  #set(change: Partial<Place>) {
    this.#place = { ...this.#place, ...change }
    this.requestUpdate()
    if (this.linked == null) return
    const fragment = toFragment(this.#place)
    // Another’s fragment is left alone until there is one of ours to write.
    if (fragment === location.hash || (!fragment && !fromFragment(location.hash))) return
    history.replaceState(history.state, '', `${location.pathname}${location.search}${fragment}`)
  }

  /** Goes where the address leads to. */
  #follow = () => {
    const place = this.linked == null ? undefined : fromFragment(location.hash)
    if (!place) return
    this.#place = place
    if (place.appeal) import('../appeal-status/define.js').catch(() => {})
    this.requestUpdate()
  }
}

const hostOf = (address: string) => /^https?:\/\/(?:\{s\}\.)?([^/:]+)/.exec(address)?.[1] ?? address
