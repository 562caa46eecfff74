import type { Organization } from './contract.js'

export type Feature = keyof Organization['features']

/** Whose feature begins an address below the organization: of the API (`/campaigns/meals`) as of its pages (`/appeal`). */
const features: Record<string, Feature> = {
  appeal: 'appeals',
  appeals: 'appeals',
  campaigns: 'appeals',
  exports: 'appeals',
  map: 'appeals',
  statistics: 'appeals',
  territories: 'appeals',
  polls: 'polls',
  'poll-photos': 'polls',
  discussions: 'discussions',
  'latest-comments': 'discussions',
}

/**
 * The feature that an address belongs to and goes away with. A single appeal does not: what was received is dealt with
 * and answered, also where no more are taken.
 *
 * @param path below the organization, such as `/polls/park`.
 */
export function featureAt(path: string): Feature | undefined {
  const [, first = '', ...rest] = path.split('/')
  if (first === 'appeals' && rest.some(Boolean)) return undefined
  return Object.hasOwn(features, first) ? features[first] : undefined
}
