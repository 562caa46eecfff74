import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import { type Eligibility, freeId, type Named } from './definition.js'
import { errorAt, numberField, selectField, type Writing } from './fields.js'
import { optionsView } from './options-view.js'

/** Names that territories have while nobody looks at them. */
const LETTER = 't'
const MADE = /^t\d+$/

/** Who may vote beside being one person: from which age, living where, and whether that is checked. */
export function eligibilityView(writing: Writing): TemplateResult {
  const { definition, say, errors } = writing
  const { minimumAge, territories = [], check } = definition.eligibility ?? { check: checkFor(definition) }
  const set = (change: Partial<Eligibility>) =>
    writing.change({ eligibility: eligibilityWith(definition.eligibility, { check, ...change }) })
  const isVouched = check === 'vouched'
  return html`<fieldset class="part" id="eligibility" tabindex="-1" aria-describedby="eligibility-error">
    <legend>${say('ageAndPlace')}</legend>
    <p class="error" id="eligibility-error">${errors.eligibility}</p>
    ${numberField(writing, {
      name: 'eligibility-minimumAge',
      label: say('minimumAge'),
      hint: say('minimumAgeAbout'),
      value: minimumAge,
      onChange: (age) => set({ minimumAge: age }),
    })}
    ${optionsView(writing, {
      name: 'eligibility-territories',
      legend: say('territories'),
      each: say('territory'),
      add: say('addTerritory'),
      options: territories as Named[],
      least: 0,
      most: 100,
      letter: isVouched ? null : LETTER,
      onChange: (next) => set({ territories: next.map(({ id, title }) => ({ id, title })) }),
      ...(isVouched && {
        more: ({ id }, index, write) =>
          textField({
            name: `eligibility-territories-${index}-id`,
            label: say('territoryCode'),
            hint: say('territoryCodeAbout'),
            error: errorAt(writing, `eligibility-territories-${index}-id`),
            value: id,
            maximum: 100,
            isRequired: true,
            onInput: (code) => write({ id: code.trim() }),
          }),
      }),
    })}
    ${
      definition.eligibility
        ? selectField(writing, {
            name: 'eligibility-check',
            label: say('isChecked'),
            hint: say(isVouched ? 'vouchedAbout' : 'declaredAbout'),
            value: check,
            options: [
              ['declared', say('isDeclared')],
              ['vouched', say('isVouched')],
            ] as const,
            onChange: (next) => {
              const eligibility = eligibilityWith(definition.eligibility, {
                check: next,
                territories: named(territories, next),
              })
              // Nobody vouches for a device.
              const mustShow = next === 'vouched' && definition.identity !== 'resident' && !definition.isListed
              writing.change({ eligibility, ...(mustShow && { identity: 'resident' as const }) })
              if (mustShow) writing.tell(say('nowByResident'))
            },
          })
        : ''
    }
  </fieldset>`
}

const checkFor = ({ identity, isListed }: Writing['definition']): Eligibility['check'] =>
  identity === 'resident' || isListed ? 'vouched' : 'declared'

/** With the change; null where it asks nothing of anyone. */
export function eligibilityWith(
  before: Eligibility | null | undefined,
  change: Partial<Eligibility> & Pick<Eligibility, 'check'>,
): Eligibility | null {
  const { check, minimumAge, territories } = { ...before, ...change }
  if (minimumAge === undefined && !territories?.length) return null
  return { check, ...(minimumAge !== undefined && { minimumAge }), ...(territories?.length && { territories }) }
}

/** What is checked goes by codes, which must be written; elsewhere any name does. */
function named(territories: NonNullable<Eligibility['territories']>, check: Eligibility['check']) {
  if (check === 'vouched') return territories.map((each) => (MADE.test(each.id) ? { ...each, id: '' } : each))
  const taken = [...territories]
  return territories.map((each, index) => {
    const id = each.id || freeId(taken, LETTER)
    taken[index] = { ...each, id }
    return { ...each, id }
  })
}
