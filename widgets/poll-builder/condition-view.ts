import { html, type TemplateResult } from 'lit'
import type { Question } from './definition.js'
import { type Asking, numberField, selectField } from './fields.js'

/** Asked only when a question before was answered so. */
export function conditionView(asking: Asking): TemplateResult {
  const { definition, question, index, say, set, language, languages } = asking
  const name = `questions-${index}-when`
  const before = definition.questions
    .slice(0, index)
    .flatMap((each, place) => (/^(single|multiple|scale|number)$/.test(each.type) ? [{ each, place }] : []))
  const { when } = question
  if (before.length === 0 && !when) return html``
  const titleOf = (texts: Record<string, string>) =>
    [language, ...languages].map((each) => texts[each]).find(Boolean) ?? Object.values(texts)[0] ?? ''
  const chosen = before.find(({ each }) => each.id === when?.question)?.each
  const first = (of: Question | undefined): string | number => {
    if (!of) return ''
    if ('options' in of) return of.options[0]?.id ?? ''
    return of.type === 'scale' ? of.from : 0
  }
  return html`${selectField(asking, {
    name: `${name}-question`,
    label: say('condition'),
    value: when?.question ?? '',
    options: [
      ['', say('always_asked')],
      ...before.map(
        ({ each, place }) => [each.id, `${say('question', { place: place + 1 })}: ${titleOf(each.title)}`] as const,
      ),
      // One that has been moved behind it: to be chosen anew.
      ...(when && !chosen ? [[when.question, say('conditionGone')] as const] : []),
    ],
    onChange: (id) => {
      const of = before.find(({ each }) => each.id === id)?.each
      set({ when: id ? { question: id, equals: first(of) } : undefined })
    },
  })}
  ${
    !when || !chosen
      ? ''
      : chosen.type === 'number'
        ? numberField(asking, {
            name: `${name}-equals`,
            label: say('conditionEquals'),
            value: Number(when.equals),
            onChange: (equals) => set({ when: { ...when, equals: equals ?? 0 } }),
          })
        : selectField(asking, {
            name: `${name}-equals`,
            label: say('conditionEquals'),
            value: `${when.equals}`,
            options: answersOf(chosen, titleOf),
            onChange: (equals) => set({ when: { ...when, equals: chosen.type === 'scale' ? Number(equals) : equals } }),
          })
  }`
}

function answersOf(question: Question, titleOf: (texts: Record<string, string>) => string): [string, string][] {
  if ('options' in question) return question.options.map(({ id, title }) => [id, titleOf(title) || id])
  if (question.type !== 'scale') return []
  const { from, to } = question
  return Array.from({ length: Math.max(0, Math.min(to - from, 20) + 1) }, (_, step) => [
    `${from + step}`,
    `${from + step}`,
  ])
}
