const FIELDS = 'input:not([type=hidden]), textarea, .actions button'

/**
 * A digit chooses what is in its place, of a scale the number itself, and goes on to the next question; among boxes of
 * which several are ticked it stays. Elsewhere digits are what is typed.
 */
export function chooseByDigit(event: KeyboardEvent, root: ParentNode): void {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLInputElement) || !/^\d$/.test(event.key)) return
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (target.type !== 'radio' && target.type !== 'checkbox') return
  const group = [...root.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(target.name)}"]`)]
  const isScale = target.closest('.scale') !== null
  const chosen = isScale ? group.find(({ value }) => value === event.key) : group[Number(event.key) - 1]
  event.preventDefault()
  if (!chosen) return
  chosen.focus()
  chosen.click()
  if (target.type === 'checkbox') return
  // Once it is on screen what the answer leads to.
  setTimeout(() => {
    const fields = [...root.querySelectorAll<HTMLElement>(FIELDS)]
    const after = fields.slice(fields.indexOf(chosen) + 1)
    after
      .find((field) => !(field instanceof HTMLInputElement && field.name === chosen.name && field.type === 'radio'))
      ?.focus()
  })
}
