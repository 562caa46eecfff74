import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { namesOfStaff } from '../staff/names.js'

const idOf = (actor: string) => (actor.startsWith('staff:') ? actor.slice('staff:'.length) : undefined)

/** What those who decided are called, by how the log names them; nothing for `system`, or who is gone. */
export async function namesOfActors({ database }: Services, actors: readonly string[]) {
  const ids = [...new Set(actors.flatMap((actor) => idOf(actor) ?? []))]
  const names = await namesOfStaff(database, ids)
  return (actor: string): string | null => names.get(idOf(actor) ?? '') ?? null
}

/** Does something, and tells who was refused since a colleague had decided what that one is called. */
export async function toldByWhom<Answer>(services: Services, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    const decision = error instanceof Problem && error.code === 'decided-meanwhile' ? error.members.decision : undefined
    if (!(error instanceof Problem) || typeof decision !== 'object' || decision === null || !('by' in decision))
      throw error
    const nameOf = await namesOfActors(services, [String(decision.by)])
    throw new Problem(error.code, { ...error.members, decision: { ...decision, by: nameOf(String(decision.by)) } })
  }
}
