import { z } from 'zod'
import { requireStaff } from '../identity/authenticate.js'
import { caseworkers } from '../identity/roles.js'
import { createRouter, privateCache } from '../platform/http.js'
import { localize } from '../platform/language.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import { listForwardingTargets } from './contract.js'
import { findTargets, type TargetRow } from './targets.js'

export const forwardingRoutes = () =>
  createRouter().openapi(listForwardingTargets, async (c) => {
    requireStaff(c, ...caseworkers)
    const { limit, cursor, q } = c.req.valid('query')
    const { path, settings } = c.get('organization')
    privateCache(c)
    // The tree seldom changes: a page begins where the one before ended.
    const offset = cursor === undefined ? 0 : offsetIn(cursor)
    const rows = await findTargets(c.get('database'), path, { limit, offset, q })
    const inLanguage = (names: TargetRow['names']) => localize(names, c.get('language'), settings.languages)
    const toTarget = ({ id, names, above }: TargetRow) => ({
      id,
      name: inLanguage(names),
      above: above && inLanguage(above),
    })
    return c.json(
      toPage(rows, limit, toTarget, () => toCursor(offset + limit)),
      200,
    )
  })

function offsetIn(cursor: string): number {
  const offset = z.int().min(0).max(1_000_000).safeParse(fromCursor(cursor, 'number')[0])
  if (!offset.success) throw invalid('/cursor', 'cursor')
  return offset.data
}
