import type { ResidentAppeal } from '../api/appeals/contract.js'
import type { AppealExport, ContactChange, Privacy } from '../api/privacy/contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { AppealExport, ContactChange, Privacy } from '../api/privacy/contract.js'

/** What the organization keeps of people, and how long. */
export const getPrivacy = (transport: Transport, options?: CallOptions) => transport.send<Privacy>('/privacy', options)

/** All that is held of an appeal; the `secret` is that of its private view. @throws {ProblemError} `wrong-secret` */
export const exportAppeal = (
  transport: Transport,
  number: number,
  { secret, ...options }: CallOptions & { secret: string },
) => transport.send<AppealExport>(`/appeals/${number}/export`, { ...options, headers: bearer(secret) })

/**
 * Erases an appeal for good; one still open is withdrawn with it, and nobody answers it.
 * @throws {ProblemError} `wrong-secret`
 */
export const eraseAppeal = (
  transport: Transport,
  number: number,
  { secret, ...options }: WriteOptions & { secret: string },
) => transport.send<ResidentAppeal>(`/appeals/${number}`, { ...options, method: 'DELETE', headers: bearer(secret) })

/** A member left out stays, null takes it away. @throws {ProblemError} `appeal-erased`, `invalid-input` */
export const correctContact = (
  transport: Transport,
  number: number,
  contact: ContactChange,
  { secret, ...options }: WriteOptions & { secret: string },
) =>
  transport.send<ResidentAppeal>(`/appeals/${number}/contact`, {
    ...options,
    method: 'PATCH',
    body: contact,
    headers: bearer(secret),
  })

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` })
