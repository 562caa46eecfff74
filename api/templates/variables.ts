/** What an answer template may have filled in, as `{number}` or, with what stands in where there is none, `{name|neighbour}`. */
export const variables = [
  'number',
  'category',
  'address',
  'name',
  'received',
  'deadline',
  'responsible',
  'organization',
  'officer',
] as const
export type Variable = (typeof variables)[number]

const place = /{([^{}|]*)(?:\|[^{}]*)?}/g

/** What stands in braces and is no variable: a resident would read it as it is. */
export const unknownVariables = (text: string): string[] =>
  [...text.matchAll(place)].flatMap(([, name = '']) => (variables.includes(name as Variable) ? [] : name))
