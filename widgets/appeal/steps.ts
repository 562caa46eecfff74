import type { Category } from '../../sdk/organization.js'
import type { FieldErrors } from '../shared/field-errors.js'
import type { Draft } from './draft.js'
import { type AskedField, askedFields, fault, type Say, type Step, type Values } from './fields.js'
import type { Group } from './search.js'

/** Where the resident is. */
export interface Stand {
  category: Category | undefined
  steps: Step[]
  step: Step
  fields: AskedField[]
}

const STEPS: Step[] = ['topic', 'details', 'contact', 'review']

/** The steps of the category chosen, or given by the page, and the one where the draft is. */
export function standOf(groups: readonly Group[], given: string | undefined, draft: Draft, say: Say): Stand {
  const find = (code: string | undefined) =>
    groups.flatMap(({ categories }) => categories).find((category) => category.code === code)
  const fixed = find(given)
  const category = fixed ?? find(draft.category)
  const fields = category ? askedFields(category, draft.values, say) : []
  const steps = STEPS.filter((step) =>
    step === 'topic' ? !fixed : step !== 'contact' || !category || fields.some((field) => field.step === step),
  )
  return { category, steps, fields, step: steps.find((own) => category && own === draft.step) ?? steps[0] ?? 'topic' }
}

/** What is wrong with what was entered, up to the step. */
export function faults({ steps, step, fields }: Stand, values: Values, say: Say): FieldErrors {
  const errors: FieldErrors = {}
  for (const field of fields) {
    const error = steps.indexOf(field.step) <= steps.indexOf(step) && fault(field, values, say)
    if (error) errors[field.name] = error
  }
  if (step === 'review' && !values.consent) errors.consent = say('mustConsent')
  return errors
}

/** The first step where something is wrong. */
export function wrongStep({ steps, fields }: Stand, errors: FieldErrors): Step | undefined {
  const places: Record<string, Step> = { category: 'topic', attachments: 'details', consent: 'review' }
  for (const { name, step } of fields) places[name] = step
  return steps.find((step) => Object.keys(errors).some((name) => places[name] === step))
}
