import { localDate } from '../appeals/deadlines.js'
import { createRouter, publicCache } from '../platform/http.js'
import { localize } from '../platform/language.js'
import { invalid } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { type Classifier, getCategories, getQrCode } from './contract.js'
import { type FoundCategory, findCategories, findCategory } from './find.js'
import { qrCode } from './qr.js'

export const classifierRoutes = ({ now, settings: { PUBLIC_URL } }: Services) =>
  createRouter()
    .openapi(getQrCode, async (c) => {
      const { id, path, settings } = c.get('organization')
      const { category, address, lang } = c.req.valid('query')
      if (category) {
        const today = localDate(now(), settings.timeZone)
        if (!(await findCategory(c.get('database'), { path, today, code: category })))
          throw invalid('/category', 'unknown')
      }
      const query = new URLSearchParams({
        ...(category && { category }),
        ...(address && { address }),
        ...(lang && { lang }),
      })
      publicCache(c, 3600)
      const origin = PUBLIC_URL ?? new URL(c.req.url).origin
      return c.body(qrCode(`${origin}/o/${id}/appeal${query.size > 0 ? `?${query}` : ''}`), 200, {
        'content-type': 'image/svg+xml',
      })
    })
    .openapi(getCategories, async (c) => {
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
