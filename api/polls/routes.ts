import { admit } from '../identity/admission.js'
import { keyedHash } from '../platform/crypto.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { toPage } from '../platform/paging.js'
import { phaseAt, steadySeconds } from '../platform/period.js'
import type { Services } from '../platform/services.js'
import { findResident } from '../residents/known.js'
import { castBallot, getPoll, getPollResults, listPolls } from './contract.js'
import { findPoll, type PollRow, selectPolls } from './queries.js'
import { toPublicPoll } from './view.js'
import { readResults, type VoterTraits, vote, voterHash } from './voting.js'

/** Seconds for which a poll may be kept, unless it opens or closes before. */
const FRESH = 30

export function pollRoutes(services: Services) {
  const { secret, now } = services
  const view = (c: AppContext, row: PollRow) =>
    toPublicPoll(row, c.get('language'), c.get('organization').settings, now())
  const traitsOf = (c: AppContext, device: string | undefined): VoterTraits =>
    device ? { device } : { address: services.clientAddress(c), userAgent: c.req.header('user-agent') ?? '' }

  return createRouter()
    .openapi(listPolls, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const organizationId = c.get('organization').id
      const { rows, cursorOf } = await selectPolls(c.get('database'), { organizationId, limit, cursor, now: now() })
      publicCache(c, steadySeconds(rows, now(), FRESH))
      return c.json(
        toPage(rows, limit, (row) => view(c, row), cursorOf),
        200,
      )
    })
    .openapi(getPoll, async (c) => {
      const { poll: id } = c.req.valid('param')
      const poll = await findPoll(c.get('database'), { organizationId: c.get('organization').id, id })
      publicCache(c, steadySeconds([poll], now(), FRESH))
      return c.json(view(c, poll), 200)
    })
    .openapi(getPollResults, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const poll = await findPoll(c.get('database'), key)
      const resident = await findResident(c, services, { isNoted: false })
      const traits = [traitsOf(c, c.req.valid('header')['vmeste-device'])]
      if (resident) traits.push({ resident: resident.subject })
      const voters = await Promise.all(traits.map((each) => voterHash(secret, key, each)))
      const results = await readResults(c.get('database'), poll, { voters, now: now() })
      // Read again after each `poll.voted`: nothing between may answer with an older count.
      if (phaseAt(poll, now()) === 'closed') publicCache(c, FRESH)
      else if (poll.results === 'always') publicCache(c, 0)
      else privateCache(c)
      return c.json(results, 200)
    })
    .openapi(castBallot, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const { answers } = c.req.valid('json')
      const { resident, spend, refuseAnonymous } = await admit(c, services, 'polls')
      const device = c.req.valid('header')['vmeste-device']
      const traits = resident ? { resident: resident.subject } : traitsOf(c, device)
      const voter = await voterHash(secret, key, traits)
      // What is kept of the request must not tell the vote to whoever tries out the few that are possible.
      const request = [await keyedHash(secret, voter, JSON.stringify(answers))]
      const answer = await once(
        c,
        services,
        async (transaction) => {
          await spend(transaction)
          return c.json(await vote(transaction, key, { voter, answers, now: now(), refuse: refuseAnonymous }), 201)
        },
        request,
      )
      services.events.nudge()
      return answer
    })
}
