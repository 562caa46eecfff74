import { html, type TemplateResult } from 'lit'
import type { Appeal } from '../../sdk/appeals.js'
import { type Classifier, getCategories } from '../../sdk/organization.js'
import type { CallOptions, Transport } from '../../sdk/transport.js'
import type { Say } from '../shared/texts.js'

/** The answer to one of the category's questions, in words. */
export interface Answered {
  label: string
  value: string
}

/** The classifier, where it is needed to tell what was asked; without it, answers are told by their ids. */
export const classifierFor = async (client: Transport, appeal: Appeal, options: CallOptions) =>
  appeal.view !== 'public' && Object.keys(appeal.answers).length
    ? getCategories(client, options).catch(() => undefined)
    : undefined

/** What was asked and answered. A question may have left the classifier since. */
export function answersOf(appeal: Appeal, classifier: Classifier | undefined, language: string): Answered[] {
  if (appeal.view === 'public') return []
  const categories = classifier?.groups.flatMap((group) => group.categories) ?? []
  const questions = categories.find(({ code }) => code === appeal.category.code)?.questions
  return Object.entries(appeal.answers).map(([id, given]) => {
    const { label = id, type, options } = questions?.find((question) => question.id === id) ?? {}
    const chosen = options?.find((option) => option.id === given)?.label
    const date = type === 'date' ? new Date(`${given}T00:00`).toLocaleDateString(language, { dateStyle: 'long' }) : ''
    return { label, value: chosen ?? (date || `${given}`) }
  })
}

/** The text of an appeal, its place and the answers to the category's questions. */
export function sentView({ description, place }: Appeal, answers: Answered[], say: Say<'appeal-view'>): TemplateResult {
  // Five digits are a metre.
  const point = place?.latitude != null && `${place.latitude.toFixed(5)}, ${place.longitude?.toFixed(5)}`
  const where = place?.address || point
  return html`<p class="text" dir="auto">${description}</p>
    <dl>
      ${where ? fact(say('place'), where) : ''}
      ${answers.map(({ label, value }) => fact(label, value))}
    </dl>`
}

/** In a `<dl>`. */
export const fact = (name: unknown, value: unknown): TemplateResult =>
  html`<div><dt><bdi>${name}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`
