import { isOther } from '../answer.js'
import type { PollResults } from '../contract.js'
import type { Answer, Answers, QuestionDefinition } from '../questions.js'

/**
 * What of a ballot everyone may read, so that all can count again, each question by itself: whoever knows what someone
 * answered to one learns nothing of the others. What was written in words is left out, and of a place that few others
 * named too; a place is rounded, as in the results. The count of what is left is the same.
 */
export function publishing(
  questions: readonly QuestionDefinition[],
  results: Pick<PollResults, 'questions'>,
): (answers: Answers) => { question: string; answer: Answer }[] {
  const cells = new Map(
    results.questions.flatMap((each) =>
      each.type === 'place'
        ? [[each.id, new Set(each.cells.map(({ latitude, longitude }) => `${latitude} ${longitude}`))] as const]
        : [],
    ),
  )
  const publish = ({ id, type }: QuestionDefinition, answer: Answer): Answer => {
    if (type === 'text') return ''
    if (type === 'place') {
      const { latitude, longitude } = answer as { latitude: number; longitude: number }
      const cell = { latitude: rounded(latitude), longitude: rounded(longitude) }
      return cells.get(id)?.has(`${cell.latitude} ${cell.longitude}`) ? cell : ''
    }
    if (Array.isArray(answer)) return answer.map((each) => (isOther(each) ? { other: '' } : each))
    return isOther(answer) ? { other: '' } : answer
  }
  return (answers) =>
    questions.flatMap((question) => {
      const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
      return answer === undefined ? [] : [{ question: question.id, answer: publish(question, answer) }]
    })
}

/** Degrees, to a hundredth: about a kilometre. */
const rounded = (degrees: number) => Math.round(degrees * 100) / 100
