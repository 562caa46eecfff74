import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { localize } from '../platform/language.js'
import { linkBase } from '../platform/own-origin.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import {
  type Invitation,
  invite,
  listInvitations,
  listStaff,
  removeStaff,
  setRoles,
  withdrawInvitation,
} from './administration.js'
import { type InvitationRow, inviteStaff, withdrawInvitation as withdraw } from './invitations.js'
import { invitationLink } from './links.js'
import { invitationMail } from './mails.js'
import { findMember, listMembers, setStaffRoles } from './members.js'
import { staffInvitations } from './tables.js'

/** Who is staff of an organization: looked after by its administrators. */
export function staffAdministrationRoutes(services: Services) {
  const { database, settings, mail, now } = services
  return createRouter()
    .openapi(listStaff, async (c) => {
      requireStaff(c, 'administrator')
      const { limit, cursor } = c.req.valid('query')
      privateCache(c)
      const { id: organizationId } = c.get('organization')
      const rows = await listMembers(database, { organizationId, limit, after: cursor && idIn(cursor) })
      return c.json(
        toPage(
          rows,
          limit,
          (row) => row,
          ({ id }) => toCursor(id),
        ),
        200,
      )
    })

    .openapi(listInvitations, async (c) => {
      requireStaff(c, 'administrator')
      const { limit, cursor } = c.req.valid('query')
      privateCache(c)
      const rows = await c
        .get('database')
        .select()
        .from(staffInvitations)
        .where(
          and(
            eq(staffInvitations.organizationId, c.get('organization').id),
            gt(staffInvitations.expiresAt, now()),
            cursor ? gt(staffInvitations.id, idIn(cursor)) : undefined,
          ),
        )
        .orderBy(asc(staffInvitations.id))
        .limit(limit + 1)
      return c.json(
        toPage(rows, limit, toInvitation, ({ id }) => toCursor(id)),
        200,
      )
    })

    .openapi(invite, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { email, role } = c.req.valid('json')
      privateCache(c)
      // Before anything is written: without a mail there is no way to be told the link.
      if (!mail.isConfigured) throw new Problem('mail-not-configured')
      const { id: organizationId, names, settings: own } = c.get('organization')
      const by = { actor, at: now() }
      const { invitation, secret } = await inviteStaff(database, { organizationId, email, role }, by)
      const [language = 'en'] = own.languages
      const letter = invitationMail(language, {
        to: email,
        organization: localize(names, language, own.languages),
        role,
        link: invitationLink(linkBase(settings), secret),
        expiresAt: invitation.expiresAt,
        timeZone: own.timeZone,
      })
      try {
        await mail.send(letter)
      } catch (error) {
        await withdraw(database, invitation, by)
        throw error
      }
      return c.json(toInvitation(invitation), 201)
    })

    .openapi(withdrawInvitation, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { id } = c.req.valid('param')
      const by = { actor, at: now() }
      const isGone = await withdraw(database, { organizationId: c.get('organization').id, id }, by)
      if (!isGone) throw new Problem('not-found')
      return c.body(null, 204)
    })

    .openapi(setRoles, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { account: accountId } = c.req.valid('param')
      const { path, id } = c.get('organization')
      privateCache(c)
      await setStaffRoles(database, { path, accountId }, c.req.valid('json').roles, { actor, at: now() })
      return c.json(await findMember(database, id, accountId), 200)
    })

    .openapi(removeStaff, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { account: accountId } = c.req.valid('param')
      const { path } = c.get('organization')
      await setStaffRoles(database, { path, accountId }, [], { actor, at: now() })
      return c.body(null, 204)
    })
}

const toInvitation = ({ id, email, role, createdAt, expiresAt }: InvitationRow): Invitation => ({
  id,
  email,
  role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
