import { requireStaff } from '../../identity/authenticate.js'
import { type AppContext, createRouter, privateCache } from '../../platform/http.js'
import { once } from '../../platform/idempotency.js'
import type { Services } from '../../platform/services.js'
import { findPoll } from '../queries.js'
import {
  confirmPaperBallot,
  enterPaperBallot,
  listPaperBallots,
  type PaperBallot,
  withdrawPaperBallot,
} from './contract.js'
import { confirmSheet, enterSheet, type PaperRow, selectSheets, withdrawSheet } from './sheets.js'

const PAGE = 200

export function pollPaperRoutes(services: Services) {
  const { sealing, now } = services
  const whichOf = (c: AppContext, id: string) => ({ organizationId: c.get('organization').id, id })
  const byOf = (c: AppContext) => {
    const { actor } = requireStaff(c, 'coordinator', 'administrator')
    privateCache(c)
    return { actor, at: now(), sealing }
  }
  return createRouter()
    .openapi(listPaperBallots, async (c) => {
      requireStaff(c, 'coordinator', 'leader', 'administrator')
      privateCache(c)
      const poll = await findPoll(c.get('database'), whichOf(c, c.req.valid('param').poll))
      const rows = await selectSheets(c.get('database'), poll, { ...c.req.valid('query'), limit: PAGE })
      const items = rows.slice(0, PAGE).map(toPaperBallot)
      return c.json({ items, next: rows.length > PAGE ? (items.at(-1)?.sheet ?? null) : null }, 200)
    })
    .openapi(enterPaperBallot, async (c) => {
      const by = byOf(c)
      const which = whichOf(c, c.req.valid('param').poll)
      const given = c.req.valid('json')
      return once(c, services, async (transaction) =>
        c.json(toPaperBallot(await enterSheet(transaction, which, given, by)), 201),
      )
    })
    .openapi(confirmPaperBallot, async (c) => {
      const by = byOf(c)
      const which = whichOf(c, c.req.valid('param').poll)
      const given = c.req.valid('json')
      return once(c, services, async (transaction) =>
        c.json(toPaperBallot(await confirmSheet(transaction, which, given, by)), 200),
      )
    })
    .openapi(withdrawPaperBallot, async (c) => {
      const by = byOf(c)
      const which = whichOf(c, c.req.valid('param').poll)
      const given = c.req.valid('json')
      return once(c, services, async (transaction) =>
        c.json(toPaperBallot(await withdrawSheet(transaction, which, given, by)), 200),
      )
    })
}

const toPaperBallot = ({ sheet, status, enteredBy, enteredAt, confirmedBy, reason }: PaperRow): PaperBallot => ({
  sheet,
  status,
  enteredBy,
  enteredAt: enteredAt.toISOString(),
  confirmedBy,
  reason,
})
