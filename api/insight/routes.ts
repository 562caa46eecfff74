import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { load } from '../abuse/standing.js'
import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { namesOfStaff } from '../staff/names.js'
import { organizationsOf, periodOf } from './asked.js'
import { findCases } from './cases.js'
import * as contract from './contract.js'
import { rhythmOf, setRhythm } from './digest.js'
import { downloadReport, getDigest, setDigest } from './digest-contract.js'
import { figuresOf } from './figures.js'
import { matrixTable, statisticsTable, type Table, toFile } from './files.js'
import { readMatrix } from './matrix.js'
import { addProblem, readProblems, updateProblem } from './problems.js'
import { changeProblem, createProblem, listProblems } from './problems-contract.js'
import { readCells } from './read.js'
import { readReport } from './report.js'
import { writeReport } from './report-text.js'
import { grouped, readStatistics } from './statistics.js'
import { findTerritories, replaceTerritories } from './territories.js'

/** Who reads where it hurts. */
const readers = ['coordinator', 'leader', 'administrator'] as const
/** Seconds for which figures may be kept by whoever carries them. */
const FRESH = 300

export function insightRoutes(services: Services) {
  const { database, now } = services
  const readerOf = (c: AppContext) => ({ organization: c.get('organization'), language: c.get('language'), now: now() })
  const statisticsOf = async (c: AppContext, { scope, ...query }: z.output<typeof contract.statisticsQuery>) => {
    const organization = c.get('organization')
    if (!c.get('staff')) load(c, services, 'statistics').count()
    const period = periodOf(query, organization, now(), scope)
    const organizations = await organizationsOf(c.get('database'), organization, scope)
    publicCache(c, FRESH)
    // Of those below, a request sees no rows: the owner reads them, and says no more than how many.
    const source = scope === 'own' ? c.get('database') : database
    return readStatistics(source, { ...readerOf(c), organizations, period })
  }
  const matrixOf = async (c: AppContext, { by, rows, group, ...query }: z.output<typeof contract.matrixQuery>) => {
    requireStaff(c, ...readers)
    const organization = c.get('organization')
    const isBelow = by === 'organization'
    const scope = isBelow ? 'all' : 'own'
    const period = periodOf(query, organization, now(), scope)
    privateCache(c)
    const organizations = await organizationsOf(c.get('database'), organization, scope)
    // Of those below, a request sees no rows: the owner reads them, and says no more than how many.
    const source = isBelow ? database : c.get('database')
    return readMatrix(source, { ...readerOf(c), organizations, period, by, rows, group })
  }
  /** Who is written to: a key has no address, so there is nothing to choose. */
  const leaderOf = (c: AppContext) => {
    const { actor, isPerson } = requireStaff(c, 'leader')
    if (!isPerson) throw new Problem('not-found')
    return { organizationId: c.get('organization').id, accountId: actor.replace('staff:', '') }
  }
  return createRouter()
    .openapi(contract.getStatistics, async (c) => c.json(await statisticsOf(c, c.req.valid('query')), 200))

    .openapi(contract.downloadStatistics, async (c) => {
      const table = statisticsTable(await statisticsOf(c, c.req.valid('query')))
      return asFile(c, table, c.req.valid('param').table)
    })

    .openapi(contract.getOfficers, async (c) => {
      requireStaff(c, 'leader')
      const organization = c.get('organization')
      const period = periodOf(c.req.valid('query'), organization, now())
      privateCache(c)
      const request = { organizations: [organization.id], view: 'officer', period } as const
      const cells = grouped(await readCells(c.get('database'), request), ({ subject }) => subject)
      const ids = [...cells.keys()].map((actor) => actor.replace('staff:', ''))
      const names = await namesOfStaff(database, ids)
      const items = [...cells].map(([actor, cell], index) => {
        const id = ids[index] ?? actor
        return { id, name: names.get(id) ?? null, figures: figuresOf(cell) }
      })
      items.sort((one, other) => other.figures.solved - one.figures.solved)
      return c.json({ period, items }, 200)
    })

    .openapi(contract.getMatrix, async (c) => c.json(await matrixOf(c, c.req.valid('query')), 200))

    .openapi(contract.downloadMatrix, async (c) => {
      const table = matrixTable(await matrixOf(c, c.req.valid('query')))
      return asFile(c, table, c.req.valid('param').table)
    })

    .openapi(downloadReport, async (c) => {
      requireStaff(c, ...readers)
      const organization = c.get('organization')
      const period = periodOf(c.req.valid('query'), organization, now())
      privateCache(c)
      const asked = { ...readerOf(c), organizations: [organization.id], period }
      const report = await readReport(c.get('database'), asked)
      // Loaded with the first: a server that is asked for none does without its memory.
      const { reportPdf } = await import('./report-pdf.js')
      const pdf = await reportPdf(writeReport(report, organization, c.get('language')))
      return c.body(Uint8Array.from(pdf), 200, {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${organization.id}-${period.from}-${period.to}.pdf"`,
      })
    })

    .openapi(getDigest, async (c) => {
      const leader = leaderOf(c)
      privateCache(c)
      return c.json({ rhythm: await rhythmOf(c.get('database'), leader) }, 200)
    })

    .openapi(setDigest, async (c) => {
      const leader = leaderOf(c)
      const { rhythm } = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        await setRhythm(transaction, { ...leader, rhythm })
        return c.json({ rhythm }, 200)
      })
    })

    .openapi(contract.getCases, async (c) => {
      requireStaff(c, ...readers)
      const organization = c.get('organization')
      const { by, row, column, ...query } = c.req.valid('query')
      const period = periodOf(query, organization, now())
      privateCache(c)
      const asked = { organization, period, by, row, column, now: now() }
      return c.json(await findCases(c.get('database'), asked), 200)
    })

    .openapi(listProblems, async (c) => {
      requireStaff(c, ...readers)
      privateCache(c)
      return c.json({ items: await readProblems(c.get('database'), readerOf(c)) }, 200)
    })

    .openapi(createProblem, async (c) => {
      const { actor, name } = requireStaff(c, 'leader')
      const organizationId = c.get('organization').id
      const given = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const id = uuid()
        const row = { ...given, organizationId, id, takenAt: now(), takenBy: name, endedAt: null }
        await addProblem(transaction, row, { actor, at: now() })
        const [problem] = await readProblems(transaction, readerOf(c), id)
        if (!problem) throw new Error('the problem just taken is gone')
        return c.json(problem, 201)
      })
    })

    .openapi(changeProblem, async (c) => {
      const { actor } = requireStaff(c, 'leader')
      const organizationId = c.get('organization').id
      const { problem: id } = c.req.valid('param')
      const { ended, ...given } = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const change = { ...given, ...(ended !== undefined && { endedAt: ended ? now() : null }) }
        await updateProblem(transaction, { organizationId, id }, change, { actor, at: now() })
        const [problem] = await readProblems(transaction, readerOf(c), id)
        if (!problem) throw new Problem('not-found')
        return c.json(problem, 200)
      })
    })

    .openapi(contract.getTerritories, async (c) => {
      publicCache(c, FRESH)
      return c.json(await findTerritories(c.get('database'), c.get('organization').id), 200)
    })

    .openapi(contract.setTerritories, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { id } = c.get('organization')
      const given = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        await replaceTerritories(transaction, id, given, { actor, at: now() })
        return c.json(await findTerritories(transaction, id), 200)
      })
    })
}

function asFile(c: AppContext, table: Table, name: string) {
  const { type, body } = toFile(table, name.endsWith('.csv') ? 'csv' : 'xlsx')
  return c.body(body, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${c.get('organization').id}-${name}"`,
  })
}
