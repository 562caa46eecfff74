/** Milliseconds: how long a span may be asked for at once. */
const LONGEST = 90 * 86_400_000
/** What PostgreSQL and everyone else can still write with four digits of a year. */
const LATEST = Date.parse('9999-01-01T00:00:00Z')
/** Requests in one answer. */
export const MOST_REQUESTS = 1000

/** What is wrong with a request, in words for whoever wrote the client. The status is 400 unless it says otherwise. */
export class Refusal extends Error {
  readonly messages: readonly string[]

  constructor(
    messages: string | readonly string[],
    readonly status: 400 | 403 | 404 = 400,
  ) {
    super('refused')
    this.messages = [messages].flat()
  }
}

export interface RequestsQuery {
  numbers?: number[]
  categories?: string[]
  isOpen?: boolean
  since?: Date
  until?: Date
}

/**
 * What requests are asked for. An argument that is empty counts as not given.
 * @throws {Refusal} for a status, moment or span that the specification does not know.
 */
export function readRequestsQuery(given: (name: string) => string | undefined, now: Date): RequestsQuery {
  const ids = listOf(given('service_request_id'))
  if (ids.length > MOST_REQUESTS) throw new Refusal(`service_request_id names more than ${MOST_REQUESTS} requests.`)
  // It overrides all other arguments. What is no number is none of ours.
  if (ids.length > 0) return { numbers: ids.flatMap((id) => numberOf(id) ?? []) }

  const statuses = new Set(listOf(given('status')))
  for (const status of statuses)
    if (status !== 'open' && status !== 'closed') throw new Refusal(`status is "open" or "closed", not "${status}".`)
  const categories = listOf(given('service_code'))
  return {
    ...(statuses.size === 1 && { isOpen: statuses.has('open') }),
    ...(categories.length > 0 && { categories }),
    ...spanOf(momentOf(given, 'start_date'), momentOf(given, 'end_date'), now),
  }
}

/** A service_request_id; undefined for what can be none. */
export const numberOf = (id: string): number | undefined => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : undefined)

function spanOf(since: Date | undefined, until: Date | undefined, now: Date): { since: Date; until: Date } {
  const last = until ?? (since ? new Date(since.getTime() + LONGEST) : now)
  const first = since ?? new Date(last.getTime() - LONGEST)
  if (last.getTime() - first.getTime() > LONGEST)
    throw new Refusal('start_date and end_date are more than 90 days apart.')
  return { since: first, until: last }
}

/** A moment of the W3C's note on dates, to the second or finer, with its offset; a date alone begins, or ends, in Greenwich. */
function momentOf(given: (name: string) => string | undefined, name: 'start_date' | 'end_date'): Date | undefined {
  const value = given(name)?.trim()
  if (!value) return undefined
  // In an address a `+` that was not encoded is read as a blank.
  const text = /^\d{4}-\d\d-\d\d$/.test(value)
    ? `${value}T${name === 'start_date' ? '00:00:00' : '23:59:59'}Z`
    : value.replace(/ (?=\d\d:\d\d$)/, '+')
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(at) || at < 0 || at > LATEST)
    throw new Refusal(`${name} is not a moment such as 2010-01-01T00:00:00Z.`)
  return new Date(at)
}

const listOf = (list: string | undefined): string[] =>
  list
    ?.split(',')
    .map((each) => each.trim())
    .filter(Boolean) ?? []
