import type { Classifier } from '../api/classifier/contract.js'
import type { Organization } from '../api/organizations/contract.js'
import type { CallOptions, Transport } from './transport.js'

export type { Category, Classifier } from '../api/classifier/contract.js'
export type { Organization } from '../api/organizations/contract.js'

/** The public profile: name, languages, contacts, features, consent text, map. */
export const getOrganization = (transport: Transport, options?: CallOptions) =>
  transport.send<Organization>('', options)

/** What can be reported, as groups of categories. */
export const getCategories = (transport: Transport, options?: CallOptions) =>
  transport.send<Classifier>('/categories', options)
