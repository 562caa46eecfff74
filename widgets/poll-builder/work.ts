import type { PollAdministration } from '../../sdk/poll-writing.js'
import { keepInTab, recallInTab } from '../shared/tab-storage.js'
import { type Definition, writtenOf } from './definition.js'

/** A poll as it is being written, on the way to the API. */
export interface Work {
  definition: Definition
  /** Of what was read, which the next saving replaces; undefined: there is none yet. */
  version: number | undefined
  /** What was typed is not saved. */
  isChanged: boolean
}

/** In the place of a poll's id: one that is not on the server yet. */
export const UNSAVED = '*'

/** Gone with the sign-out, as all that staff begin. */
const placeOf = (organization: string, id: string) => `desk:poll:${organization}/${id}`

export const workOn = (poll: PollAdministration): Work => ({
  definition: writtenOf(poll),
  version: poll.version,
  isChanged: false,
})

/** What was typed before a reload, or while the network was dead. */
export const recallWork = (organization: string, id: string) => recallInTab<Work>(placeOf(organization, id))

/** Keeps what is not saved, and nothing else. */
export const keepWork = (organization: string, id: string, work: Work | undefined) =>
  keepInTab(placeOf(organization, id), work?.isChanged ? work : undefined)
