import { createRoute, z } from '@hono/zod-openapi'
import { problems } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'

/**
 * What the stream tells, by `event:`. The `id:` is a cursor: a reader that returns with `Last-Event-ID` misses nothing,
 * or is told to `resync` when it was away for more than a day.
 */
export interface StreamEvents {
  'comment.published': import('../discussions/contract.js').Comment & { discussion: string }
  /** Hidden, shown again, changed, withdrawn or pinned: as it now stands. */
  'comment.changed': import('../discussions/contract.js').Comment & { discussion: string }
  /** Its text and name are gone. */
  'comment.erased': { id: string; discussion: string }
  /** How many now agree, disagree and are unsure. */
  'comment.counted': {
    id: string
    discussion: string
    reactions: import('../discussions/contract.js').Comment['reactions']
  }
  /** Its texts, dates, stage or restrictions: to be read again. */
  'discussion.changed': { discussion: string }
  /** Something waits for moderators, or no longer does: who may reads the queue again. */
  'moderation.changed': Record<string, never>
  'poll.voted': { poll: string }
  'appeal.changed': { number: number; status: string }
  resync: Record<string, never>
}
export type StreamEventType = keyof StreamEvents

export const streamEvents = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/events',
  operationId: 'streamEvents',
  tags: ['Events'],
  summary: 'What happens, as server-sent events',
  description:
    '`comment.published` and `comment.changed` (the comment), `comment.erased` ({id, discussion}), `comment.counted` ({id, discussion, reactions}), `discussion.changed` ({discussion}), `moderation.changed` ({}: the queue of moderators is to be read again), `poll.voted` ({poll}), `appeal.changed` ({number, status}), `resync` (read again: too much was missed). Resume by `Last-Event-ID`.',
  request: {
    params: organizationParameter,
    query: z.object({
      topic: z
        .string()
        .max(500)
        .regex(/^[a-z]+\/[a-z0-9-]+(,[a-z]+\/[a-z0-9-]+)*$/)
        .optional()
        .openapi({ description: 'only these, by comma', example: 'discussions/embankment,polls/new-park' }),
    }),
    headers: z.object({
      'last-event-id': z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
  },
  responses: {
    200: { description: 'An event stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems(422),
  },
})
