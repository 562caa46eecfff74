import { and, eq, inArray, lte } from 'drizzle-orm'
import type { OrganizationFinder } from '../../organizations/resolve.js'
import { inOrganization } from '../../platform/database.js'
import { localize } from '../../platform/language.js'
import { Problem } from '../../platform/problems.js'
import type { Mail } from '../../platform/services.js'
import { readContact } from '../../residents/contact.js'
import { findResidentRow } from '../../residents/welcome.js'
import { commentObjections, comments, discussions } from '../tables.js'
import { AGAIN_AFTER, type CrierServices, IN_HAND, warn } from './crier.js'
import { objectionMail } from './mails.js'

type ObjectionRow = typeof commentObjections.$inferSelect

/** Taken in hand at once. */
const BATCH = 20

/** Tells those who objected, and whose address is known since they were signed in, what was decided. */
export function createObjectionMails(services: CrierServices, organizations: OrganizationFinder) {
  const { database, mail, sealing, url, log, now } = services

  const write = async ({
    organizationId,
    discussionId,
    commentId,
    ...objection
  }: ObjectionRow): Promise<Mail | undefined> => {
    const organization = await organizations.find(organizationId)
    const found = await inOrganization(database, organization.path, async (transaction) => {
      const [row] = await transaction
        .select({ residentId: comments.residentId, titles: discussions.titles })
        .from(comments)
        .innerJoin(
          discussions,
          and(eq(discussions.organizationId, comments.organizationId), eq(discussions.id, comments.discussionId)),
        )
        .where(
          and(
            eq(comments.organizationId, organizationId),
            eq(comments.discussionId, discussionId),
            eq(comments.id, commentId),
          ),
        )
      // Erased meanwhile, it leads to nobody.
      const resident = row?.residentId && (await findResidentRow(transaction, { organizationId, id: row.residentId }))
      if (!resident) return undefined
      return { titles: row.titles, ...(await readContact(sealing, resident)) }
    })
    if (!found?.email) return undefined
    const { language } = objection
    const { languages } = organization.settings
    return objectionMail(
      {
        to: found.email,
        language,
        organization: localize(organization.names, language, languages),
        title: localize(found.titles, language, languages),
        page: `${url}/o/${organizationId}/discussions/${discussionId}/comments/${commentId}?lang=${language}`,
      },
      { isGranted: objection.isGranted === true, answer: objection.answer },
    )
  }

  const serve = async (objection: ObjectionRow): Promise<boolean> => {
    const { organizationId, discussionId, commentId, tellAttempts } = objection
    const set = (change: Partial<ObjectionRow>) =>
      database
        .update(commentObjections)
        .set(change)
        .where(
          and(
            eq(commentObjections.organizationId, organizationId),
            eq(commentObjections.discussionId, discussionId),
            eq(commentObjections.commentId, commentId),
          ),
        )
    try {
      const written = await write(objection)
      if (written) await mail.send(written)
      await set({ tellAt: null })
      return written !== undefined
    } catch (error) {
      const wait = error instanceof Problem && error.code === 'mail-refused' ? undefined : AGAIN_AFTER[tellAttempts]
      warn(log, error, { attempts: tellAttempts + 1, isGivenUp: wait === undefined })
      const tellAt = wait === undefined ? null : new Date(now().getTime() + wait)
      await set({ tellAt, tellAttempts: tellAttempts + 1 })
      return false
    }
  }

  return {
    /** Sends what is due; how many mails were taken. */
    async round(isOver: () => boolean): Promise<number> {
      let sent = 0
      while (!isOver()) {
        const due = database
          .select({ id: commentObjections.commentId })
          .from(commentObjections)
          .where(lte(commentObjections.tellAt, now()))
          .limit(BATCH)
          .for('update', { skipLocked: true })
        const taken = await database
          .update(commentObjections)
          .set({ tellAt: new Date(now().getTime() + IN_HAND) })
          .where(inArray(commentObjections.commentId, due))
          .returning()
        for (const objection of taken) if (!isOver() && (await serve(objection))) sent += 1
        if (taken.length < BATCH) break
      }
      return sent
    },
  }
}
