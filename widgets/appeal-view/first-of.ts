/** The first of the selectors, not of the elements, that something matches. */
export const firstOf = (root: ParentNode, ...selectors: string[]): string =>
  selectors.find((selector) => root.querySelector(selector)) ?? ':host'
