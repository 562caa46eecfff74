import path from 'node:path'
import { z } from 'zod'
import { asked, contact, question } from '../classifier/contract.js'
import type { CategoryRow, PromisedDeadline } from '../classifier/write.js'
import { localized, slug } from '../platform/fields.js'
import { toCode } from './codes.js'
import { ImportError } from './import-error.js'
import { openSource } from './source.js'

export type ClassifierEntry = Omit<CategoryRow, 'organizationId' | 'position'> & {
  deadline?: Omit<PromisedDeadline, 'validFrom'> & { validFrom?: string }
}

const unit = z.enum(['working_day', 'calendar_day'])
const days = z.number().int().min(0).max(3650)
const texts = z.union([localized, z.string().trim().min(1)])
const anyone = { name: 'optional', email: 'optional', phone: 'optional' } as const

/** Our own form, as the API answers it: groups of categories, with everything a category can say. */
const grouped = z.object({
  groups: z.array(
    z.object({
      code: slug,
      name: texts,
      categories: z.array(
        z.strictObject({
          code: slug,
          name: texts,
          kind: z.enum(['message', 'appeal']).default('message'),
          place: asked.default('optional'),
          contact: contact.default(anyone),
          questions: z
            .array(
              question.extend({
                label: texts,
                options: z.array(z.object({ id: slug, label: texts })).optional(),
              }),
            )
            .default([]),
          deadline: z.object({ days, unit, validFrom: z.iso.date().optional() }).nullish(),
          isActive: z.boolean().default(true),
        }),
      ),
    }),
  ),
})

const unset = (value: unknown) => (value === '' || value === null ? undefined : value)
const code = z.preprocess(unset, slug.optional())

/** A flat list, as registers export it; as CSV too, one category a line. */
const flatCategory = z.object({
  group: z.string().trim().min(1),
  group_code: code,
  code,
  name: z.string().trim().min(1),
  deadline_days: z.preprocess(unset, z.coerce.number().int().min(0).max(3650).optional()),
  deadline_unit: z.preprocess(unset, unit.default('working_day')),
  active: z.preprocess(
    (value) => (typeof value === 'string' ? !/^(false|0|no)$/i.test(value) : value),
    z.boolean().default(true),
  ),
})
type FlatCategory = z.output<typeof flatCategory>
const flat = z.object({ language: z.string().optional(), categories: z.array(flatCategory) })

/**
 * A classifier in any of the forms it comes in: ours, a flat list as JSON, or one as CSV.
 * @param content of a file that is not CSV. @param language of names that are given in one only; that of the file wins.
 * @throws {ImportError}
 */
export async function readClassifier(
  file: string,
  { content, encoding, language }: { content(): Promise<string>; encoding: string; language: string },
): Promise<ClassifierEntry[]> {
  const entries = /\.[ct]sv$/i.test(path.extname(file))
    ? await fromFlat({ categories: await readLines(file, encoding) }, language)
    : await fromJson(await content(), language)
  const twice = entries.filter(({ code }, index) => entries.findIndex((entry) => entry.code === code) < index)
  if (twice.length > 0) throw new ImportError(twice.map(({ code }) => `the code ${code} is there twice`))
  return entries
}

async function readLines(file: string, encoding: string): Promise<FlatCategory[]> {
  const found: FlatCategory[] = []
  const causes: string[] = []
  const source = await openSource(file, { encoding })
  for await (const read of source.rows()) {
    const result = 'cause' in read ? undefined : flatCategory.safeParse(read.row)
    if (result?.success) found.push(result.data)
    else
      causes.push(`line ${read.line}: ${'cause' in read ? read.cause : ImportError.causesOf(result?.error).join('; ')}`)
  }
  if (causes.length > 0) throw new ImportError(causes)
  return found
}

function fromJson(content: string, language: string): ClassifierEntry[] | Promise<ClassifierEntry[]> {
  let read: unknown
  try {
    read = JSON.parse(content)
  } catch {
    throw new ImportError(['it is neither JSON nor, by its name, CSV'])
  }
  return typeof read === 'object' && read !== null && 'categories' in read
    ? fromFlat(checked(flat, read), language)
    : fromGroups(checked(grouped, read), language)
}

/** What has no code is called by its name; by that of its group too where several groups have one of that name. */
async function fromFlat({ categories, language: own }: z.output<typeof flat>, language: string) {
  const named = (name: string) => checked(localized, { [own ?? language]: name })
  const codes = new Set(categories.flatMap(({ code }) => code ?? []))
  const entries: ClassifierEntry[] = []
  for (const { group, group_code, name, deadline_days, deadline_unit, active, ...given } of categories) {
    const code = given.code ?? (await toCode([name, `${group} ${name}`], (taken) => codes.has(taken)))
    codes.add(code)
    entries.push({
      code,
      groupCode: group_code ?? (await toCode([group], () => false)),
      groupNames: named(group),
      names: named(name),
      kind: 'message',
      place: 'optional',
      contact: anyone,
      questions: [],
      isActive: active,
      deadline: deadline_days === undefined ? undefined : { days: deadline_days, unit: deadline_unit },
    })
  }
  return entries
}

function fromGroups({ groups }: z.output<typeof grouped>, language: string): ClassifierEntry[] {
  const named = (name: z.output<typeof texts>) =>
    typeof name === 'string' ? checked(localized, { [language]: name }) : name
  return groups.flatMap((group) =>
    group.categories.map(({ name, questions, deadline, ...category }) => ({
      ...category,
      groupCode: group.code,
      groupNames: named(group.name),
      names: named(name),
      questions: questions.map((question) => ({
        ...question,
        label: named(question.label),
        options: question.options?.map((option) => ({ ...option, label: named(option.label) })),
      })),
      deadline: deadline ?? undefined,
    })),
  )
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ImportError(ImportError.causesOf(result.error))
}
