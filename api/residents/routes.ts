import { countAgainst, load } from '../abuse/standing.js'
import { admitByWork, isWayTaken } from '../identity/admission.js'
import { randomSecret } from '../platform/crypto.js'
import { createRouter, privateCache } from '../platform/http.js'
import { hasKeptAnswer, once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { codeMail } from './code-mail.js'
import { codeFor, keepCode, spendCode, tryCode } from './codes.js'
import { readContact } from './contact.js'
import { createSession, sendCode } from './contract.js'
import { requestOf } from './request.js'
import { openSession } from './sessions.js'
import { subjectOf } from './subject.js'
import { toResident } from './view.js'
import { welcome } from './welcome.js'

/** Mails with a code to one address within an hour: nobody's letter box is filled by it. */
const CODES_TO_ONE = 6

/** How residents show who they are. What is theirs then: see `me-routes.ts`. */
export function residentRoutes(services: Services) {
  const { secret, sealing, mail, now } = services
  return createRouter()
    .openapi(sendCode, async (c) => {
      const { id: organizationId } = c.get('organization')
      if (!isWayTaken(c, 'email')) throw new Problem('not-found')
      const { email } = c.req.valid('json')
      privateCache(c)
      if (!mail.isConfigured) throw new Problem('mail-not-configured')
      const key = { organizationId, subject: await subjectOf(secret, organizationId, { way: 'email', email }) }
      const code = await codeFor(secret, key, c.req.header('idempotency-key') ?? randomSecret())
      const spend = await admitByWork(c, services)
      const rate = { organizationId, of: 'codes:to', by: key.subject, window: 3600 }
      countAgainst(c, services, rate, CODES_TO_ONE)
      const answer = await once(
        c,
        services,
        async (transaction) => {
          await spend(transaction)
          const expiresAt = await keepCode(transaction, secret, key, { code, now: now() })
          return c.json({ expiresAt: expiresAt.toISOString() }, 201)
        },
        await requestOf(c, secret),
      )
      // After the transaction, and also for a repetition: the mail may be why it was repeated. The code is the same.
      const { names, settings } = c.get('organization')
      const language = c.get('language')
      const organization = localize(names, language, settings.languages)
      await mail.send(await codeMail({ to: email, code, organization, language }))
      return answer
    })

    .openapi(createSession, async (c) => {
      const { id: organizationId } = c.get('organization')
      if (!isWayTaken(c, 'email')) throw new Problem('not-found')
      const { email, code } = c.req.valid('json')
      privateCache(c)
      const key = { organizationId, subject: await subjectOf(secret, organizationId, { way: 'email', email }) }
      if (!(await hasKeptAnswer(c))) {
        load(c, services, 'signins').count()
        const isRight = await tryCode(c.get('database'), secret, key, { code, now: now() })
        if (!isRight) throw invalid('/code', 'wrong-code')
      }
      return once(
        c,
        services,
        async (transaction) => {
          if (!(await spendCode(transaction, secret, key, code))) throw invalid('/code', 'wrong-code')
          const by = { ...key, way: 'email' as const }
          const row = await welcome(transaction, sealing, by, { told: { email }, now: now() })
          const opened = await openSession(transaction, { organizationId, residentId: row.id, now: now() })
          c.set('about', `residents/${row.id}`)
          const resident = toResident(row, await readContact(sealing, row))
          return c.json({ token: opened.token, expiresAt: opened.expiresAt.toISOString(), resident }, 201)
        },
        await requestOf(c, secret),
      )
    })
}
