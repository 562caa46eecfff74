import { noteSender } from '../abuse/senders.js'
import { admit } from '../identity/admission.js'
import type { AppContext } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import type { Services } from '../platform/services.js'
import { hostOf } from './host.js'
import { keepPace } from './pace.js'
import { authorOf } from './person.js'
import { type NewCommentInput, publishComment } from './publish.js'
import type { Recount } from './recount.js'
import { toPublicComment } from './view.js'

/** Takes a comment, reply or statement from whoever may write, once, and answers with it as it stands. */
export const poster =
  (services: Services, recount: Recount) =>
  async (c: AppContext, given: Pick<NewCommentInput, 'discussionId' | 'text' | 'parent' | 'name' | 'isStatement'>) => {
    const { discussionId, text } = given
    const admission = await admit(c, services, 'discussions')
    const isOfficial = admission.way === 'staff'
    const author = await authorOf(c, services, admission.resident)
    let root: string | null = null
    const answer = await once(c, services, async (transaction) => {
      await admission.spend(transaction)
      const pace = (seconds: number) => keepPace(transaction, c, services, { discussionId, seconds })
      const arrive = async (about: string) => {
        const others = await noteSender(transaction, c, services, 'discussions', { about, texts: [discussionId, text] })
        return { strain: 0, by: 'nothing' as const, ...admission.signs, others }
      }
      const input = { ...given, isOfficial, author, residentId: admission.resident?.id, pace, arrive }
      const comment = await publishComment(transaction, c.get('organization'), input, services.now())
      root = comment.rootId
      c.set('about', `comments/${comment.id}`)
      return c.json(toPublicComment(comment, hostOf(c)), 201)
    })
    if (root) await recount({ organizationId: c.get('organization').id, discussionId }, root)
    services.events.nudge()
    return answer
  }
