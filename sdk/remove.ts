import { ProblemError } from './problems.js'
import type { Call, Transport } from './transport.js'

/** Takes something away that is answered by nothing (204), which `Transport.send` does not read. @throws {ProblemError} */
export async function remove(transport: Transport, path: string, call?: Call): Promise<void> {
  const response = await transport.open(path, { ...call, method: 'DELETE' })
  if (!response.ok) throw new ProblemError(response.status, await response.json().catch(() => ({})))
}
