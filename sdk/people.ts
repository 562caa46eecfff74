import type { Invitation, StaffMember } from '../api/staff/administration.js'
import type { ApiKey } from '../api/staff/keys.js'
import type { Page, PageQuery } from './paging.js'
import { remove } from './remove.js'
import type { CallOptions, Transport } from './transport.js'

export type { Invitation, StaffMember } from '../api/staff/administration.js'
export type { ApiKey } from '../api/staff/keys.js'
export type StaffRole = StaffMember['roles'][number]

/** Who is staff of the organization. For its administrators, as all of this. */
export const listStaff = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<StaffMember>>('/staff', { ...options, query: { ...query } })

export const listInvitations = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<Invitation>>('/staff/invitations', { ...options, query: { ...query } })

/** Sends a link by mail; again, another. @throws {ProblemError} `mail-not-configured`, `invalid-input` */
export const invite = (transport: Transport, given: { email: string; role: StaffRole }) =>
  transport.send<Invitation>('/staff/invitations', { method: 'POST', body: given })

export const withdrawInvitation = (transport: Transport, id: string) => remove(transport, `/staff/invitations/${id}`)

/** Takes all that a person is here. @throws {ProblemError} `last-administrator` */
export const removeStaff = (transport: Transport, id: string) => remove(transport, `/staff/${id}`)

export const listKeys = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<ApiKey>>('/keys', { ...options, query: { ...query } })

/** The `key` in the answer is told this once. */
export const createKey = (
  transport: Transport,
  given: { name: string; role: ApiKey['role']; expiresInDays?: number | undefined },
) => transport.send<ApiKey & { key: string }>('/keys', { method: 'POST', body: given, retries: 0 })

export const revokeKey = (transport: Transport, id: string) => remove(transport, `/keys/${id}`)
