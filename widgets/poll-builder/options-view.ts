import { html, type TemplateResult } from 'lit'
import { freeId, type Localized, type Named } from './definition.js'
import { errorAt, localizedField, numberField, type Writing } from './fields.js'

export interface OptionList {
  /** Of the list, such as `questions-0-options`. */
  name: string
  legend: string
  /** What one of them is called. */
  each: string
  add: string
  options: readonly Named[]
  least: number
  most: number
  /** How new ids begin; of `null` they are written, as codes. */
  letter: string | null
  /** They have prices and descriptions. */
  isPriced?: boolean
  /** What each of them takes beside. */
  more?: (option: Named, index: number, write: (change: Partial<Named>) => void) => unknown
  /** A further button of each. */
  act?: (option: Named, index: number, write: (change: Partial<Named>) => void) => unknown
  onChange: (options: Named[]) => void
}

/** Options, rows, projects or territories: each a line that is moved by buttons, or by Alt and an arrow. Enter goes on to another. */
export function optionsView(writing: Writing, list: OptionList): TemplateResult {
  const { say, tell, focusOn, isLocked } = writing
  const { name, options, least, most, letter, isPriced, onChange } = list
  const made = (all: readonly Named[], title: Localized): Named => ({
    id: letter === null ? '' : freeId(all, letter),
    title,
    ...(isPriced && { price: 1000 }),
  })
  const field = (index: number) => `${name}-${index}-title`
  const write = (index: number, change: Partial<Named>) =>
    onChange(options.map((option, place) => (place === index ? { ...option, ...change } : option)))

  const add = (index: number, titles: readonly Localized[] = [{}]) => {
    const next = [...options]
    titles.slice(0, most - options.length).forEach((title, more) => {
      next.splice(index + more, 0, made(next, title))
    })
    onChange(next)
    focusOn(`#${field(Math.min(index + titles.length, next.length) - 1)}`)
  }
  const move = (index: number, by: -1 | 1, focus: string) => {
    const to = index + by
    if (to < 0 || to >= options.length || isLocked) return
    const next = [...options]
    next.splice(to, 0, ...next.splice(index, 1))
    onChange(next)
    tell(say('moved', { place: to + 1, count: next.length }))
    focusOn(`#${name}-${to}-${focus}`)
  }
  const remove = (index: number) => {
    onChange(options.filter((_, place) => place !== index))
    tell(say('removed'))
    focusOn(options.length > 1 ? `#${field(Math.max(0, index - 1))}` : `#${name}-add`)
  }
  const press = (event: KeyboardEvent, index: number) => {
    const { key, altKey, target } = event
    const { id, localName } = target as HTMLElement
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault()
      event.stopPropagation()
      move(index, key === 'ArrowUp' ? -1 : 1, id.slice(`${name}-${index}-`.length))
    } else if (key === 'Enter' && localName === 'input') {
      event.preventDefault()
      if (index < options.length - 1) focusOn(`#${field(index + 1)}`)
      else if (options.length < most) add(index + 1)
    }
  }
  /** A list copied from elsewhere becomes one option a line. */
  const paste = (event: ClipboardEvent, index: number) => {
    const lines = (event.clipboardData?.getData('text/plain') ?? '').split(/\r?\n/).map((line) => line.trim())
    const written = lines.filter(Boolean)
    if (written.length < 2 || options[index]?.title[writing.language]) return
    event.preventDefault()
    const titles = written.map((line): Localized => ({ [writing.language]: line }))
    const next = [...options]
    next[index] = { ...(options[index] as Named), title: { ...options[index]?.title, ...titles[0] } }
    for (const title of titles.slice(1, most - options.length + 1)) next.splice(++index, 0, made(next, title))
    onChange(next)
    focusOn(`#${field(index)}`)
  }
  const error = errorAt(writing, name)
  return html`<fieldset class="options" id=${name} tabindex="-1" aria-describedby="${name}-error">
    <legend>${list.legend}</legend>
    <p class="error" id="${name}-error">${error}</p>
    <ol>
      ${options.map((option, index) => {
        const label = `${list.each} ${index + 1}`
        const button = (does: 'up' | 'down' | 'remove', sign: string, isOff: boolean, act: () => void) =>
          html`<button
            type="button"
            part="button"
            class="small"
            id="${name}-${index}-${does}"
            aria-label="${say(does)}: ${label}"
            ?disabled=${isOff}
            @click=${act}
          >
            ${sign}
          </button>`
        return html`<li
          @keydown=${(event: KeyboardEvent) => press(event, index)}
          @paste=${(event: ClipboardEvent) => paste(event, index)}
        >
          <div class="texts">
            ${localizedField(writing, {
              name: field(index),
              label,
              value: option.title,
              maximum: 300,
              onChange: (title) => write(index, { title }),
            })}
            ${
              isPriced
                ? html`${numberField(writing, {
                    name: `${name}-${index}-price`,
                    label: say('price'),
                    value: option.price,
                    onChange: (price) => write(index, { price: price as number }),
                  })}
                  ${localizedField(writing, {
                    name: `${name}-${index}-description`,
                    label: say('about'),
                    value: option.description ?? {},
                    maximum: 1000,
                    onChange: (description) =>
                      write(index, { description: Object.keys(description).length ? description : undefined }),
                  })}`
                : ''
            }
            ${list.more?.(option, index, (change) => write(index, change))}
          </div>
          <div class="movers">
            ${list.act?.(option, index, (change) => write(index, change))}
            ${button('up', '↑', index === 0, () => move(index, -1, index === 1 ? 'down' : 'up'))}
            ${button('down', '↓', index === options.length - 1, () => move(index, 1, index === options.length - 2 ? 'up' : 'down'))}
            ${button('remove', '×', options.length <= least, () => remove(index))}
          </div>
        </li>`
      })}
    </ol>
    <button
      type="button"
      part="button"
      id="${name}-add"
      ?disabled=${options.length >= most}
      @click=${() => add(options.length)}
    >
      ${list.add}
    </button>
  </fieldset>`
}
