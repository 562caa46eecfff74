export const standings = ['scheduled', 'open', 'closed'] as const
export type Standing = (typeof standings)[number]

/** Days as `YYYY-MM-DD`, the first and the last. */
export interface Term {
  opensOn: string
  closesOn: string | null
}

/** Where a campaign stands on a day: its first and its last are both days on which it takes appeals. */
export const standingOf = ({ opensOn, closesOn }: Term, today: string): Standing =>
  today < opensOn ? 'scheduled' : closesOn !== null && today > closesOn ? 'closed' : 'open'

/** Of several organizations' campaigns called alike, that of the nearest. @param path from the root of the tree down to the organization itself. */
export function nearestOf<Campaign extends { organizationId: string; id: string }>(
  campaigns: readonly Campaign[],
  path: readonly string[],
): Campaign[] {
  const depth = ({ organizationId }: Campaign) => path.indexOf(organizationId)
  const nearest = new Map<string, Campaign>()
  for (const campaign of [...campaigns].sort((one, other) => depth(one) - depth(other)))
    nearest.set(campaign.id, campaign)
  return [...nearest.values()]
}
