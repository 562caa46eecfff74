export * from './appeals.js'
export * from './attachments.js'
export * from './audit.js'
export * from './campaigns.js'
export * from './client.js'
export * from './comments.js'
export * from './discussion-writing.js'
export * from './discussions.js'
export * from './events.js'
export * from './filters.js'
export * from './forwarding.js'
export * from './insight.js'
export { newKey } from './key.js'
export * from './moderation.js'
export * from './organization.js'
export * from './paging.js'
export * as people from './people.js'
export * from './poll-writing.js'
export * from './polls.js'
export * from './privacy.js'
export * from './problems.js'
export { type Challenge, proveByWork } from './proof.js'
export * from './residents.js'
export * from './routing.js'
export * as staff from './staff.js'
export * from './support.js'
export * from './templates.js'
export {
  type CallOptions,
  createTransport,
  type Transport,
  type TransportOptions,
  type WriteOptions,
} from './transport.js'
