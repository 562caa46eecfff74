import { z } from 'zod'
import type { Asked, Contact, Question } from '../classifier/contract.js'
import { askedOf } from '../platform/conditions.js'
import type { FieldError } from '../platform/problems.js'
import type { newAppealSchema } from './contract.js'

type Given = Pick<z.output<typeof newAppealSchema>, 'contact' | 'place' | 'answers'>

/** What of an appeal's fields the category asks for; nothing else is kept. */
export interface Kept {
  contact: { name: string | null; email: string | null; phone: string | null }
  place: { address: string | null; latitude: number | null; longitude: number | null }
  answers: Record<string, string | number>
}

/** Keeps what the category asks for and names, by JSON pointer, what it requires and did not get. */
export function meetRequirements(
  category: { place: Asked; contact: Contact; questions: readonly Question[] },
  given: Given,
): { kept: Kept; errors: FieldError[] } {
  const errors: FieldError[] = []
  const required = (pointer: string) => errors.push({ pointer, code: 'required' })

  const contact: Kept['contact'] = { name: null, email: null, phone: null }
  for (const field of ['name', 'email', 'phone'] as const) {
    const value = given.contact[field]
    if (category.contact[field] === 'none') continue
    if (value) contact[field] = value
    else if (category.contact[field] === 'required') required(`/contact/${field}`)
  }

  const place: Kept['place'] = { address: null, latitude: null, longitude: null }
  if (category.place !== 'none') {
    place.address = given.place?.address || null
    place.latitude = given.place?.latitude ?? null
    place.longitude = given.place?.longitude ?? null
    if (category.place === 'required' && place.address === null && place.latitude === null) required('/place')
  }

  const { answers, errors: wrong } = checkAnswers(category.questions, given.answers)
  return { kept: { contact, place, answers }, errors: [...errors, ...wrong] }
}

function checkAnswers(questions: readonly Question[], given: Given['answers']) {
  const errors: FieldError[] = []
  // A map, since an id such as `constructor` is on every object.
  const said = new Map(Object.entries(given))
  const answers = new Map<string, string | number>()
  for (const question of askedOf(questions, (id) => said.get(id))) {
    const pointer = `/answers/${question.id}`
    const value = said.get(question.id)
    if (value === undefined || value === '') {
      if (question.required) errors.push({ pointer, code: 'required' })
      continue
    }
    const result = answerSchema(question).safeParse(value)
    if (result.success) answers.set(question.id, result.data)
    else errors.push({ pointer, code: question.type === 'choice' ? 'invalid_value' : 'invalid_format' })
  }
  return { answers: Object.fromEntries(answers), errors }
}

/** Forms without JavaScript send everything as text. */
function answerSchema({ type, options = [] }: Question): z.ZodType<string | number> {
  switch (type) {
    case 'number':
      return z.union([
        z.number(),
        z
          .string()
          .regex(/^[+-]?\d{1,15}([.,]\d{1,10})?$/)
          .transform(toNumber),
      ])
    case 'date':
      return z.iso.date()
    case 'choice':
      return z.enum(options.map(({ id }) => id))
    case 'text':
      return z.union([z.string(), z.number().transform(String)])
  }
}

const toNumber = (text: string) => Number(text.replace(',', '.'))
