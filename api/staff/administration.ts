import { createRoute, z } from '@hono/zod-openapi'
import { json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter } from '../platform/fields.js'
import { emailAddress, roleName } from './contract.js'

export const staffMemberSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(roleName).openapi({ description: 'here; what they are above counts here too, and is not listed' }),
    hasSecondFactor: z.boolean(),
    signedInAt: instant.nullable().openapi({ description: 'the last time' }),
  })
  .openapi('StaffMember')
export type StaffMember = z.infer<typeof staffMemberSchema>

export const invitationSchema = z
  .object({ id: z.uuid(), email: z.string(), role: roleName, createdAt: instant, expiresAt: instant })
  .openapi('Invitation')
export type Invitation = z.infer<typeof invitationSchema>

const path = '/v1/organizations/{organization}/staff'
const tags = ['Staff']
const security = staffAccess
const nothing = { 204: { description: 'Done' } }
const account = organizationParameter.extend({ account: z.uuid() })

export const listStaff = createRoute({
  method: 'get',
  path,
  operationId: 'listStaff',
  tags,
  summary: 'Who is staff of this organization (administrator)',
  security,
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(staffMemberSchema), 'A page, in the order of their accounts'), ...problems(422) },
})

export const setRoles = createRoute({
  method: 'put',
  path: `${path}/{account}`,
  operationId: 'setStaffRoles',
  tags,
  summary: 'What a person of the staff is here (administrator)',
  description: 'They are signed out everywhere, and sign in again as what they are now.',
  security,
  request: {
    params: account,
    body: jsonBody(z.object({ roles: z.array(roleName).min(1).max(5) })),
  },
  responses: { 200: json(staffMemberSchema, 'As it stands now'), ...problems(400, 409, 413, 415, 422) },
})

export const removeStaff = createRoute({
  method: 'delete',
  path: `${path}/{account}`,
  operationId: 'removeStaff',
  tags,
  summary: 'Take all that a person is here; they are signed out everywhere (administrator)',
  security,
  request: { params: account },
  responses: { ...nothing, ...problems(409, 422) },
})

export const listInvitations = createRoute({
  method: 'get',
  path: `${path}/invitations`,
  operationId: 'listInvitations',
  tags,
  summary: 'Who is invited and has not come yet (administrator)',
  security,
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(invitationSchema), 'A page, the first invited first'), ...problems(422) },
})

export const invite = createRoute({
  method: 'post',
  path: `${path}/invitations`,
  operationId: 'inviteStaff',
  tags,
  summary: 'Invite a person by mail (administrator)',
  description:
    'Again for the same address and role sends a new link, and ends the one before. Without a mail server (501) the command `vmeste staff invite` prints the link.',
  security,
  request: { params: organizationParameter, body: jsonBody(z.object({ email: emailAddress, role: roleName })) },
  responses: { 201: json(invitationSchema, 'Sent'), ...problems(400, 413, 415, 422) },
})

export const withdrawInvitation = createRoute({
  method: 'delete',
  path: `${path}/invitations/{id}`,
  operationId: 'withdrawInvitation',
  tags,
  summary: 'End an invitation (administrator)',
  security,
  request: { params: organizationParameter.extend({ id: z.uuid() }) },
  responses: { ...nothing, ...problems(422) },
})
