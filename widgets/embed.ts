/**
 * The loader a page includes: it finds Vmeste's elements, also those added later, and imports each one's script when it
 * nears the viewport. It never throws into the page; where a script cannot be had, what the page put into the element
 * stays, and the element is marked `data-vmeste-failed`.
 */

/** Staff's pages, and a town's that few visit: one step more for them keeps the loader small for everyone. */
const seldom = async (tag: string) => (await import('./seldom-elements.js')).seldomElements[tag]?.()

/** How each element's script is imported, and the height reserved for it, in em; in the order that compresses best. */
const elements: Record<string, [load: (tag: string) => Promise<unknown>, height: number]> = {
  'vmeste-account': [seldom, 40],
  'vmeste-insight': [seldom, 40],
  'vmeste-moderation': [seldom, 40],
  'vmeste-poll-builder': [seldom, 40],
  'vmeste-staff': [seldom, 40],
  'vmeste-opinions': [seldom, 40],
  'vmeste-statistics': [seldom, 30],
  'vmeste-comments': [seldom, 20],
  'vmeste-mine': [seldom, 30],
  'vmeste-appeal': [() => import('./appeal/define.js'), 46],
  'vmeste-discussion': [() => import('./discussion/define.js'), 40],
  'vmeste-appeal-status': [() => import('./appeal-status/define.js'), 26],
  'vmeste-map': [() => import('./map/define.js'), 40],
  'vmeste-poll': [() => import('./poll/define.js'), 27],
  'vmeste-desk': [() => import('./desk/define.js'), 40],
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue
      near.unobserve(target)
      // What they share is asked for at the same time, not after.
      import('./shared/common.js').catch(() => {})
      elements[target.localName]?.[0](target.localName).catch(() => target.setAttribute('data-vmeste-failed', ''))
    }
  },
  { rootMargin: '1000px' },
)

const find = () => {
  for (const tag in elements) {
    for (const element of document.querySelectorAll(`${tag}:not(:defined,[data-vmeste-failed])`)) near.observe(element)
  }
}

try {
  const reserved = new CSSStyleSheet()
  // Of no specificity: whatever the page says of them goes before.
  for (const tag in elements) reserved.insertRule(`:where(${tag}){display:block;min-height:${elements[tag]?.[1]}em}`)
  document.adoptedStyleSheets.push(reserved)
} catch {}

new MutationObserver(find).observe(document, { childList: true, subtree: true })
find()
