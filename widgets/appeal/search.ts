import type { Category, Classifier } from '../../sdk/organization.js'

export type Group = Classifier['groups'][number]

/** The categories all of whose query words are found, in any of their forms, in their names or their groups'. */
export function findCategories(groups: readonly Group[], query: string): { category: Category; group: Group }[] {
  const wanted = words(query)
  const all = groups.flatMap((group) => group.categories.map((category) => ({ category, group })))
  const holds = (text: string) => {
    const own = words(text)
    return wanted.every((word) => own.some((other) => isForm(word, other)))
  }
  const named = all.filter(({ category }) => holds(category.name))
  const grouped = all.filter(({ category, group }) => holds(`${category.name} ${group.name}`))
  return [...new Set([...named, ...grouped])]
}

const words = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether a word of a query, perhaps not yet typed to its end, is a form of another. */
function isForm(query: string, word: string): boolean {
  const [one, other] = [stem(query), stem(word)]
  return other.startsWith(one) || (other.length > 2 && one.startsWith(other))
}

/** Less the endings of Russian nouns and adjectives and of English plurals, and less the Arabic article. */
const stem = (word: string) =>
  word.replace(/^(..+?)([аеиоуыэюяь]+([мхв][аиоу]?|го)?|e?s|ing)$/, '$1').replace(/^ال/, '')
