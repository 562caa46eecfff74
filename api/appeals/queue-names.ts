/** What staff look through: each is a question to the open appeals, but for those answered badly. */
export const queues = [
  'mine',
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
