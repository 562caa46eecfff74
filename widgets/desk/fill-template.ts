/** What is known of a case, by the names that templates have for it. */
export type Known = Record<string, string | number | null | undefined>

const place = /{([^{}|]*)(?:\|([^{}]*))?}/g

/**
 * A template with what is known filled in: `{number}`, or `{name|neighbour}` with what stands in. What is not known and
 * has nothing to stand in stays as it is, for whoever answers to fill.
 */
export const fillTemplate = (text: string, known: Known): string =>
  text.replace(place, (whole, name: string, instead: string | undefined) => `${known[name] || (instead ?? whole)}`)

/** Where the first place not filled stands; undefined when there is none. */
export function firstGap(text: string): [start: number, end: number] | undefined {
  const [found] = text.matchAll(place)
  return found && [found.index, found.index + found[0].length]
}

/** The texts a case of this category may begin with: its own first. */
export const templatesFor = <Template extends { category: string | null }>(
  templates: readonly Template[],
  category: string,
): Template[] => [
  ...templates.filter((template) => template.category === category),
  ...templates.filter((template) => template.category === null),
]
