import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lt,
  notInArray,
  type SQL,
  sql,
} from 'drizzle-orm'
import { appealContacts, appeals } from '../appeals/tables.js'
import { comments } from '../discussions/tables.js'
import { followers } from '../notifications/tables.js'
import { listAllSettings, type SetOrganization } from '../organizations/every.js'
import type { RetentionRule } from '../organizations/settings.js'
import { type Database, inOrganization, type Queryable, type Transaction } from '../platform/database.js'
import { anonymizeAppeal, anonymizeComment, eraseAppeal, eraseComment, forgetContact } from './erase.js'
import { maskingOf } from './masking.js'
import { appealRules, dueBefore } from './rules.js'

/** One rule at one organization, and how much it was (or would be) done to. */
export interface Retained {
  organizationId: string
  what: 'appeals' | 'contacts' | 'comments'
  /** Of appeals: the categories that the rule is for, or that it is not for. */
  categories: readonly string[]
  isOfOthers: boolean
  action: 'anonymize' | 'delete'
  afterDays: number
  count: number
}

interface Task extends Omit<Retained, 'count'> {
  count(database: Queryable): Promise<number>
  /** Does it to some, and says to how many; nought when nothing is left. */
  batch(transaction: Transaction): Promise<number>
}

/** Rows dealt with in one transaction: few, so that nobody who writes waits long. */
const BATCH = 50

/**
 * Keeps what organizations promised about how long what people wrote is kept, batch by batch. It may be ended at any
 * moment and begun again, and several processes may do it at once: each row is one's alone, and done with once.
 *
 * @param options.isDryRun counts only. @param options.isOver ends it after the batch under way.
 */
export async function retain(
  database: Database,
  now: Date,
  {
    isDryRun = false,
    organization,
    isOver = () => false,
  }: { isDryRun?: boolean; organization?: string | undefined; isOver?(): boolean } = {},
): Promise<Retained[]> {
  const done: Retained[] = []
  for (const found of await listAllSettings(database, organization)) {
    for (const { count, batch, ...rule } of tasksOf(found, now)) {
      let total = isDryRun ? await count(database) : 0
      while (!isDryRun && !isOver()) {
        const some = await inOrganization(database, found.id, batch)
        if (some === 0) break
        total += some
      }
      done.push({ ...rule, count: total })
    }
  }
  return done
}

function tasksOf(organization: SetOrganization, now: Date): Task[] {
  const { id: organizationId, settings } = organization
  const { contacts, comments: rule } = settings.retention
  const all = { categories: [], isOfOthers: true }
  return [
    ...appealRules(settings.retention).flatMap(({ rule, ...which }) =>
      isKept(rule)
        ? []
        : [
            {
              organizationId,
              ...rule,
              ...which,
              what: 'appeals' as const,
              ...ofAppeals(organization, rule, which, now),
            },
          ],
    ),
    ...(isKept(contacts)
      ? []
      : [
          {
            organizationId,
            ...contacts,
            ...all,
            what: 'contacts' as const,
            ...ofContacts(organization, contacts, now),
          },
        ]),
    ...(isKept(rule)
      ? []
      : [{ organizationId, ...rule, ...all, what: 'comments' as const, ...ofComments(organization, rule, now) }]),
  ]
}

type Acting = Exclude<RetentionRule, { action: 'keep' }>
type Work = Pick<Task, 'count' | 'batch'>
const isKept = (rule: RetentionRule | undefined): rule is Extract<RetentionRule, { action: 'keep' }> | undefined =>
  rule === undefined || rule.action === 'keep'

/** In the words of the index `appeals_done`. */
const doneAt = sql`coalesce(${appeals.closedAt}, ${appeals.answeredAt})`
const isDone = (organizationId: string, rule: Acting, now: Date): SQL | undefined =>
  and(
    eq(appeals.organizationId, organizationId),
    isNull(appeals.erasedAt),
    sql`${doneAt} < ${dueBefore(now, rule).toISOString()}::timestamptz`,
  )

