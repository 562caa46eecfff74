/** What staff look through: each is a question to the open appeals, but for those answered badly and those that a note calls to. */
export const queues = [
  'mine',
  'mentioned',
  'unassigned',
  'today',
  'overdue',
  'waiting',
  'moderation',
  'drafts',
  'disputed',
  'badly-rated',
] as const
export type QueueName = (typeof queues)[number]
