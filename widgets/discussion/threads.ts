import type { Comment, Discussion, ReactionValue, Sort, Thread } from '../../sdk/discussions.js'

/** What this device did in a discussion, by the ids of the comments. */
export interface Mine {
  own: string[]
  reactions: Record<string, ReactionValue>
}

/** What is shown of a discussion. */
export interface Shown {
  discussion: Discussion
  /** `next` leads to more replies. */
  threads: (Thread & { next?: string | undefined })[]
  /** Leads to more threads. */
  next: string | null
  sort: Sort
}

/** Adds what a page has beyond what is shown. Returns the threads added. */
export function addThreads({ threads, sort }: Shown, items: Thread[]): Thread[] {
  for (const { id, replies, replyCount } of items) {
    const thread = threads.find((one) => one.id === id)
    if (!thread) continue
    join(thread.replies, replies)
    thread.replyCount = Math.max(replyCount, thread.replies.length)
  }
  return join(threads, items, sort === 'newest' ? -1 : 0)
}

export function addReplies(thread: Shown['threads'][number], replies: Comment[], next: string | null): void {
  join(thread.replies, replies)
  thread.next = next ?? undefined
  // Some may have gone, or come, since they were counted.
  if (!next) thread.replyCount = thread.replies.length
}

/**
 * Shows a comment just published, once, though it comes as an answer and by the stream. Where replies before it are not
 * shown, it is counted with those, unless it is one's own. Returns whether it has come in sight.
 */
export function addComment({ discussion, threads, sort }: Shown, comment: Comment, isOwn = false): boolean {
  const thread = threads.find(({ id }) => id === comment.root)
  if ((thread?.replies ?? threads).some(({ id }) => id === comment.id)) return false
  discussion.commentCount++
  if (!thread) {
    // In another order it has no place yet: it is seen first.
    if (!comment.root) threads.unshift({ ...comment, replies: [], replyCount: 0 })
    if (sort === 'newest') join(threads, [], -1)
    return !comment.root
  }
  const isComplete = thread.replies.length === thread.replyCount++
  if (isOwn || isComplete) join(thread.replies, [comment])
  return isComplete
}

/** Shows a comment as it now stands, where it is shown. */
export function changeComment(shown: Shown | null | undefined, comment: Pick<Comment, 'id'> & Partial<Comment>): void {
  for (const one of shown?.threads.flatMap((thread) => [thread, ...thread.replies]) ?? [])
    if (one.id === comment.id) Object.assign(one, comment)
}

/** Those not there yet, in the order of time (ids begin with it, UUID version 7) or, without a direction, as they come. */
function join<Item extends Comment>(list: Item[], items: Item[], direction = 1): Item[] {
  const added = items.filter(({ id }) => !list.some((one) => one.id === id))
  list.push(...added)
  if (direction) list.sort((one, other) => (one.id < other.id ? -direction : direction))
  return added
}
