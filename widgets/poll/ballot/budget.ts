import { html, type TemplateResult } from 'lit'
import { costOf } from './answers.js'
import type { Asked } from './asked.js'
import { idsIn, type QuestionOf } from './draft.js'

/** Projects with their prices, and what they cost together, said as it changes. */
export function budgetView(asked: Asked<QuestionOf<'budget'>>): TemplateResult {
  const { question, draft, errors, say, language, legend, hint, onDraft } = asked
  const { id, projects, budget, currency } = question
  const chosen = idsIn(draft)
  const sum = sums(language, currency)
  const cost = costOf(projects, chosen)
  const isOver = cost > budget
  const change = ({ target }: Event) => {
    const { value, checked } = target as HTMLInputElement
    onDraft([...chosen.filter((each) => each !== value), ...(checked ? [value] : [])])
  }
  return html`<fieldset part="question" aria-invalid=${!!errors[id] || isOver} aria-describedby="${id} ${id}-sum">
    <legend><bdi>${legend}</bdi></legend>
    <p id=${id} class=${errors[id] ? 'error' : 'muted'}>${errors[id] || hint}</p>
    ${projects.map(
      (project) => html`<label part="option">
        <input
          type="checkbox"
          name=${id}
          value=${project.id}
          .checked=${chosen.includes(project.id)}
          @change=${change}
        /><span class="project"
          ><bdi>${project.title}</bdi><small class="muted"><bdi>${project.description}</bdi></small></span
        ><b>${sum(project.price)}</b>
      </label>`,
    )}
    <div class="sum" aria-hidden="true"><i class=${isOver ? 'over' : ''} .style=${`inline-size:${Math.min(100, (100 * cost) / budget)}%`}></i></div>
    <p id="${id}-sum" role="status" class=${isOver ? 'error' : ''}>
      ${say(isOver ? 'over' : 'spent', { spent: sum(cost), left: sum(budget - cost), over: sum(cost - budget), sum: sum(budget) })}
    </p>
  </fieldset>`
}

/** Sums as the language writes them; prices are whole. */
export function sums(language: string, currency: string): (sum: number) => string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 })
  return (sum) => format.format(sum)
}
