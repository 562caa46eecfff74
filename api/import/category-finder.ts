import slugify from '@sindresorhus/slugify'
import { findCategories } from '../classifier/find.js'
import { addCategories, type CategoryRow, ownCategories } from '../classifier/write.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { sha256 } from '../platform/crypto.js'
import type { Database, Queryable } from '../platform/database.js'

export interface CategoryFinder {
  /** By code, else by name in any language; made when that is wished. Undefined for one that is unknown. */
  find(text: string, group: string): Promise<CategoryRow | undefined>
  /** Writes down those made since. */
  save(database: Queryable): Promise<void>
}

/** Characters: as long as a slug may be. */
const LONGEST_CODE = 64

/** @param isCreating whether categories that are unknown are made, named in `language`. */
export async function createCategoryFinder(
  database: Database,
  {
    organization: { id: organizationId, path },
    language,
    today,
    isCreating,
  }: { organization: ResolvedOrganization; language: string; today: string; isCreating: boolean },
): Promise<CategoryFinder> {
  const own = await ownCategories(database, organizationId)
  const inherited = own.length > 0 ? [] : await findCategories(database, { path, today })
  if (isCreating && inherited.length > 0) {
    throw new RangeError(
      `${organizationId} uses the classifier of ${inherited[0]?.organizationId}: a category of its own would replace it`,
    )
  }
  const codes = new Map<string, CategoryRow>()
  const names = new Map<string, CategoryRow>()
  const groups = new Map<string, string>()
  const remember = (category: CategoryRow) => {
    codes.set(category.code, category)
    for (const name of Object.values(category.names)) names.set(alike(name), category)
    for (const name of Object.values(category.groupNames)) groups.set(alike(name), category.groupCode)
  }
  for (const category of [...own, ...inherited]) remember(category)
  let made: CategoryRow[] = []
  let position = Math.max(0, ...own.map((category) => category.position))

  const make = async (name: string, group: string): Promise<CategoryRow> => {
    const groupName = group || name
    const groupCode = groups.get(alike(groupName)) ?? (await toCode(groupName, () => false))
    position += 1
    const category: CategoryRow = {
      organizationId,
      code: await toCode(name, (code) => codes.has(code)),
      groupCode,
      groupNames: { [language]: groupName },
      names: { [language]: name },
      kind: 'message',
      place: 'optional',
      contact: { name: 'optional', email: 'optional', phone: 'optional' },
      questions: [],
      position,
      isActive: true,
    }
    remember(category)
    made.push(category)
    return category
  }
  return {
    async find(text, group) {
      const found = codes.get(text) ?? names.get(alike(text))
      return found ?? (isCreating ? make(text, group) : undefined)
    },
    async save(queryable) {
      await addCategories(queryable, made)
      made = []
    },
  }
}

/** Names that differ in case or spacing only are one: registers are not consistent. */
const alike = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

async function toCode(name: string, isTaken: (code: string) => boolean): Promise<string> {
  const code = slugify(name)
  if (code && code.length <= LONGEST_CODE && !isTaken(code)) return code
  const tail = (await sha256(alike(name)))
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 8)
    .toLowerCase()
  return `${code.slice(0, LONGEST_CODE - 9).replace(/-+$/, '')}-${tail}`.replace(/^-/, '')
}
