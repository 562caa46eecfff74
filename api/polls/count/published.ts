import { isOther } from '../answer.js'
import type { PollResults } from '../contract.js'
import type { Answer, Answers, QuestionDefinition } from '../questions.js'

export interface QuestionAnswer {
  question: string
  answer: Answer
}

/**
 * What of a ballot is counted, each question by itself: what was written in words is not, and a place is rounded, as in
 * the results. Whoever knows what someone answered to one question learns nothing of the others.
 */
export const counted = (questions: readonly QuestionDefinition[], answers: Answers): QuestionAnswer[] =>
  questions.flatMap(({ id, type }) => {
    // The own member only: a question may be called `constructor`.
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
    return answer === undefined ? [] : [{ question: id, answer: toCounted(type, answer) }]
  })

function toCounted(type: QuestionDefinition['type'], answer: Answer): Answer {
  if (type === 'text') return ''
  if (type === 'place') {
    const { latitude, longitude } = answer as { latitude: number; longitude: number }
    return { latitude: rounded(latitude), longitude: rounded(longitude) }
  }
  if (Array.isArray(answer)) return answer.map((each) => (isOther(each) ? { other: '' } : each))
  return isOther(answer) ? { other: '' } : answer
}

/** Of what is counted, what everyone may read, so that all can count again: a place that few others named is left out too. The count of what is left is the same. */
export function publishing(
  questions: readonly QuestionDefinition[],
  results: Pick<PollResults, 'questions'>,
): (counted: QuestionAnswer) => QuestionAnswer {
  const cells = new Map(
    results.questions.flatMap((each) =>
      each.type === 'place'
        ? [[each.id, new Set(each.cells.map(({ latitude, longitude }) => `${latitude} ${longitude}`))] as const]
        : [],
    ),
  )
  const places = new Set(questions.flatMap(({ id, type }) => (type === 'place' ? [id] : [])))
  return ({ question, answer }) => {
    if (!places.has(question)) return { question, answer }
    const { latitude, longitude } = answer as { latitude: number; longitude: number }
    return { question, answer: cells.get(question)?.has(`${latitude} ${longitude}`) ? answer : '' }
  }
}

/** Degrees, to a hundredth: about a kilometre. */
const rounded = (degrees: number) => Math.round(degrees * 100) / 100
