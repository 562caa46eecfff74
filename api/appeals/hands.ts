import type { Role } from '../identity/roles.js'

/** Into whose hands an appeal is given. */
export type Hands = 'mine' | 'a colleague' | 'nobody'

/**
 * Whether someone of the staff may give an appeal there. Coordinators and administrators may in any case; an officer takes
 * what they will, and hands over or gives back what they have.
 * @param who.actor as the history names them.
 */
export function mayGive(
  to: Hands,
  { assignee }: { assignee: string | null },
  { actor, roles }: { actor: string; roles: readonly Role[] },
): boolean {
  if (roles.includes('coordinator') || roles.includes('administrator')) return true
  return roles.includes('officer') && (to === 'mine' || assignee === actor)
}
