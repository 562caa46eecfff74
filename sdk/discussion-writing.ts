import type {
  DiscussionAdministration,
  NewDiscussionDefinition,
  NewStage,
  Restrictions,
} from '../api/discussions/staff-contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  DiscussionAdministration,
  NewDiscussionDefinition,
  NewStage,
  Restrictions,
} from '../api/discussions/staff-contract.js'

type Versioned = WriteOptions & { ifMatch?: string | undefined }

const written = (
  method: 'PUT' | 'POST' | 'PATCH' | 'DELETE',
  body: unknown,
  { ifMatch, ...options }: Versioned = {},
) => ({
  ...options,
  method,
  body,
  headers: { 'If-Match': ifMatch },
})

/** A discussion in every language, as it was written, and where it may go from there. */
export const getDiscussionDefinition = (transport: Transport, discussion: string, options?: CallOptions) =>
  transport.send<DiscussionAdministration>(`/discussions/${discussion}/definition`, options)

/** Writes a discussion, or changes it. @throws {ProblemError} `changed-meanwhile`, `invalid-input` */
export const setDiscussionDefinition = (
  transport: Transport,
  discussion: string,
  definition: NewDiscussionDefinition,
  options?: Versioned,
) =>
  transport.send<DiscussionAdministration>(`/discussions/${discussion}/definition`, written('PUT', definition, options))

/** Takes away one that has not opened. @throws {ProblemError} `discussion-opened` */
export const deleteDiscussion = (transport: Transport, discussion: string, options?: Versioned) =>
  transport.send<void>(`/discussions/${discussion}/definition`, written('DELETE', undefined, options))

/** Brings a discussion to its next stage: discussing, summed up, decided. @throws {ProblemError} `stage-not-possible`, whose document names the `legal` ones */
export const createStage = (transport: Transport, discussion: string, stage: NewStage, options?: Versioned) =>
  transport.send<DiscussionAdministration>(`/discussions/${discussion}/stages`, written('POST', stage, options))

/** Freezes a discussion, slows it down, or lets it go on. For moderators, too. */
export const restrictDiscussion = (
  transport: Transport,
  discussion: string,
  restrictions: Restrictions,
  options?: WriteOptions,
) =>
  transport.send<DiscussionAdministration>(
    `/discussions/${discussion}/restrictions`,
    written('PATCH', restrictions, options),
  )
