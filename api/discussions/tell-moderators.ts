import { emit } from '../events/emit.js'
import type { Transaction } from '../platform/database.js'

/** Has the queue of those who have it open read anew. Events are everyone's to hear: it says nothing of what waits. */
export const tellModerators = (transaction: Transaction, organizationId: string, at: Date): Promise<void> =>
  emit(transaction, { organizationId, topic: 'moderation/queue', type: 'moderation.changed', data: {}, at })
