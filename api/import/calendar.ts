import { and, eq, inArray } from 'drizzle-orm'
import { calendarDays } from '../classifier/tables.js'
import { type Database, inOrganization } from '../platform/database.js'
import type { CalendarDay } from './calendar-file.js'

export interface CalendarCount {
  added: number
  changed: number
  unchanged: number
}

/** Writes an organization's own days down, all or none. What is not given stays as it is. */
export function importCalendar(
  database: Database,
  { organizationId, days }: { organizationId: string; days: readonly CalendarDay[] },
): Promise<CalendarCount> {
  return inOrganization(database, organizationId, async (transaction) => {
    const dates = days.map(({ date }) => date)
    const rows = await transaction
      .select()
      .from(calendarDays)
      .where(and(eq(calendarDays.organizationId, organizationId), inArray(calendarDays.date, dates)))
    const kept = new Map(rows.map(({ date, isWorking }) => [date, isWorking]))
    const count = { added: 0, changed: 0, unchanged: 0 }
    for (const { date, isWorking } of days) {
      const before = kept.get(date)
      count[before === undefined ? 'added' : before === isWorking ? 'unchanged' : 'changed'] += 1
      if (before === isWorking) continue
      await transaction
        .insert(calendarDays)
        .values({ organizationId, date, isWorking })
        .onConflictDoUpdate({ target: [calendarDays.organizationId, calendarDays.date], set: { isWorking } })
    }
    return count
  })
}
