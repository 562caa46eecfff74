import type { NewPollDefinition, PollAdministration } from '../../sdk/poll-writing.js'

export type Definition = NewPollDefinition
export type Question = Definition['questions'][number]
export type QuestionType = Question['type']
export type QuestionOf<Type extends QuestionType> = Extract<Question, { type: Type }>
/** A text by language. */
export type Localized = Record<string, string>
/** Of an option: which photo, and what it shows. */
export type Photo = { id: string; alt: Localized }
/** An option, a row, a project or a territory. */
export type Named = {
  id: string
  title: Localized
  description?: Localized | undefined
  price?: number
  photo?: Photo | undefined
  /** How large the group is in the population. */
  share?: number | undefined
}
export type Eligibility = NonNullable<Definition['eligibility']>

export const questionTypes = [
  'single',
  'multiple',
  'ranking',
  'scale',
  'matrix',
  'budget',
  'text',
  'number',
  'date',
  'place',
] as const satisfies readonly QuestionType[]

/** What of a poll is written: less what the API tells of it beside. */
export function writtenOf({ id: _, status: __, version: ___, ...definition }: PollAdministration): Definition {
  return definition
}

/** The first of these names that is free: `q1`, `q2` … */
export function freeId(taken: readonly { id: string }[], beginning: string): string {
  for (let number = taken.length + 1; ; number++)
    if (!taken.some(({ id }) => id === `${beginning}${number}`)) return `${beginning}${number}`
}

const two = () => [1, 2].map((number): Named => ({ id: `o${number}`, title: {} }))

/** A question of a type, with all that it must have. */
export function newQuestion(type: QuestionType, id: string, currency = 'RUB'): Question {
  const common = { id, title: {}, required: true }
  switch (type) {
    case 'single':
    case 'multiple':
      return { ...common, type, options: two() }
    case 'ranking':
      return { ...common, type, options: two(), counting: 'schulze', ties: { by: 'order' } }
    case 'scale':
      return { ...common, type, from: 1, to: 5 }
    case 'matrix':
      return { ...common, type, rows: [{ id: 'r1', title: {} }], options: two() }
    case 'budget': {
      const projects = two().map((project) => ({ ...project, price: 1000 }))
      return { ...common, type, projects, budget: 1000, currency, counting: 'knapsack', ties: { by: 'order' } }
    }
    case 'number':
      return { ...common, type, decimals: 0 }
    default:
      return { ...common, type, required: type !== 'text' }
  }
}

/** By question, what it had before its type was changed: for when it is changed back. */
export type Former = Map<string, { list: Named[] | undefined; rows: Named[] | undefined }>

/** The same question of another type: what both have stays, what only the former has is put aside. */
export function changeType(question: Question, type: QuestionType, former: Former): Question {
  const { title, hint, required, page, when } = question
  const made = newQuestion(type, question.id)
  const before = former.get(question.id)
  const given: Named[] | undefined =
    'options' in question
      ? (question.options as Named[])
      : 'projects' in question
        ? (question.projects as Named[])
        : undefined
  // Prices and descriptions come back to those that had them.
  const list = given?.map((one) => ({ ...before?.list?.find(({ id }) => id === one.id), ...one })) ?? before?.list
  const rows = 'rows' in question ? (question.rows as Named[]) : before?.rows
  former.set(question.id, { list, rows })
  return {
    ...made,
    title,
    ...(hint && { hint }),
    required: required ?? true,
    ...(page && { page }),
    ...(when && { when }),
    ...('options' in made && list && { options: list.map(({ description: _, price: __, ...option }) => option) }),
    ...('projects' in made &&
      list && {
        projects: list.map(({ id, title, description, price = 1000 }) => ({
          ...{ id, title, price },
          ...(description && { description }),
        })),
      }),
    ...('rows' in made && rows && { rows }),
  } as Question
}

const pageOf = ({ page = 1 }: Question) => page

/** Whether a page begins with the question. */
export const beginsPage = (questions: readonly Question[], index: number): boolean => {
  const [one, before] = [questions[index], questions[index - 1]]
  return one !== undefined && before !== undefined && pageOf(one) > pageOf(before)
}

/** The questions on pages that follow one another, each begun by those of which it is said. */
function paged(questions: readonly { question: Question; isBeginning: boolean }[]): Question[] {
  let page = 1
  return questions.map(({ question, isBeginning }, index) => {
    if (index > 0 && isBeginning) page++
    const { page: _, ...rest } = question
    return (page > 1 ? { ...rest, page } : rest) as Question
  })
}

const withBeginnings = (questions: readonly Question[]) =>
  questions.map((question, index) => ({ question, isBeginning: beginsPage(questions, index) }))

/** One question after the move is where the other was; a page that begins with it goes along. */
export function moved(questions: readonly Question[], from: number, to: number): Question[] {
  const all = withBeginnings(questions)
  const [taken] = all.splice(from, 1)
  if (taken) all.splice(to, 0, taken)
  return paged(all)
}

export function withBeginning(questions: readonly Question[], index: number, isBeginning: boolean): Question[] {
  return paged(withBeginnings(questions).map((each, place) => (place === index ? { ...each, isBeginning } : each)))
}

/** Without one; who asked only when it was answered so asks always. */
export function without(questions: readonly Question[], index: number): Question[] {
  const gone = questions[index]?.id
  const left = withBeginnings(questions).filter((_, place) => place !== index)
  return paged(
    left.map(({ question, isBeginning }) => {
      const { when, ...rest } = question
      return { question: (when?.question === gone ? rest : question) as Question, isBeginning }
    }),
  )
}

/** Inserted, on the page of the one before it. */
export function inserted(questions: readonly Question[], index: number, question: Question): Question[] {
  const all = withBeginnings(questions)
  all.splice(index, 0, { question, isBeginning: false })
  return paged(all)
}
