import * as tables from '../../api/platform/schema.js'
import type { TestApp } from './app.js'

type CategoryRow = typeof tables.categories.$inferInsert

/** A category of the region's classifier that asks for nothing, unless told otherwise. */
export async function addCategory(api: TestApp, given: Partial<CategoryRow> & { code: string }, days?: number) {
  const row: CategoryRow = {
    organizationId: 'ugra',
    groupCode: 'roads',
    groupNames: { ru: 'Дороги', en: 'Roads' },
    names: { ru: `Тема ${given.code}`, en: `Topic ${given.code}` },
    kind: 'message',
    place: 'none',
    contact: { name: 'none', email: 'none', phone: 'none' },
    questions: [],
    position: 1,
    isActive: true,
    ...given,
  }
  await api.database.insert(tables.categories).values(row)
  if (days === undefined) return
  const { organizationId, code } = row
  await api.database
    .insert(tables.categoryDeadlines)
    .values({ organizationId, categoryCode: code, validFrom: '2026-01-01', days, unit: 'working_day' })
}
