import { refuseBlocked } from '../abuse/blocks.js'
import { load } from '../abuse/standing.js'
import { localDate } from '../appeals/deadlines.js'
import { admit } from '../identity/admission.js'
import { keyedHash } from '../platform/crypto.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { claimOf, once } from '../platform/idempotency.js'
import { toPage } from '../platform/paging.js'
import { phaseAt, steadySeconds } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { findResident } from '../residents/known.js'
import { readVouched } from '../residents/vouched.js'
import { castBallot, changeBallot, getPoll, getPollResults, listPolls, listReceipts } from './contract.js'
import type { Counting } from './count/results.js'
import { getPollGroups } from './groups-contract.js'
import { findPoll, type PollRow, selectPolls, selectReceipts } from './queries.js'
import { createStatements, recordLines } from './recount/close.js'
import { getRecord, getSigningKey } from './recount/contract.js'
import { publicKeyOf } from './recount/signing.js'
import { createCasting } from './together.js'
import { toPublicPoll } from './view.js'
import { type VoterTraits, voterHash } from './voter.js'
import { changeVote, readResults, resultsAfterVote, vote } from './voting.js'

const RECEIPTS = 1_000

/** Seconds for which a poll may be kept, unless it opens or closes before. */
const FRESH = 30

export function pollRoutes(services: Services, counting: Counting) {
  const { secret, sealing, now } = services
  const stated = createStatements(services)
  const castTogether = createCasting(services)
  /** What is kept of a vote does not tell the results: they are those of now, also for who sends it again. */
  const resultsFor = async (c: AppContext, poll: PollRow) => {
    const results = await resultsAfterVote(c.get('database'), poll, counting, now())
    services.events.nudge()
    return results
  }
  const withResults = async <Answer extends Response>(
    c: AppContext,
    answer: Answer,
    { key, voted }: { key: { organizationId: string; id: string }; voted: PollRow | undefined },
  ): Promise<Answer> => {
    const results = await resultsFor(c, voted ?? (await findPoll(c.get('database'), key)))
    if (!results) return answer
    const body = JSON.stringify({ ...(await answer.json()), results })
    return c.body(body, answer.status as 200, { 'content-type': 'application/json' }) as Response as Answer
  }
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
      const results = await readResults(c.get('database'), poll, { voters, stated, counting, now: now() })
      // Read again after each `poll.voted`: nothing between may answer with an older count.
      if (phaseAt(poll, now()) === 'closed') publicCache(c, FRESH)
      else if (poll.results === 'always') publicCache(c, 0)
      else privateCache(c)
      return c.json(results, 200)
    })
    .openapi(castBallot, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const { answers, receipt } = c.req.valid('json')
      // Whom nothing is asked could vote as often as they like: staff try a poll by `test-ballots`, and vote as residents.
      if (c.get('staff')) throw new Problem('forbidden')
      const { resident, spend, refuseAnonymous } = await admit(c, services, 'polls')
      const device = c.req.valid('header')['vmeste-device']
      const traits = resident ? { resident: resident.subject } : traitsOf(c, device)
      const voter = await voterHash(secret, key, traits)
      // What is kept of the request must not tell the vote to whoever tries out the few that are possible.
      const request = [await keyedHash(secret, voter, JSON.stringify([answers, receipt]))]
      const given = {
        voter,
        answers,
        receipt,
        refuse: refuseAnonymous,
        vouched: resident && (await readVouched(c.get('database'), sealing, { ...key, id: resident.id })),
        today: () => localDate(now(), c.get('organization').settings.timeZone),
      }
      const claim = await claimOf(c, request)
      const outcome = await castTogether(c.get('database'), key, { ...given, claim, spend })
      if (outcome !== 'alone') return c.json({ ...outcome.accepted, results: await resultsFor(c, outcome.poll) }, 201)
      const answer = await once(
        c,
        services,
        async (transaction) => {
          await spend(transaction)
          const { accepted } = await vote(transaction, key, { ...given, secret, sealing, now: now() })
          return c.json(accepted, 201)
        },
        request,
      )
      return withResults(c, answer, { key, voted: undefined })
    })
    .openapi(changeBallot, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const { answers } = c.req.valid('json')
      const { 'vmeste-ballot': ballotSecret } = c.req.valid('header')
      // Whoever has the secret may: to ask who it is would join them to the ballot.
      await refuseBlocked(c, services)
      load(c, services, 'polls').count()
      const request = [await keyedHash(secret, ballotSecret, JSON.stringify(answers))]
      let voted: PollRow | undefined
      const answer = await once(
        c,
        services,
        async (transaction) => {
          const { poll, accepted } = await changeVote(transaction, key, {
            ballotSecret,
            answers,
            secret,
            sealing,
            now: now(),
          })
          voted = poll
          return c.json(accepted, 200)
        },
        request,
      )
      return withResults(c, answer, { key, voted })
    })
    .openapi(getPollGroups, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const poll = await findPoll(c.get('database'), key)
      // Told again and again while votes come in, groups would tell who came.
      if (phaseAt(poll, now()) !== 'closed') throw new Problem('poll-not-closed')
      const { statement } = await stated(c.get('database'), poll)
      publicCache(c, FRESH)
      return c.json({ poll: poll.id, items: statement.groups ?? [] }, 200)
    })
    .openapi(getRecord, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const database = c.get('database')
      const poll = await findPoll(database, key)
      if (phaseAt(poll, now()) !== 'closed') throw new Problem('poll-not-closed')
      const signed = await stated(database, poll)
      publicCache(c, FRESH)
      return c.body(streamOf(recordLines(database, poll, signed)), 200, {
        'content-type': 'application/jsonl; charset=utf-8',
        'content-disposition': `attachment; filename="${poll.id}.jsonl"`,
        // The types take every media type with `json` in it for one value.
      }) as never
    })
    .openapi(getSigningKey, async (c) => {
      publicCache(c, FRESH)
      return c.json(
        { algorithm: 'Ed25519' as const, publicKey: await publicKeyOf(secret, c.get('organization').id) },
        200,
      )
    })
    .openapi(listReceipts, async (c) => {
      const key = { organizationId: c.get('organization').id, id: c.req.valid('param').poll }
      const poll = await findPoll(c.get('database'), key)
      // While votes come in, what is new would tell whose it is.
      if (phaseAt(poll, now()) !== 'closed') throw new Problem('poll-not-closed')
      await stated(c.get('database'), poll)
      const found = await selectReceipts(c.get('database'), poll, { ...c.req.valid('query'), limit: RECEIPTS })
      const items = found.slice(0, RECEIPTS)
      publicCache(c, FRESH)
      return c.json({ items, next: found.length > RECEIPTS ? (items.at(-1) ?? null) : null }, 200)
    })
}

/** A line at a time, as fast as it is taken. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream {
  const utf8 = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(utf8.encode(`${value}\n`))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
