import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { namesOfActors } from '../staff/names.js'

/** What those who decided are called, by how the log names them; nothing for `system`, or who is gone. */
export async function namesOf({ database }: Services, actors: readonly string[]) {
  const names = await namesOfActors(database, actors)
  return (actor: string): string | null => names.get(actor) ?? null
}

/** Does something, and tells who was refused since a colleague had decided what that one is called. */
export async function toldByWhom<Answer>(services: Services, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    const decision = error instanceof Problem && error.code === 'decided-meanwhile' ? error.members.decision : undefined
    if (!(error instanceof Problem) || typeof decision !== 'object' || decision === null || !('by' in decision))
      throw error
    const nameOf = await namesOf(services, [String(decision.by)])
    throw new Problem(error.code, { ...error.members, decision: { ...decision, by: nameOf(String(decision.by)) } })
  }
}
