import { and, asc, count, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import type { Queryable } from '../platform/database.js'
import { invalid } from '../platform/problems.js'
import { type GivenTemplate, MOST_TEMPLATES, type Template } from './contract.js'
import { answerTemplates } from './tables.js'

interface Change {
  organizationId: string
  id: string
  actor: string
  at: Date
}

const shown = {
  id: answerTemplates.id,
  name: answerTemplates.name,
  text: answerTemplates.text,
  category: answerTemplates.category,
}

export const listTemplates = (database: Queryable, organizationId: string): Promise<Template[]> =>
  database
    .select(shown)
    .from(answerTemplates)
    .where(eq(answerTemplates.organizationId, organizationId))
    .orderBy(asc(answerTemplates.name), asc(answerTemplates.id))

/** @throws {Problem} `invalid-input` where there are too many. */
export async function createTemplate(transaction: Queryable, change: Change, given: GivenTemplate): Promise<Template> {
  const { organizationId, id, at } = change
  const [all] = await transaction
    .select({ count: count() })
    .from(answerTemplates)
    .where(eq(answerTemplates.organizationId, organizationId))
  if ((all?.count ?? 0) >= MOST_TEMPLATES) throw invalid('/name', 'too-many-templates')
  await transaction.insert(answerTemplates).values({ organizationId, id, ...given, changedAt: at })
  await note(transaction, change, 'template.created', given)
  return { id, ...given }
}

/** Undefined where there is none. */
export async function setTemplate(transaction: Queryable, change: Change, given: GivenTemplate) {
  const [set] = await transaction
    .update(answerTemplates)
    .set({ ...given, changedAt: change.at })
    .where(isOne(change))
    .returning(shown)
  if (set) await note(transaction, change, 'template.changed', given)
  return set
}

/** As it stood; undefined where there was none. */
export async function removeTemplate(transaction: Queryable, change: Change) {
  const [gone] = await transaction.delete(answerTemplates).where(isOne(change)).returning(shown)
  if (gone) await note(transaction, change, 'template.removed', gone)
  return gone
}

const isOne = ({ organizationId, id }: Change) =>
  and(eq(answerTemplates.organizationId, organizationId), eq(answerTemplates.id, id))

const note = (transaction: Queryable, { id, ...change }: Change, action: string, { name, category }: GivenTemplate) =>
  recordAudit(transaction, { ...change, action, subject: `templates/${id}`, details: { name, category } })
