import { and, desc, eq, getTableColumns } from 'drizzle-orm'
import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { phaseAt } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { toETag } from '../platform/version.js'
import { maskingOf } from '../privacy/masking.js'
import { readBallot } from './ballot.js'
import type { Counting } from './count/results.js'
import { addToList, clearList, countList, votersFor } from './list.js'
import * as manage from './manage.js'
import { findAnyPoll, findPoll, type PollRow } from './queries.js'
import { createStatements } from './recount/close.js'
import { resultsCsv } from './results-csv.js'
import * as contract from './staff-contract.js'
import { polls, pollTallies } from './tables.js'
import { countTrials, isTried, keepTrial } from './trials.js'
import { toPublicPoll } from './view.js'
import { readResults } from './voting.js'
import { wordsOf } from './words.js'

/** Seconds for which a count that no more changes may be kept. */
const FRESH = 30
const MOST_LISTED = 500

/** How staff write polls, and what is told of results beside the count. */
export function pollStaffRoutes(services: Services, counting: Counting) {
  const { now } = services
  const stated = createStatements(services)
  const whichOf = (c: AppContext, id: string) => ({ organizationId: c.get('organization').id, id })
  const byOf = (c: AppContext, ifMatch?: string): manage.By => {
    const { actor } = requireStaff(c, 'coordinator', 'administrator')
    const { settings } = c.get('organization')
    privateCache(c)
    return { actor, at: now(), timeZone: settings.timeZone, ways: settings.identity.polls, ifMatch }
  }
  const requireReader = (c: AppContext) => {
    requireStaff(c, 'coordinator', 'leader', 'administrator')
    privateCache(c)
  }
  const told = (c: AppContext, poll: PollRow) => {
    c.header('etag', toETag(poll.version))
    return toAdministration(poll, now())
  }

  return createRouter()
    .openapi(contract.listPollDefinitions, async (c) => {
      requireReader(c)
      const rows = await c
        .get('database')
        .select({ ...getTableColumns(polls), ballots: pollTallies.ballots })
        .from(polls)
        .leftJoin(
          pollTallies,
          and(eq(pollTallies.organizationId, polls.organizationId), eq(pollTallies.pollId, polls.id)),
        )
        .where(eq(polls.organizationId, c.get('organization').id))
        .orderBy(desc(polls.opensAt), polls.id)
        .limit(MOST_LISTED)
      const items = rows.map(({ ballots, ...row }) => {
        const { id, status, version, titles, opensAt, closesAt } = toAdministration(row, now())
        return { id, status, version, titles, opensAt, closesAt, ballots: ballots ?? 0 }
      })
      return c.json({ items }, 200)
    })

    .openapi(contract.getPollDefinition, async (c) => {
      requireReader(c)
      const poll = await findAnyPoll(c.get('database'), whichOf(c, c.req.valid('param').poll))
      return c.json(told(c, poll), 200)
    })

    .openapi(contract.setPollDefinition, async (c) => {
      const { 'if-match': ifMatch, 'if-none-match': ifNone } = c.req.valid('header')
      const by = { ...byOf(c, ifMatch), isFirst: ifNone !== undefined }
      const which = whichOf(c, c.req.valid('param').poll)
      const given = c.req.valid('json')
      return once(c, services, async (transaction) => {
        const { poll, isNew } = await manage.setPoll(transaction, which, given, by)
        return c.json(told(c, poll), isNew ? 201 : 200)
      })
    })

    .openapi(contract.deletePollDraft, async (c) => {
      const by = byOf(c, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').poll)
      await c.get('database').transaction((transaction) => manage.deleteDraft(transaction, which, by))
      return c.body(null, 204)
    })

    .openapi(contract.copyPoll, async (c) => {
      const by = byOf(c, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').poll)
      const { id } = c.req.valid('json')
      return once(c, services, async (transaction) =>
        c.json(told(c, await manage.copyPoll(transaction, which, id, by)), 201),
      )
    })

    .openapi(contract.publishPoll, async (c) => {
      const by = byOf(c, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').poll)
      const times = c.req.valid('json')
      return once(c, services, async (transaction) =>
        c.json(told(c, await manage.publishPoll(transaction, which, times, by)), 200),
      )
    })

    .openapi(contract.closePoll, async (c) => {
      const by = byOf(c, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').poll)
      return once(c, services, async (transaction) =>
        c.json(told(c, await manage.closePoll(transaction, which, by)), 200),
      )
    })

    .openapi(contract.getPollList, async (c) => {
      requireReader(c)
      const poll = await findAnyPoll(c.get('database'), whichOf(c, c.req.valid('param').poll))
      return c.json({ listed: await countList(c.get('database'), poll) }, 200)
    })

    .openapi(contract.addToPollList, async (c) => {
      const by = byOf(c)
      const poll = await findAnyPoll(c.get('database'), whichOf(c, c.req.valid('param').poll))
      const { people } = c.req.valid('json')
      const voters = await votersFor(services.secret, poll, people)
      return once(c, services, async (transaction) =>
        c.json({ listed: await addToList(transaction, poll, voters, by) }, 200),
      )
    })

    .openapi(contract.clearPollList, async (c) => {
      const by = byOf(c)
      const which = whichOf(c, c.req.valid('param').poll)
      await c.get('database').transaction((transaction) => clearList(transaction, which, by))
      return c.body(null, 204)
    })

    .openapi(contract.testBallot, async (c) => {
      byOf(c)
      const database = c.get('database')
      const { answers, receipt } = c.req.valid('json')
      const poll = await findAnyPoll(database, whichOf(c, c.req.valid('param').poll))
      const { errors, ballot } = readBallot(poll.questions, answers)
      if (errors.length > 0) throw new Problem('invalid-input', { errors })
      if (!isTried(poll, now())) return c.json({ answers: ballot, results: null }, 200)
      await keepTrial(database, poll, ballot, receipt)
      return c.json({ answers: ballot, results: await countTrials(database, poll) }, 200)
    })

    .openapi(contract.getTestResults, async (c) => {
      requireReader(c)
      const database = c.get('database')
      const poll = await findAnyPoll(database, whichOf(c, c.req.valid('param').poll))
      if (!isTried(poll, now())) throw new Problem('poll-opened')
      return c.json(await countTrials(database, poll), 200)
    })

    .openapi(contract.listPollWords, async (c) => {
      requireReader(c)
      const database = c.get('database')
      const poll = await findPoll(database, whichOf(c, c.req.valid('param').poll))
      if (phaseAt(poll, now()) !== 'closed') throw new Problem('poll-not-closed')
      await stated(database, poll)
      const { words, next } = await wordsOf(database, poll, { ...c.req.valid('query'), secret: services.secret })
      const { text: masked } = maskingOf(c.get('organization').settings)
      return c.json({ items: words.map(masked), next }, 200)
    })

    .openapi(contract.downloadPollResults, async (c) => {
      const poll = await findPoll(c.get('database'), whichOf(c, c.req.valid('param').poll))
      // What is published to those only who have voted is not for a download.
      const results = await readResults(c.get('database'), poll, { voters: [], stated, counting, now: now() })
      const isClosed = phaseAt(poll, now()) === 'closed'
      publicCache(c, isClosed ? FRESH : 0)
      const groups = isClosed ? (await stated(c.get('database'), poll)).statement.groups : undefined
      const shown = toPublicPoll(poll, c.get('language'), c.get('organization').settings, now())
      return c.body(resultsCsv(shown, results, groups), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${poll.id}.csv"`,
      })
    })
}

const toAdministration = ({ organizationId: _, state, ...poll }: PollRow, at: Date): contract.PollAdministration => ({
  ...poll,
  status: state === 'draft' ? 'draft' : phaseAt(poll, at),
  opensAt: poll.opensAt.toISOString(),
  closesAt: poll.closesAt.toISOString(),
})
