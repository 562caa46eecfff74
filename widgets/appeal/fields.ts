import type { NewAppeal } from '../../sdk/appeals.js'
import type { Category } from '../../sdk/organization.js'
import type { Field } from '../shared/field.js'
import type { TextKey, TextValues } from '../shared/texts.js'

/** By name of field: a JSON pointer into the appeal, with dashes (`contact-email`, `answers-route`). */
export type Values = Record<string, string>
export type Say = (key: TextKey<'appeal' | 'place'>, values?: TextValues) => string
export type Step = 'topic' | 'details' | 'contact' | 'review'

/** What is asked, and what may be answered. */
export interface AskedField extends Omit<Field, 'value' | 'onInput'> {
  step: Step
  label: string
  pattern?: RegExp
  options?: readonly { id: string; label: string }[] | undefined
}

type Question = Category['questions'][number]

/** As the API takes them. */
const NUMBER = /^[+-]?\d{1,15}([.,]\d{1,10})?$/
const PHONE = /^\+?[\d\s().-]{5,25}$/
const EMAIL = /^\S+@\S+\.\S+$/

/** The fields of a category in the order they are asked, less those whose condition is not met. */
export function askedFields({ questions, place, contact }: Category, values: Values, say: Say): AskedField[] {
  const isAsked = ({ when }: Question, depth = 0): boolean => {
    if (!when) return true
    const condition = questions.find(({ id }) => id === when.question)
    // A circle of conditions asks nothing.
    return (
      !!condition &&
      depth < questions.length &&
      values[`answers-${condition.id}`]?.trim() === `${when.equals}` &&
      isAsked(condition, depth + 1)
    )
  }
  const ways = {
    name: { autocomplete: 'name', maximum: 120 },
    email: { type: 'email', autocomplete: 'email', pattern: EMAIL, maximum: 254 },
    phone: { type: 'tel', autocomplete: 'tel', pattern: PHONE, maximum: 25 },
  } as const
  const kinds = {
    text: { maximum: 1000 },
    number: { inputmode: 'decimal', pattern: NUMBER },
    date: { type: 'date' },
    choice: {},
  } as const

  const fields: AskedField[] = [
    {
      name: 'description',
      step: 'details',
      label: say('description'),
      isTall: true,
      isRequired: true,
      maximum: 8000,
      pattern: /.{3}/s,
    },
  ]
  for (const question of questions) {
    const { id, label, type, options, required } = question
    if (isAsked(question))
      fields.push({ name: `answers-${id}`, step: 'details', label, options, isRequired: required, ...kinds[type] })
  }
  if (place !== 'none')
    fields.push({
      name: 'place-address',
      step: 'details',
      label: say('address'),
      hint: say('landmark'),
      isRequired: place === 'required',
      autocomplete: 'street-address',
      maximum: 300,
    })
  for (const way of ['name', 'email', 'phone'] as const) {
    if (contact[way] !== 'none')
      fields.push({
        name: `contact-${way}`,
        step: 'contact',
        label: say(way),
        isRequired: contact[way] === 'required',
        ...ways[way],
      })
  }
  return fields
}

/** What is wrong with a field, if anything. A point on the map is an address too. */
export function fault({ name, isRequired, pattern }: AskedField, values: Values, say: Say): string | undefined {
  const value = values[name]?.trim()
  if (value) return pattern && !pattern.test(value) ? say('format') : undefined
  return isRequired && !(name === 'place-address' && values['place-latitude']) ? say('required') : undefined
}

/** The appeal as the API takes it: what was asked and answered, and nothing else. */
export function toAppeal(
  { code }: Category,
  fields: AskedField[],
  values: Values,
  attachments: string[],
  campaign: string | undefined,
): NewAppeal {
  const place: NewAppeal['place'] = {}
  const groups: Record<string, object> = { place, contact: {}, answers: {} }
  const appeal = { ...groups, category: code, campaign, description: '', attachments, consent: true as const }
  for (const { name } of fields) {
    // The first dash alone parts: ids of questions have their own.
    const [group = '', ...member] = name.split('-')
    const value = values[name]?.trim()
    if (value) Object.assign(groups[group] ?? appeal, { [member.join('-') || name]: value })
    if (group === 'place' && values['place-latitude']) {
      place.latitude = +values['place-latitude']
      place.longitude = +(values['place-longitude'] ?? 0)
    }
  }
  return appeal
}
