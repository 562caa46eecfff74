/** What staff may be, in an organization and everything below it. */
export const roles = ['officer', 'coordinator', 'moderator', 'leader', 'administrator'] as const
export type Role = (typeof roles)[number]

/** What a key may be: staff, or no more than the way in for apps that send what residents report (`intake`). */
export const keyRoles = [...roles, 'intake'] as const
export type KeyRole = (typeof keyRoles)[number]

/** Who deals with appeals: only they have one in hand. */
export const caseworkers = ['officer', 'coordinator', 'administrator'] as const satisfies readonly Role[]
