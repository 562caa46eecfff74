import { inheritedByMember, type OrganizationSettings, type ResolvedSettings } from './settings.js'

/** What holds where nobody in the tree has set anything. */
export const defaults: ResolvedSettings = {
  languages: ['en'],
  timeZone: 'UTC',
  contacts: {},
  allowedOrigins: [],
  features: { appeals: true, polls: true, discussions: true },
  identity: { appeals: ['anonymous'], polls: ['anonymous'], discussions: ['anonymous'] },
  casework: {
    register: { days: 1, unit: 'working_day' },
    decide: { days: 3, unit: 'working_day' },
    fourEyes: false,
  },
  // What Russian ministries set for everyone who answers.
  insight: {
    targets: { averageDays: 8, ratedWellShare: 0.6 },
    weights: { size: 3, growth: 2, spread: 1, repetition: 2, dissatisfaction: 2 },
  },
  notices: { push: false },
  abuse: { proofOfWork: 'always', limits: {} },
  withoutCampaigns: [],
  appealsVisibility: 'private',
  // An appeal is looked at anyway: when it is registered.
  moderation: {
    comments: 'after',
    trustedAfter: 3,
    spamScore: 1,
    appeals: 'before',
    words: [],
    onWords: 'hold',
    flags: 5,
  },
  retention: {},
  consent: { text: { en: 'I agree that my data is processed to answer this appeal.' } },
  look: {},
  map: {
    tiles: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
    attribution: '© OpenStreetMap',
    center: { latitude: 0, longitude: 0 },
    zoom: 3,
  },
}

type Chain = readonly { id: string; settings: OrganizationSettings }[]

/** The settings in force. @param chain from the root of the tree down to the organization itself. */
export function inherit(chain: Chain): ResolvedSettings {
  const resolved = Object.assign({}, defaults, ...chain.map(({ settings }) => settings))
  for (const group of inheritedByMember) {
    resolved[group] = Object.assign({}, defaults[group], ...chain.map(({ settings }) => settings[group]))
  }
  return resolved
}

/** Which organization each setting in force comes from, as `timeZone` or `identity.polls`; null is the default. */
export function sourcesOf(chain: Chain): Record<string, string | null> {
  const sources: Record<string, string | null> = {}
  const resolved = inherit(chain)
  for (const name of Object.keys(resolved) as (keyof ResolvedSettings)[]) {
    const group = inheritedByMember.find((member) => member === name)
    if (group) {
      for (const member of Object.keys(resolved[group])) {
        sources[`${group}.${member}`] =
          chain.findLast(({ settings }) => Object.hasOwn(settings[group] ?? {}, member))?.id ?? null
      }
    } else sources[name] = chain.findLast(({ settings }) => settings[name] !== undefined)?.id ?? null
  }
  return sources
}
