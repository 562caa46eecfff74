import { html, type TemplateResult } from 'lit'
import type { Named, QuestionOf } from './definition.js'
import { type Asking, checkField, numberField } from './fields.js'

/** By how many a group is told at least, unless it is set: as the API has it. */
const LEAST = 10

/** Whether voters tell of themselves here, so that results are told by these answers too. */
export function groupsView(asking: Asking<QuestionOf<'single'>>): TemplateResult {
  const { question, index, say, set } = asking
  const name = `questions-${index}-groups`
  const { groups, options } = question
  return html`${checkField(asking, {
    name,
    label: say('asksAbout'),
    hint: say('asksAboutHint'),
    value: !!groups,
    onChange: (chosen) =>
      set(
        chosen
          ? { groups: { minimum: LEAST } }
          : { groups: undefined, options: options.map(({ share: _, ...option }) => option) },
      ),
  })}
  ${
    groups
      ? numberField(asking, {
          name: `${name}-minimum`,
          label: say('groupMinimum'),
          hint: say('groupMinimumAbout'),
          value: groups.minimum,
          onChange: (minimum) => set({ groups: { minimum } }),
        })
      : ''
  }`
}

/** How large a group is in the population: by that the results are weighted. */
export const shareField = (
  asking: Asking,
  { share }: Named,
  place: number,
  write: (change: Partial<Named>) => void,
): TemplateResult =>
  numberField(asking, {
    name: `questions-${asking.index}-options-${place}-share`,
    label: asking.say('groupShare'),
    // Said once.
    hint: place === 0 ? asking.say('groupShareAbout') : '',
    value: share,
    onChange: (value) => write({ share: value }),
  })
