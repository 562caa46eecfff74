import type { Answer, Answers, Question } from '../polls/questions.js'
import { type FormState, firstValue } from './form.js'

/** The name of a question's field, and of one within it. */
export const fieldOf = ({ id }: Question, ...within: string[]): string => ['answers', id, ...within].join('.')

/** What a form answered. What is no number is sent as it was typed: the API says what is wrong with it. */
export function readAnswers(questions: readonly Question[], form: FormState): Answers {
  return Object.fromEntries(
    questions.flatMap((question): [string, Answer][] => {
      const answer = readAnswer(question, form)
      return answer === undefined ? [] : [[question.id, answer]]
    }),
  )
}

function readAnswer(question: Question, form: FormState): Answer | undefined {
  const value = (...within: string[]) => firstValue(form, fieldOf(question, ...within)).trim()
  const chosen = form.values[fieldOf(question)] ?? []
  switch (question.type) {
    case 'single':
      return value('other') ? { other: value('other') } : chosen[0]
    case 'multiple':
      return value('other') ? [...chosen, { other: value('other') }] : chosen
    case 'budget':
      return chosen
    case 'ranking': {
      const places = question.options.flatMap(({ id }) => (value(id) ? [{ id, place: toNumber(value(id)) }] : []))
      const isInOrder = places.every(
        ({ place }, index) => typeof place === 'number' && places.findIndex((other) => other.place === place) === index,
      )
      // Two on one place cannot be told apart: named twice, they are refused.
      if (!isInOrder) return places.flatMap(({ id }) => [id, id])
      return places.sort((one, other) => Number(one.place) - Number(other.place)).map(({ id }) => id)
    }
    case 'matrix':
      return Object.fromEntries(question.rows.flatMap(({ id }) => (value(id) ? [[id, value(id)]] : [])))
    case 'place':
      return Object.fromEntries(
        ['latitude', 'longitude'].flatMap((name) => (value(name) ? [[name, toNumber(value(name))]] : [])),
      )
    case 'scale':
    case 'number':
      return value() ? toNumber(value()) : undefined
    case 'text':
    case 'date':
      return value() || undefined
  }
}

const toNumber = (typed: string): number | string =>
  /^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(typed) ? Number(typed.replace(',', '.')) : typed
