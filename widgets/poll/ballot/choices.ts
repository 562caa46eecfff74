import { html, type TemplateResult } from 'lit'
import { choiceGroup } from '../../shared/choice.js'
import { textField } from '../../shared/field.js'
import type { Asked } from './asked.js'
import { chosenIn, idsIn, otherIn, type QuestionOf, rowsIn } from './draft.js'

/** Stands for "something else" among the ids, none of which has a star. */
const OTHER = '*'

/** One of several, or several; and perhaps something else in the voter's words. */
export function choicesView(asked: Asked<QuestionOf<'single' | 'multiple'>>): TemplateResult {
  const { question, draft, errors, say, legend, hint, onDraft, photo } = asked
  const { id, type, hasOther } = question
  const options = question.options.map((option) => ({
    id: option.id,
    title: option.photo
      ? html`<img src=${photo(option.photo.id)} alt=${option.photo.alt} loading="lazy" />${option.title}`
      : option.title,
  }))
  const other = otherIn(draft)
  const wrongOther = errors[`${id}-other`]
  const write = (ids: readonly string[], words: string | undefined) =>
    onDraft([...ids, ...(words === undefined ? [] : [{ other: words }])])
  return html`${choiceGroup({
    name: id,
    legend,
    hint,
    error: errors[id],
    isMultiple: type === 'multiple',
    options: hasOther ? [...options, { id: OTHER, title: say('other') }] : options,
    chosen: chosenIn(draft).map((each) => (typeof each === 'string' ? each : OTHER)),
    onChange: (chosen) =>
      write(
        chosen.filter((each) => each !== OTHER),
        chosen.includes(OTHER) ? (other ?? '') : undefined,
      ),
  })}${
    other === undefined
      ? ''
      : textField({
          name: `${id}-other`,
          label: say('otherText'),
          error: wrongOther,
          value: other,
          maximum: 200,
          isRequired: true,
          onInput: (words) => write(idsIn(draft), words),
        })
  }`
}

/** A row of numbers. */
export function scaleView({
  question,
  draft,
  errors,
  legend,
  hint,
  onDraft,
}: Asked<QuestionOf<'scale'>>): TemplateResult {
  const { id, from, to, low, high } = question
  const [chosen] = idsIn(draft)
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return html`<fieldset part="question" aria-invalid=${!!errors[id]} aria-describedby=${id}>
    <legend><bdi>${legend}</bdi></legend>
    <p id=${id} class=${errors[id] ? 'error' : 'muted'}>${errors[id] || hint}</p>
    <div class="scale" dir="ltr">
      ${numbers.map(
        (value) => html`<label part="option">
          <input
            type="radio"
            name=${id}
            value=${value}
            .checked=${chosen === `${value}`}
            @change=${() => onDraft([`${value}`])}
          /><span>${value}<span class="unseen"> ${value === from ? low : value === to ? high : ''}</span></span>
        </label>`,
      )}
    </div>
    <p class="ends muted" aria-hidden="true" dir="ltr"><bdi>${low}</bdi><bdi>${high}</bdi></p>
  </fieldset>`
}

/** A row of options for each row: a table on wide screens would be read worse, and on narrow ones not at all. */
export function matrixView({
  question,
  draft,
  errors,
  legend,
  hint,
  onDraft,
}: Asked<QuestionOf<'matrix'>>): TemplateResult {
  const { id, rows, options } = question
  const said = rowsIn(draft)
  return html`<fieldset part="question" aria-describedby=${id}>
    <legend><bdi>${legend}</bdi></legend>
    <p id=${id} class=${errors[id] ? 'error' : 'muted'}>${errors[id] || hint}</p>
    ${rows.map((row) => {
      const name = `${id}-${row.id}`
      return html`<fieldset class="row" aria-invalid=${!!errors[name]} aria-describedby=${name}>
        <legend><bdi>${row.title}</bdi></legend>
        <p id=${name} class="error">${errors[name]}</p>
        <div class="cells">
          ${options.map(
            (option) => html`<label part="option">
              <input
                type="radio"
                name=${name}
                value=${option.id}
                .checked=${said[row.id] === option.id}
                @change=${() => onDraft({ ...said, [row.id]: option.id })}
              /><span><bdi>${option.title}</bdi></span>
            </label>`,
          )}
        </div>
      </fieldset>`
    })}
  </fieldset>`
}
