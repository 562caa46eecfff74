import { lt } from 'drizzle-orm'
import type { Database } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import { spentProofs } from './tables.js'

/** What is out of time is refused without being known. */
export const forgetSpentProofs = (database: Database): Chore => ({
  name: 'spent proofs',
  run: (now) => database.delete(spentProofs).where(lt(spentProofs.expiresAt, now)),
})
