import { findCategories } from '../classifier/find.js'
import { addCategories, type CategoryRow, ownCategories } from '../classifier/write.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { alike, toCode } from './codes.js'
import { MappingError } from './mapping.js'

export interface CategoryFinder {
  /** By name in any language and group, else by code, else by a name that is one's only; made when that is wished. Undefined for one that is unknown. */
  find(text: string, group: string): Promise<CategoryRow | undefined>
  /** Writes down those that were made. */
  save(): Promise<void>
}

/**
 * @param isCreating whether categories that are unknown are made, named in `language`.
 * @throws {MappingError} when they are to be, and the classifier is another organization's.
 */
export async function createCategoryFinder(
  database: Queryable,
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
    throw new MappingError(
      `${organizationId} uses the classifier of ${inherited[0]?.organizationId}: a category of its own would replace it`,
    )
  }
  const codes = new Map<string, CategoryRow>()
  const names = new Map<string, Set<CategoryRow>>()
  const groups = new Map<string, string>()
  const remember = (category: CategoryRow) => {
    codes.set(category.code, category)
    for (const name of Object.values(category.names)) {
      names.set(alike(name), (names.get(alike(name)) ?? new Set()).add(category))
    }
    for (const name of Object.values(category.groupNames)) groups.set(alike(name), category.groupCode)
  }
  for (const category of [...own, ...inherited]) remember(category)
  const made: CategoryRow[] = []
  let position = Math.max(0, ...own.map((category) => category.position))

  const make = async (name: string, groupName: string): Promise<CategoryRow> => {
    position += 1
    const groupCodes = new Set(groups.values())
    const category: CategoryRow = {
      organizationId,
      code: await toCode([name, `${groupName} ${name}`], (code) => codes.has(code)),
      groupCode: groups.get(alike(groupName)) ?? (await toCode([groupName], (code) => groupCodes.has(code))),
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
      const sameName = [...(names.get(alike(text)) ?? [])]
      const groupCode = groups.get(alike(group)) ?? group
      const sameGroup = sameName.find((category) => category.groupCode === groupCode)
      if (sameGroup) return sameGroup
      const sameCode = codes.get(text)
      // To one that is made, another group's code is a name as any.
      if (sameCode && !(isCreating && group)) return sameCode
      if (isCreating && (group || sameName.length === 0)) return make(text, group || text)
      return sameName.length === 1 ? sameName[0] : undefined
    },
    save: () => addCategories(database, made),
  }
}
