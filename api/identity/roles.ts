/** What staff may be, in an organization and everything below it. */
export const roles = ['officer', 'coordinator', 'moderator', 'leader', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Who deals with appeals: only they have one in hand. */
export const caseworkers = ['officer', 'coordinator', 'administrator'] as const satisfies readonly Role[]
