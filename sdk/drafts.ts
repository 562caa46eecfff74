import type { Draft, DraftChanges, NewDraft } from '../api/discussions/drafts/contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { Draft, DraftChanges, DraftParagraph, NewDraft } from '../api/discussions/drafts/contract.js'

/** The text that is discussed, as it stands or in an earlier `version`. @throws {ProblemError} `not-found` where there is none */
export const getDraft = (
  transport: Transport,
  discussion: string,
  query?: { version?: number | undefined },
  options?: CallOptions,
) => transport.send<Draft>(`/discussions/${discussion}/draft`, { ...options, query: { ...query } })

/** What was added and removed between two versions; the last two unless given. */
export const getDraftChanges = (
  transport: Transport,
  discussion: string,
  query?: { from?: number | undefined; to?: number | undefined },
  options?: CallOptions,
) => transport.send<DraftChanges>(`/discussions/${discussion}/draft/changes`, { ...options, query: { ...query } })

/** Coordinators: publishes a version. @throws {ProblemError} `changed-meanwhile` */
export const publishDraft = (transport: Transport, discussion: string, draft: NewDraft, options?: WriteOptions) =>
  transport.send<Draft>(`/discussions/${discussion}/draft`, { ...options, method: 'POST', body: draft })
