/** The middle of a map in degrees (WGS 84), and its zoom as tiles count it. */
export type View = readonly [latitude: number, longitude: number, zoom: number]

export const states = ['open', 'answered', 'declined'] as const

/** What is listed and shown. A day is `2026-12-01`, of the organization's own clock; both are included. */
export interface Place {
  category?: string | undefined
  status?: (typeof states)[number] | undefined
  since?: string | undefined
  until?: string | undefined
  view?: View | undefined
  /** The number of the appeal that is open. */
  appeal?: number | undefined
}

const MARK = '#vmeste-map:'

/** The part of an address after which a link leads to the same: nothing in it is about whoever looks. */
export function toFragment({ view, appeal, ...filter }: Place): string {
  const given = Object.entries({ ...filter, map: view?.join(), appeal: appeal && `${appeal}` }).flatMap(
    ([name, value]) => (value ? [[name, value] as [string, string]] : []),
  )
  return given.length > 0 ? MARK + new URLSearchParams(given).toString().replaceAll('%2C', ',') : ''
}

/** What an address leads to, as far as it can be; undefined for an address that is another's. */
export function fromFragment(fragment: string): Place | undefined {
  if (!fragment.startsWith(MARK)) return undefined
  const given = new URLSearchParams(fragment.slice(MARK.length))
  const number = Number(given.get('appeal'))
  return {
    ...placeOf((name) => given.get(name)),
    view: viewOf(given.get('map')),
    appeal: Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : undefined,
  }
}

/** What is filtered by, of a page's attributes or an address; what the API would refuse is left out. */
export const placeOf = (given: (name: 'category' | 'status' | 'since' | 'until') => string | null): Place => ({
  category: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.exec(given('category') ?? '')?.[0],
  status: states.find((state) => state === given('status')),
  since: dayOf(given('since')),
  until: dayOf(given('until')),
})

function dayOf(text: string | null): string | undefined {
  const [day] = /^[12]\d{3}-\d\d-\d\d$/.exec(text ?? '') ?? []
  return day && !Number.isNaN(Date.parse(day)) ? day : undefined
}

function viewOf(text: string | null): View | undefined {
  const [latitude, longitude, zoom, more] = (text ?? '').split(',').map(Number)
  const isOnEarth = Math.abs(latitude as number) <= 85 && Math.abs(longitude as number) <= 180
  return isOnEarth && Number.isInteger(zoom) && (zoom as number) >= 2 && (zoom as number) <= 19 && more === undefined
    ? [latitude as number, longitude as number, zoom as number]
    : undefined
}
