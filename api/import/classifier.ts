import slugify from '@sindresorhus/slugify'
import { z } from 'zod'
import { asked, contact, question } from '../classifier/contract.js'
import {
  type CategoryRow,
  ownCategories,
  type PromisedDeadline,
  saysTheSame,
  writeCategory,
  writeDeadline,
} from '../classifier/write.js'
import { type Database, inOrganization } from '../platform/database.js'
import { localized, slug } from '../platform/fields.js'

const unit = z.enum(['working_day', 'calendar_day'])
const days = z.number().int().min(0).max(3650)
const kind = z.enum(['message', 'appeal'])
const texts = z.union([localized, z.string().min(1)])

/** Our own form: groups of categories, with everything a category can say. */
const grouped = z.object({
  groups: z.array(
    z.object({
      code: slug,
      name: texts,
      categories: z.array(
        z
          .object({
            code: slug,
            name: texts,
            kind: kind.default('message'),
            place: asked.default('optional'),
            contact: contact.default({ name: 'optional', email: 'optional', phone: 'optional' }),
            questions: z.array(question).default([]),
            deadline: z.object({ days, unit, validFrom: z.iso.date().optional() }).optional(),
            isActive: z.boolean().default(true),
          })
          .strict(),
      ),
    }),
  ),
})

/** A flat list, as registers export it; as CSV too, one category a line. */
const flatCategory = z.object({
  group: z.string().min(1),
  group_code: z.string().optional(),
  code: z.string().optional(),
  name: z.string().min(1),
  deadline_days: z.preprocess(emptyAsNone, z.coerce.number().int().min(0).max(3650).optional()),
  deadline_unit: z.preprocess(emptyAsNone, unit.default('working_day')),
  active: z.preprocess(
    (value) => (typeof value === 'string' ? !/^(false|0|no)$/i.test(value) : value),
    z.boolean().default(true),
  ),
})
const flat = z.object({ language: z.string().optional(), categories: z.array(flatCategory) })

export type ClassifierEntry = Omit<CategoryRow, 'organizationId' | 'position'> & {
  deadline?: Omit<PromisedDeadline, 'validFrom'> & { validFrom?: string }
}

/**
 * A classifier in any of the forms it comes in.
 * @param language of names that are given in one only; that of the file wins.
 * @throws {z.ZodError} naming what is wrong where. @throws {SyntaxError} for what is not JSON.
 */
export async function parseClassifier(content: string, isCsv: boolean, language: string): Promise<ClassifierEntry[]> {
  if (isCsv) {
    const { parse } = await import('csv-parse/sync')
    const rows = parse(content, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      delimiter: [',', ';', '\t'],
    })
    return fromFlat({ categories: z.array(flatCategory).parse(rows) }, language)
  }
  const read: unknown = JSON.parse(content)
  const isFlat = typeof read === 'object' && read !== null && 'categories' in read
  return isFlat ? fromFlat(flat.parse(read), language) : fromGroups(grouped.parse(read), language)
}

function fromFlat({ categories, language: own }: z.output<typeof flat>, language: string): ClassifierEntry[] {
  const named = (name: string) => ({ [own ?? language]: name })
  return categories.map(({ group, group_code, code, name, deadline_days, deadline_unit, active }) => ({
    code: slug.parse(code ?? slugify(name)),
    groupCode: slug.parse(group_code ?? slugify(group)),
    groupNames: named(group),
    names: named(name),
    kind: 'message',
    place: 'optional',
    contact: { name: 'optional', email: 'optional', phone: 'optional' },
    questions: [],
    isActive: active,
    deadline: deadline_days === undefined ? undefined : { days: deadline_days, unit: deadline_unit },
  }))
}

function fromGroups({ groups }: z.output<typeof grouped>, language: string): ClassifierEntry[] {
  const named = (name: z.output<typeof texts>) => (typeof name === 'string' ? { [language]: name } : name)
  return groups.flatMap((group) =>
    group.categories.map(({ name, ...category }) => ({
      ...category,
      groupCode: group.code,
      groupNames: named(group.name),
      names: named(name),
    })),
  )
}

export interface ClassifierCount {
  added: number
  changed: number
  unchanged: number
}

/**
 * Brings an organization's own classifier to what is given, in its order. What is not given stays as it is; names in
 * other languages stay too, so that a classifier can be imported language by language.
 *
 * @param validFrom `YYYY-MM-DD`: from when a deadline holds that says no day of its own.
 */
export function importClassifier(
  database: Database,
  {
    organizationId,
    entries,
    validFrom,
  }: { organizationId: string; entries: readonly ClassifierEntry[]; validFrom: string },
): Promise<ClassifierCount> {
  return inOrganization(database, organizationId, async (transaction) => {
    const kept = new Map((await ownCategories(transaction, organizationId)).map((row) => [row.code, row]))
    const count = { added: 0, changed: 0, unchanged: 0 }
    for (const [index, { deadline, ...entry }] of entries.entries()) {
      const row: CategoryRow = { ...entry, organizationId, position: index + 1 }
      const before = kept.get(row.code)
      const isSame = before !== undefined && same(before, row)
      if (!isSame) await writeCategory(transaction, row)
      const isPromised =
        deadline !== undefined &&
        (await writeDeadline(transaction, { organizationId, code: row.code, deadline: { validFrom, ...deadline } }))
      count[before ? (isSame && !isPromised ? 'unchanged' : 'changed') : 'added'] += 1
    }
    return count
  })
}

function same(kept: CategoryRow, given: CategoryRow): boolean {
  const bare = ({ names: _names, groupNames: _groupNames, ...rest }: CategoryRow) => canonical(rest)
  return (
    saysTheSame(kept.names, given.names) && saysTheSame(kept.groupNames, given.groupNames) && bare(kept) === bare(given)
  )
}

/** JSON with members in one order: the database keeps another than we do. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

function emptyAsNone(value: unknown): unknown {
  return value === '' || value === null ? undefined : value
}
