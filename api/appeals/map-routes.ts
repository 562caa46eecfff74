import { and, count, isNotNull, max, sql } from 'drizzle-orm'
import { createRouter, publicCache } from '../platform/http.js'
import { invalid } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { appealsQuery } from './contract.js'
import { isOneScreen, squaresAround } from './grid.js'
import { filterOf } from './list.js'
import { getAppealMap } from './map-contract.js'
import { readBox } from './near.js'
import { appeals } from './tables.js'
import { publicStatuses } from './view.js'

/** Seconds for which it may be kept by whoever carries it. */
const FRESH = 60

export function mapRoutes({ database: index, now }: Services) {
  return createRouter().openapi(getAppealMap, async (c) => {
    const { id: organizationId, settings } = c.get('organization')
    const { zoom, ...given } = c.req.valid('query')
    const box = readBox(given.box)
    if (!box) throw invalid('/box', 'coordinates')
    if (!isOneScreen(box, zoom)) throw invalid('/zoom', 'too-far')
    publicCache(c, FRESH)
    if (settings.appealsVisibility === 'private') return c.json({ cells: [], total: 0 }, 200)
    const around = sql`${squaresAround(zoom)}::float8`
    // Where Mercator ends, all is in the last row.
    const angle = sql`radians(greatest(-85.0511, least(85.0511, ${appeals.latitude})))`
    const right = sql`floor((${appeals.longitude} + 180) / 360 * ${around})`
    const down = sql`floor((1 - ln(tan(${angle}) + 1 / cos(${angle})) / pi()) / 2 * ${around})`
    // By its index, which a request may not use (see `isolation.ts`): no more is told than how many, and the number of one.
    const rows = await index
      .select({
        latitude: sql<number>`avg(${appeals.latitude})::float8`,
        longitude: sql<number>`avg(${appeals.longitude})::float8`,
        count: count(),
        number: max(appeals.number),
      })
      .from(appeals)
      .where(
        and(
          isNotNull(appeals.latitude),
          filterOf({
            organizationId,
            query: { ...appealsQuery.parse({}), ...given },
            only: publicStatuses(settings),
            looker: { actor: '', now: now(), timeZone: settings.timeZone },
          }),
        ),
      )
      .groupBy(right, down)
    const cells = rows.map(({ number, ...cell }) => ({ ...cell, number: cell.count === 1 ? number : null }))
    return c.json({ cells, total: rows.reduce((sum, each) => sum + each.count, 0) }, 200)
  })
}
