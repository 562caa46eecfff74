import type { FoundCategory } from '../classifier/find.js'
import type { Fields } from './format.js'

type Category = Pick<FoundCategory, 'code' | 'names' | 'groupNames' | 'questions' | 'deadline'>
type Say = (texts: Category['names']) => string

/** A category of the classifier as a service. Its number is told at once, so that there are no tokens. */
export const toService = ({ code, names, groupNames, questions }: Category, say: Say): Fields => ({
  service_code: code,
  service_name: say(names),
  description: say(names),
  metadata: questions.length > 0,
  type: 'realtime',
  keywords: say(groupNames),
  group: say(groupNames),
})

const datatypes = { text: 'text', number: 'number', date: 'datetime', choice: 'singlevaluelist' } as const

/** The extra questions of a category as attributes. One that is asked on a condition is required of nobody beforehand. */
export const toDefinition = ({ code, questions }: Category, say: Say): Fields => ({
  service_code: code,
  attributes: questions.map(({ id, type, label, required, options = [], when }, index) => ({
    variable: true,
    code: id,
    datatype: datatypes[type],
    required: required && !when,
    datatype_description: null,
    order: index + 1,
    description: say(label),
    ...(type === 'choice' && { values: options.map((option) => ({ key: option.id, name: say(option.label) })) }),
  })),
})

/** What a client sends as the value of an attribute, as the question takes it: of a moment its date. */
export const toAnswer = ({ type }: Pick<Category['questions'][number], 'type'>, value: string): string =>
  type === 'date' ? value.slice(0, 10) : value
