import { refuseBlocked } from '../abuse/blocks.js'
import { countAgainst, load } from '../abuse/standing.js'
import { admitByWork, isWayTaken } from '../identity/admission.js'
import { requireStaff } from '../identity/authenticate.js'
import { spend } from '../identity/spent.js'
import { randomSecret } from '../platform/crypto.js'
import type { Transaction } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { hasKeptAnswer, once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { codeMail } from './code-mail.js'
import { codeFor, keepCode, spendCode, tryCode } from './codes.js'
import { type ResidentContact, readContact } from './contact.js'
import { createSession, createSource, deleteSource, listSources, type ResidentSource, sendCode } from './contract.js'
import { requestOf } from './request.js'
import { openSession } from './sessions.js'
import { createSignIns, type SignedIn } from './sign-ins.js'
import { readSiteToken } from './site-token.js'
import { addSource, removeSource, type SourceRow, sourcesOf } from './sources.js'
import { type Known, subjectOf } from './subject.js'
import { toResident } from './view.js'
import { welcome } from './welcome.js'

/** Mails with a code to one address within an hour: nobody's letter box is filled by it. */
const CODES_TO_ONE = 6

/** How residents show who they are. What is theirs then: see `me-routes.ts`. */
export function residentRoutes(services: Services) {
  const { secret, sealing, mail, now } = services
  /** What someone has shown of who they are, and what spends it: it is good once. */
  interface ShownBy {
    known: Known
    told: Partial<ResidentContact>
    spend(transaction: Transaction): Promise<void>
  }

  /** @throws {Problem} `invalid-input` (`wrong-code`) */
  async function byCode(
    c: AppContext,
    { email, code }: { email: string; code: string },
    isAnswered: boolean,
  ): Promise<ShownBy> {
    if (!isWayTaken(c, 'email')) throw new Problem('not-found')
    const { id: organizationId } = c.get('organization')
    const known = { way: 'email', email } as const
    const key = { organizationId, subject: await subjectOf(secret, organizationId, known) }
    const isRight = isAnswered || (await tryCode(c.get('database'), secret, key, { code, now: now() }))
    if (!isRight) throw invalid('/code', 'wrong-code')
    return {
      known,
      told: { email },
      async spend(transaction) {
        if (!(await spendCode(transaction, secret, key, code))) throw invalid('/code', 'wrong-code')
      },
    }
  }

  /** @throws {Problem} `invalid-input` (`wrong-token`) */
  async function byToken(c: AppContext, token: string): Promise<ShownBy> {
    if (!isWayTaken(c, 'site')) throw new Problem('not-found')
    const { id: organizationId } = c.get('organization')
    const person = await readSiteToken(c.get('database'), services, organizationId, token)
    if (!person) throw invalid('/token', 'wrong-token')
    const { issuer, subject, name, email, vouched, spentAs } = person
    return {
      known: { way: 'site', issuer, subject },
      told: { name: name ?? null, email: email ?? null, vouched },
      async spend(transaction) {
        if (!(await spend(transaction, organizationId, spentAs))) throw invalid('/token', 'wrong-token')
      },
    }
  }

  /** @throws {Problem} `invalid-input` (`wrong-token`) */
  async function byExchange(c: AppContext, code: string): Promise<ShownBy> {
    const { id: organizationId } = c.get('organization')
    const signIns = createSignIns(services, organizationId)
    const found = await signIns.read<SignedIn>(c.get('database'), 'back', code)
    if (!found) throw invalid('/exchange', 'wrong-token')
    return {
      ...found,
      async spend(transaction) {
        if (!(await signIns.end(transaction, 'back', code))) throw invalid('/exchange', 'wrong-token')
      },
    }
  }

  return createRouter()
    .openapi(sendCode, async (c) => {
      const { id: organizationId } = c.get('organization')
      if (!isWayTaken(c, 'email')) throw new Problem('not-found')
      const { email } = c.req.valid('json')
      privateCache(c)
      if (!mail.isConfigured) throw new Problem('mail-not-configured')
      await refuseBlocked(c, services, email)
      const key = { organizationId, subject: await subjectOf(secret, organizationId, { way: 'email', email }) }
      const code = await codeFor(secret, key, c.req.header('idempotency-key') ?? randomSecret())
      const spendProof = await admitByWork(c, services)
      const rate = { organizationId, of: 'codes:to', by: key.subject, window: 3600 }
      countAgainst(c, services, rate, CODES_TO_ONE)
      const answer = await once(
        c,
        services,
        async (transaction) => {
          await spendProof(transaction)
          const expiresAt = await keepCode(transaction, secret, key, { code, now: now() })
          return c.json({ expiresAt: expiresAt.toISOString() }, 201)
        },
        await requestOf(c, secret),
      )
      // After the transaction, and also for a repetition: the mail may be why it was repeated. The code is the same.
      const { names, settings } = c.get('organization')
      const language = c.get('language')
      const organization = localize(names, language, settings.languages)
      await mail.send(codeMail({ to: email, code, organization, language }))
      return answer
    })

    .openapi(createSession, async (c) => {
      const { id: organizationId } = c.get('organization')
      const given = c.req.valid('json')
      privateCache(c)
      const isAnswered = await hasKeptAnswer(c)
      if (!isAnswered) load(c, services, 'signins').count()
      const shown =
        'exchange' in given
          ? await byExchange(c, given.exchange)
          : 'token' in given
            ? await byToken(c, given.token)
            : await byCode(c, given, isAnswered)
      const subject = await subjectOf(secret, organizationId, shown.known)
      return once(
        c,
        services,
        async (transaction) => {
          await shown.spend(transaction)
          const by = { organizationId, subject, way: shown.known.way }
          const row = await welcome(transaction, sealing, by, { told: shown.told, now: now() })
          const opened = await openSession(transaction, { organizationId, residentId: row.id, now: now() })
          c.set('about', `residents/${row.id}`)
          const resident = toResident(row, await readContact(sealing, row))
          return c.json({ token: opened.token, expiresAt: opened.expiresAt.toISOString(), resident }, 201)
        },
        await requestOf(c, secret),
      )
    })

    .openapi(listSources, async (c) => {
      requireStaff(c, 'administrator')
      privateCache(c)
      const items = await sourcesOf(c.get('database'), c.get('organization').id)
      return c.json({ items: items.map(toSource) }, 200)
    })

    .openapi(createSource, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const source = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const added = await addSource(transaction, sealing, c.get('organization').id, source, { actor, at: now() })
        return c.json({ ...toSource(added.row), secret: added.secret }, 201)
      })
    })

    .openapi(deleteSource, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const key = { id: c.req.valid('param').id, organizationId: c.get('organization').id }
      privateCache(c)
      return once(c, services, async (transaction) => {
        if (!(await removeSource(transaction, key, { actor, at: now() }))) throw new Problem('not-found')
        return c.json({ removed: true as const }, 200)
      })
    })
}

const toSource = ({ id, way, issuer, jwks, clientId, createdAt }: SourceRow): ResidentSource => ({
  id,
  way,
  issuer,
  jwks,
  clientId,
  createdAt: createdAt.toISOString(),
})
