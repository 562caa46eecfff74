import { html, type TemplateResult } from 'lit'
import type { Asked } from './asked.js'
import { idsIn, type QuestionOf } from './draft.js'

/** Two lists: what is in order, with buttons that move it, and what is not yet, each a button that adds it. */
export function rankingView({
  question,
  draft,
  errors,
  say,
  legend,
  hint,
  onDraft,
  tell,
  focusOn,
}: Asked<QuestionOf<'ranking'>>): TemplateResult {
  const { id, options } = question
  const ranked = idsIn(draft).flatMap((ranked) => options.find((option) => option.id === ranked) ?? [])
  const left = options.filter((option) => !ranked.includes(option))
  type Option = (typeof options)[number]

  const write = (order: readonly Option[], moved: Option, ...focus: string[]) => {
    onDraft(order.map((option) => option.id))
    const place = order.indexOf(moved) + 1
    tell(
      place
        ? say('ranked', { title: moved.title, place, count: order.length })
        : say('rankedOut', { title: moved.title }),
    )
    focusOn(...focus)
  }
  const button = (option: Option, does: string) => `${id}-${does}-${option.id}`
  const move = (option: Option, from: number, by: number) => {
    const order = ranked.filter((other) => other !== option)
    order.splice(from + by, 0, option)
    // Of a button at the end of its way, its opposite.
    const ways = [button(option, 'up'), button(option, 'down')]
    write(order, option, ...(by < 0 ? ways : ways.reverse()))
  }
  const mover = (
    option: Option,
    does: 'up' | 'down' | 'out',
    sign: string,
    isOff: boolean,
    act: () => void,
  ) => html`<button
      type="button"
      part="button"
      id="${id}-${does}-${option.id}"
      aria-label=${say(({ up: 'rankUp', down: 'rankDown', out: 'rankOut' } as const)[does], { title: option.title })}
      ?disabled=${isOff}
      @click=${act}
    >
      ${sign}
    </button>`

  return html`<fieldset part="question" aria-invalid=${!!errors[id]} aria-describedby=${id}>
    <legend><bdi>${legend}</bdi></legend>
    <p id=${id} class=${errors[id] ? 'error' : 'muted'}>${errors[id] || hint}</p>
    <h4 id="${id}-order">${say('order')}</h4>
    ${ranked.length ? '' : html`<p class="muted">${say('none')}</p>`}
    <ol class="ranked" aria-labelledby="${id}-order">
      ${ranked.map(
        (option, place) => html`<li part="option">
          <b aria-hidden="true">${place + 1}</b><span><bdi>${option.title}</bdi></span>
          <div>
          ${mover(option, 'up', '↑', place === 0, () => move(option, place, -1))}
          ${mover(option, 'down', '↓', place === ranked.length - 1, () => move(option, place, 1))}
          ${mover(option, 'out', '×', false, () =>
            write(
              ranked.filter((other) => other !== option),
              option,
              button(option, 'in'),
            ),
          )}
          </div>
        </li>`,
      )}
    </ol>
    ${left.length ? html`<h4 id="${id}-left">${say('unranked')}</h4>` : ''}
    <ul class="unranked" aria-labelledby=${left.length ? `${id}-left` : `${id}-order`}>
      ${left.map(
        (option, index) => html`<li>
          <button
            type="button"
            part="option"
            id="${id}-in-${option.id}"
            aria-label=${say('rankIn', { place: ranked.length + 1, title: option.title })}
            @click=${() => {
              const next = left[index + 1] ?? left[index - 1]
              write([...ranked, option], option, next ? button(next, 'in') : button(option, 'up'))
            }}
          >
            <b aria-hidden="true">+</b><bdi>${option.title}</bdi>
          </button>
        </li>`,
      )}
    </ul>
  </fieldset>`
}
