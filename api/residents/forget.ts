import { lt } from 'drizzle-orm'
import { disownAppeals } from '../appeals/mine.js'
import { disownSupports } from '../appeals/supporters.js'
import { disownComments } from '../discussions/mine.js'
import { type Database, inOrganization } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import { forgetResident } from './erase.js'
import { residentCodes, residentSessions, residentSignIns, residents } from './tables.js'

/** Milliseconds. */
const UNSEEN_KEPT = 365 * 24 * 3_600_000
const BATCH = 100

/** What is out of time is refused without being known. */
export const forgetSessions = (database: Database): Chore => ({
  name: 'residents out of time',
  run: async (now) => {
    await database.delete(residentCodes).where(lt(residentCodes.expiresAt, now))
    await database.delete(residentSignIns).where(lt(residentSignIns.expiresAt, now))
    await database.delete(residentSessions).where(lt(residentSessions.expiresAt, now))
  },
})

/** Who has not been seen for a year is forgotten. What they sent and wrote stays by its own rules, and leads to nobody. */
export const forgetUnseen = (database: Database): Chore => ({
  name: 'residents unseen',
  run: async (now) => {
    for (;;) {
      const unseen = await database
        .select({ organizationId: residents.organizationId, id: residents.id })
        .from(residents)
        .where(lt(residents.lastSeenAt, new Date(now.getTime() - UNSEEN_KEPT)))
        .limit(BATCH)
      for (const resident of unseen) {
        await inOrganization(database, resident.organizationId, async (transaction) => {
          const owner = { organizationId: resident.organizationId, residentId: resident.id }
          await disownAppeals(transaction, owner)
          await disownComments(transaction, owner)
          await disownSupports(transaction, owner)
          await forgetResident(transaction, resident)
        })
      }
      if (unseen.length < BATCH) return
    }
  },
})