function ofAppeals(
  { id, settings }: SetOrganization,
  rule: Acting,
  { categories, isOfOthers }: { categories: readonly string[]; isOfOthers: boolean },
  now: Date,
): Work {
  const mine = isOfOthers ? notInArray : inArray
  const due = and(
    isDone(id, rule, now),
    categories.length > 0 ? mine(appeals.categoryCode, [...categories]) : undefined,
    rule.action === 'anonymize' ? isNull(appeals.anonymizedAt) : undefined,
  )
  const { text: mask, address: maskAddress } = maskingOf(settings)
  return {
    count: (database) => database.$count(appeals, due),
    async batch(transaction) {
      const found = await transaction
        .select({ organizationId: appeals.organizationId, id: appeals.id })
        .from(appeals)
        .where(due)
        .orderBy(asc(doneAt))
        .limit(BATCH)
        .for('update', { skipLocked: true })
      const by = { actor: 'system', at: now }
      for (const key of found) {
        if (rule.action === 'delete') await eraseAppeal(transaction, key, by)
        else await anonymizeAppeal(transaction, key, { ...by, mask, maskAddress })
      }
      return found.length
    },
  }
}

function ofContacts({ id }: SetOrganization, rule: Acting, now: Date): Work {
  const ofAppeal = and(
    eq(appealContacts.organizationId, appeals.organizationId),
    eq(appealContacts.appealId, appeals.id),
  )
  const due = isDone(id, rule, now)
  return {
    async count(database) {
      const [found] = await database
        .select({ count: count() })
        .from(appealContacts)
        .innerJoin(appeals, ofAppeal)
        .where(due)
      return found?.count ?? 0
    },
    async batch(transaction) {
      const found = await transaction
        .select({ organizationId: appealContacts.organizationId, id: appealContacts.appealId })
        .from(appealContacts)
        .innerJoin(appeals, ofAppeal)
        .where(due)
        .limit(BATCH)
        .for('update', { of: appealContacts, skipLocked: true })
      for (const key of found) await forgetContact(transaction, key)
      return found.length + (await forgetBrowsers(transaction, due))
    },
  }
}

/** Of appeals without a contact, too, a browser may be told. */
async function forgetBrowsers(transaction: Transaction, due: SQL | undefined): Promise<number> {
  const found = await transaction
    .select({ organizationId: followers.organizationId, appealId: followers.appealId })
    .from(followers)
    .innerJoin(appeals, and(eq(appeals.organizationId, followers.organizationId), eq(appeals.id, followers.appealId)))
    .where(and(due, isNotNull(followers.push)))
    .limit(BATCH)
  for (const { organizationId, appealId: id } of found) await forgetContact(transaction, { organizationId, id })
  return found.length
}

function ofComments({ id, settings }: SetOrganization, rule: Acting, now: Date): Work {
  const due = and(
    eq(comments.organizationId, id),
    isNull(comments.erasedAt),
    sql`not ${comments.isOfficial}`,
    lt(comments.createdAt, dueBefore(now, rule)),
    rule.action === 'anonymize' ? isNull(comments.anonymizedAt) : undefined,
  )
  const { organizationId, discussionId, id: commentId } = getTableColumns(comments)
  const { text: mask } = maskingOf(settings)
  return {
    count: (database) => database.$count(comments, due),
    async batch(transaction) {
      const found = await transaction
        .select({ organizationId, discussionId, id: commentId })
        .from(comments)
        .where(due)
        .orderBy(asc(comments.createdAt))
        .limit(BATCH)
        .for('update', { skipLocked: true })
      for (const key of found) {
        if (rule.action === 'delete') await eraseComment(transaction, key, { at: now })
        else await anonymizeComment(transaction, key, { at: now, mask })
      }
      return found.length
    },
  }
}
