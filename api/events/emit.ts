import { v7 as uuid } from 'uuid'
import type { Transaction } from '../platform/database.js'
import type { StreamEvents } from './contract.js'
import { outbox } from './tables.js'

/** Leaves word, in the transaction of a write, of what happened; readers hear of it after the commit. All of it is public. */
export async function emit<Type extends keyof StreamEvents>(
  transaction: Transaction,
  event: { organizationId: string; topic: string; type: Type; data: StreamEvents[Type]; at: Date },
): Promise<void> {
  const { at: createdAt, ...said } = event
  await transaction.insert(outbox).values({ ...said, id: uuid(), createdAt })
}
