import { version } from '../version.js'

/** Registers an element. The first definition wins; another version of Vmeste on the page only warns. */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag) as { vmeste?: string } | undefined
  if (!known) customElements.define(tag, Object.assign(element, { vmeste: version }))
  else if (known.vmeste !== version) console.warn(`<${tag}>: ${known.vmeste} is in use, ${version} is not`)
}
