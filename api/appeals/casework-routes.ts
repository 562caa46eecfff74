import { requireStaff, type Staff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { append } from './append.js'
import { createNote, getQueues, setAssignee } from './casework-contract.js'
import { lockAppeal } from './find.js'
import type { AppealEvent } from './history.js'
import { particularsOf } from './particulars.js'
import { countQueues } from './queues.js'
import { toStaff } from './view.js'

/** What staff do with an appeal beside its steps. */
export function caseworkRoutes(services: Services) {
  const { events, now } = services

  const add = async (
    c: AppContext,
    { number, staff, event }: { number: number; staff: Staff; event: Pick<AppealEvent, 'type' | 'data'> },
  ) => {
    const organization = c.get('organization')
    privateCache(c)
    const time = now()
    const answer = await once(c, services, async (transaction) => {
      const locked = await lockAppeal(transaction, { organizationId: organization.id, number })
      if (!locked) throw new Problem('not-found')
      if (locked.erasedAt) throw new Problem('appeal-erased')
      c.set('about', `appeals/${number}`)
      const data = { ...event.data, author: staff.name }
      const appeal = await append(transaction, locked, staff.actor, { ...event, data, at: time })
      const reader = { organization, language: c.get('language'), now: time }
      return c.json(toStaff(appeal, await particularsOf(transaction, services, appeal), reader, staff), 200)
    })
    events.nudge()
    return answer
  }

  return createRouter()
    .openapi(getQueues, async (c) => {
      const { actor } = requireStaff(c)
      const { id: organizationId, settings } = c.get('organization')
      privateCache(c)
      const looker = { organizationId, actor, now: now(), timeZone: settings.timeZone }
      return c.json(await countQueues(c.get('database'), looker), 200)
    })

    .openapi(createNote, (c) => {
      const staff = requireStaff(c, 'officer', 'coordinator', 'leader', 'administrator')
      const { text } = c.req.valid('json')
      return add(c, { ...c.req.valid('param'), staff, event: { type: 'noted', data: { text } } })
    })

    .openapi(setAssignee, (c) => {
      const staff = requireStaff(c, 'officer', 'coordinator', 'administrator')
      const type = c.req.valid('json').assignee === null ? 'released' : 'taken'
      return add(c, { ...c.req.valid('param'), staff, event: { type, data: {} } })
    })
}
