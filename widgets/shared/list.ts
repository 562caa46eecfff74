import { render } from 'lit'

/**
 * Shows a list whose entries stay in their elements, with focus and what is typed, when others join between them. (In
 * Lit's templates each place has its element; its `repeat` directive would cost half a kilobyte, some of it on every
 * page.) Nothing is done while the list itself is not there.
 */
export function renderList<Item extends { id: string }>(
  list: Element | null,
  items: readonly Item[],
  view: (item: Item) => unknown,
  tag = 'li',
): void {
  if (!list) return
  const entries = new Map([...list.children].map((entry) => [entry.id, entry as HTMLElement]))
  // First, so that what stays is not moved past it: moved, it would lose the focus.
  for (const [id, entry] of entries) if (!items.some((item) => item.id === id)) entry.remove()
  items.forEach((item, index) => {
    const entry = entries.get(item.id) ?? Object.assign(document.createElement(tag), { id: item.id })
    const there = list.children[index]
    if (there !== entry) list.insertBefore(entry, there ?? null)
    render(view(item), entry)
  })
}
