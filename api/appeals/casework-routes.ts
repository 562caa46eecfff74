import { z } from 'zod'
import { requireStaff, rolesOf, type Staff } from '../identity/authenticate.js'
import { caseworkers } from '../identity/roles.js'
import type { Transaction } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { listColleagues as colleaguesOf, findColleague } from '../staff/colleagues.js'
import { append } from './append.js'
import { createNote, getQueues, listColleagues, setAssignee, settleMention, splitAppeal } from './casework-contract.js'
import { type AppealRow, lockAppeal } from './find.js'
import { type Hands, mayGive } from './hands.js'
import type { AppealEvent } from './history.js'
import { mention, settleMention as settle } from './mentions.js'
import { particularsOf } from './particulars.js'
import { countQueues } from './queues.js'
import { splitOff } from './split.js'
import { toStaff } from './view.js'

/** What staff do with an appeal beside its steps. */
export function caseworkRoutes(services: Services) {
  const { database, events, now, sealing } = services

  /** Whoever acts on an appeal has seen what called them to it. */
  const act = async (
    c: AppContext,
    {
      number,
      staff,
      act,
      may = () => true,
    }: {
      number: number
      staff: Staff
      act(transaction: Transaction, appeal: AppealRow, now: Date): Promise<AppealRow>
      may?(appeal: AppealRow): boolean
    },
  ) => {
    const organization = c.get('organization')
    privateCache(c)
    const time = now()
    const answer = await once(c, services, async (transaction) => {
      const locked = await lockAppeal(transaction, { organizationId: organization.id, number })
      if (!locked) throw new Problem('not-found')
      if (locked.erasedAt) throw new Problem('appeal-erased')
      if (!may(locked)) throw new Problem('forbidden')
      c.set('about', `appeals/${number}`)
      const appeal = await act(transaction, locked, time)
      await settle(transaction, { organizationId: organization.id, appealId: appeal.id, actor: staff.actor })
      const reader = { organization, language: c.get('language'), now: time }
      return c.json(toStaff(appeal, await particularsOf(transaction, services, appeal), reader, staff), 200)
    })
    events.nudge()
    return answer
  }
  const adding =
    (staff: Staff, event: Pick<AppealEvent, 'type' | 'data'>) =>
    (transaction: Transaction, appeal: AppealRow, at: Date) =>
      append(transaction, appeal, staff.actor, { ...event, data: { ...event.data, author: staff.name }, at })

  return createRouter()
    .openapi(getQueues, async (c) => {
      const { actor } = requireStaff(c)
      const { id: organizationId, settings } = c.get('organization')
      privateCache(c)
      const looker = { organizationId, actor, now: now(), timeZone: settings.timeZone }
      return c.json(await countQueues(c.get('database'), looker), 200)
    })

    .openapi(createNote, async (c) => {
      const staff = requireStaff(c, 'officer', 'coordinator', 'leader', 'administrator')
      const { text, mentions: ids } = c.req.valid('json')
      const { path } = c.get('organization')
      // As the owner of the database, and before the transaction: a request does not read accounts.
      const called = await Promise.all(
        [...new Set(ids)].map((accountId) => findColleague(database, { path, accountId })),
      )
      const colleagues = called.filter((colleague) => colleague !== undefined)
      if (colleagues.length < called.length) throw invalid('/mentions', 'not-staff')
      const mentions = colleagues.length > 0 ? colleagues.map(({ name }) => name) : undefined
      const note = adding(staff, { type: 'noted', data: { text, mentions } })
      return act(c, {
        ...c.req.valid('param'),
        staff,
        act: async (transaction, appeal, at) => {
          const { organizationId, id: appealId } = appeal
          const actors = colleagues.map(({ id }) => `staff:${id}`).filter((actor) => actor !== staff.actor)
          await mention(transaction, { organizationId, appealId, actors, at })
          return note(transaction, appeal, at)
        },
      })
    })

    .openapi(settleMention, (c) => {
      const staff = requireStaff(c)
      return act(c, { ...c.req.valid('param'), staff, act: async (_, appeal) => appeal })
    })

    .openapi(splitAppeal, (c) => {
      const staff = requireStaff(c, ...caseworkers)
      const part = c.req.valid('json')
      const organization = c.get('organization')
      return act(c, {
        ...c.req.valid('param'),
        staff,
        act: (transaction, appeal, now) => splitOff(transaction, appeal, part, { organization, sealing, staff, now }),
      })
    })

    .openapi(listColleagues, async (c) => {
      const { actor } = requireStaff(c, ...caseworkers, 'leader')
      const { path } = c.get('organization')
      const { limit, cursor, q } = c.req.valid('query')
      privateCache(c)
      const rows = await colleaguesOf(database, { path, limit, after: cursor && idIn(cursor), q })
      return c.json(
        toPage(
          rows,
          limit,
          ({ id, name }) => ({ id, name, isMe: actor === `staff:${id}` }),
          ({ id }) => toCursor(id),
        ),
        200,
      )
    })

    .openapi(setAssignee, async (c) => {
      const staff = requireStaff(c, ...caseworkers)
      const { assignee } = c.req.valid('json')
      const { path } = c.get('organization')
      const who = { actor: staff.actor, roles: rolesOf(staff) }
      const give = (to: Hands, event: Pick<AppealEvent, 'type' | 'data'>) =>
        act(c, { ...c.req.valid('param'), staff, act: adding(staff, event), may: (appeal) => mayGive(to, appeal, who) })
      if (assignee === null) return give('nobody', { type: 'released', data: {} })
      if (assignee === 'me' || staff.actor === `staff:${assignee}`) return give('mine', { type: 'taken', data: {} })
      // As the owner of the database, and before the transaction: a request does not read accounts.
      const colleague = await findColleague(database, { path, accountId: assignee })
      if (!colleague) throw invalid('/assignee', 'not-staff')
      const data = { assignee: `staff:${colleague.id}`, assigneeName: colleague.name }
      return give('a colleague', { type: 'handed', data })
    })
}

function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
