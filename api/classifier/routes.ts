import { localDate } from '../appeals/deadlines.js'
import { createRouter, publicCache } from '../platform/http.js'
import { localize } from '../platform/language.js'
import type { Services } from '../platform/services.js'
import { type Classifier, getCategories } from './contract.js'
import { type FoundCategory, findCategories } from './find.js'

export const classifierRoutes = ({ now }: Services) =>
  createRouter().openapi(getCategories, async (c) => {
    const { path, settings } = c.get('organization')
    const found = await findCategories(c.get('database'), { path, today: localDate(now(), settings.timeZone) })
    publicCache(c, 60)
    return c.json(toClassifier(found, c.get('language'), settings.languages), 200)
  })

/** Groups stand where their first category stands. */
function toClassifier(found: FoundCategory[], language: string, languages: string[]): Classifier {
  const inLanguage = (texts: Parameters<typeof localize>[0]) => localize(texts, language, languages)
  const groups = new Map<string, Classifier['groups'][number]>()
  for (const { code, groupCode, groupNames, names, kind, deadline, place, contact, questions } of found) {
    const group = groups.get(groupCode) ?? { code: groupCode, name: inLanguage(groupNames), categories: [] }
    groups.set(groupCode, group)
    group.categories.push({
      code,
      name: inLanguage(names),
      kind,
      deadline,
      place,
      contact,
      questions: questions.map((question) => ({
        ...question,
        label: inLanguage(question.label),
        options: question.options?.map((option) => ({ ...option, label: inLanguage(option.label) })),
      })),
    })
  }
  return { groups: [...groups.values()] }
}
