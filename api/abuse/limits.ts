/**
 * What residents do that is limited; `reactions`: to comments, flags among them; `forms`: of it, what comes from pages without scripts; `codes`: mails with a code;
 * `signins`: attempts to show who one is; `similar`: looks at what was reported before; `statistics`: looks at the figures.
 */
export const actions = [
  'appeals',
  'polls',
  'discussions',
  'reactions',
  'attachments',
  'forms',
  'codes',
  'signins',
  'similar',
  'statistics',
] as const
export type Action = (typeof actions)[number]

/** By whom it is counted. */
export const counters = ['device', 'address', 'organization'] as const
export type Counter = (typeof counters)[number]

export type Limits = Record<Counter, number>
/** What an organization sets of them. */
export type GivenLimits = Partial<Record<Action, Partial<Limits> | undefined>>

/** Seconds in which a limit may be reached once. */
export const windows: Record<Counter, number> = { device: 3600, address: 3600, organization: 60 }

/**
 * Unless an organization sets others. Of one address many: behind a mobile operator's or a school's may stand thousands.
 * Of forms few: they do no work.
 */
export const defaultLimits: Record<Action, Limits> = {
  appeals: { device: 20, address: 100, organization: 300 },
  polls: { device: 60, address: 3000, organization: 6000 },
  discussions: { device: 60, address: 500, organization: 600 },
  reactions: { device: 600, address: 5000, organization: 12_000 },
  attachments: { device: 200, address: 1000, organization: 1000 },
  forms: { device: 20, address: 20, organization: 60 },
  codes: { device: 10, address: 60, organization: 300 },
  signins: { device: 30, address: 300, organization: 1000 },
  similar: { device: 100, address: 1000, organization: 1000 },
  statistics: { device: 300, address: 1000, organization: 600 },
}

export const limitsFor = (action: Action, given: GivenLimits): Limits => ({
  ...defaultLimits[action],
  ...given[action],
})

/** Where a caller stands by one of the limits. */
export interface Standing {
  by: Counter
  limit: number
  /** Lately: see `window.ts`. */
  count: number
  /** Until it may happen once more; 0 at once. */
  seconds: number
}

/**
 * What a caller is told (draft-ietf-httpapi-ratelimit-headers-10): how much may happen in which time, how much of it is
 * left, and in how many seconds there will be more.
 */
export const limitHeaders = (standings: readonly Standing[]): Record<string, string> => ({
  'ratelimit-policy': standings.map(({ by, limit }) => `"${by}";q=${limit};w=${windows[by]}`).join(', '),
  ratelimit: standings
    .map(
      ({ by, limit, count, seconds }) =>
        `"${by}";r=${Math.max(0, Math.floor(limit - count))};t=${seconds || windows[by]}`,
    )
    .join(', '),
})

/** Seconds until all limits let it happen; 0 at once. */
export const waitFor = (standings: readonly Pick<Standing, 'seconds'>[]): number =>
  Math.max(0, ...standings.map(({ seconds }) => seconds))
