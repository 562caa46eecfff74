import { requireStaff } from '../../identity/authenticate.js'
import { keyedHash } from '../../platform/crypto.js'
import { type AppContext, createRouter, privateCache } from '../../platform/http.js'
import { once } from '../../platform/idempotency.js'
import { invalid } from '../../platform/problems.js'
import type { Services } from '../../platform/services.js'
import { namesOfActors } from '../../staff/names.js'
import { findPoll } from '../queries.js'
import {
  confirmPaperBallot,
  enterPaperBallot,
  listPaperBallots,
  type PaperBallot,
  withdrawPaperBallot,
} from './contract.js'
import {
  confirmSheet,
  countSheets,
  enterSheet,
  noteDifference,
  type PaperRow,
  selectSheets,
  withdrawSheet,
} from './sheets.js'

const PAGE = 200

export function pollPaperRoutes(services: Services) {
  const { secret, sealing, now } = services
  const whichOf = (c: AppContext, id: string) => ({ organizationId: c.get('organization').id, id })
  const byOf = (c: AppContext) => {
    const { actor, isPerson } = requireStaff(c, 'coordinator', 'administrator')
    privateCache(c)
    return { actor, isPerson, at: now(), sealing }
  }
  // What is kept of the request must not tell what a sheet says to whoever tries out the few ballots that are possible.
  const requestOf = async (which: { organizationId: string; id: string }, given: unknown) => [
    await keyedHash(secret, 'paper', which.organizationId, which.id, JSON.stringify(given)),
  ]
  return createRouter()
    .openapi(listPaperBallots, async (c) => {
      requireStaff(c, 'coordinator', 'leader', 'administrator')
      privateCache(c)
      const poll = await findPoll(c.get('database'), whichOf(c, c.req.valid('param').poll))
      const rows = await selectSheets(c.get('database'), poll, { ...c.req.valid('query'), limit: PAGE })
      const items = rows.slice(0, PAGE).map(toPaperBallot)
      const actors = items.flatMap(({ enteredBy, confirmedBy }) => [enteredBy, confirmedBy ?? enteredBy])
      const [counts, names] = await Promise.all([
        countSheets(c.get('database'), poll),
        namesOfActors(services.database, actors),
      ])
      const next = rows.length > PAGE ? (items.at(-1)?.sheet ?? null) : null
      return c.json({ items, next, counts, names: Object.fromEntries(names) }, 200)
    })
    .openapi(enterPaperBallot, async (c) => {
      const by = byOf(c)
      const which = whichOf(c, c.req.valid('param').poll)
      const given = c.req.valid('json')
      return once(
        c,
        services,
        async (transaction) => c.json(toPaperBallot(await enterSheet(transaction, which, given, by)), 201),
        await requestOf(which, given),
      )
    })
    .openapi(confirmPaperBallot, async (c) => {
      const by = byOf(c)
      const which = whichOf(c, c.req.valid('param').poll)
      const given = c.req.valid('json')
      // Apart: what is refused is not kept, and how often somebody tried is.
      const differs = await c
        .get('database')
        .transaction((transaction) => noteDifference(transaction, which, given, by))
      if (differs) throw invalid('/answers', 'differs')
      return once(
        c,
        services,
        async (transaction) => c.json(toPaperBallot(await confirmSheet(transaction, which, given, by)), 200),
        await requestOf(which, given),
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
