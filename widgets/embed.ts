/**
 * The loader a page includes: it finds Vmeste's elements, also those added later, and imports each one's script when it
 * nears the viewport. It never throws into the page; where a script cannot be had, what the page put into the element
 * stays, and the element is marked `data-vmeste-failed`.
 */

/** How each element's script is imported, and the height reserved for it until then, in rem. */
const elements: Record<string, [load: () => Promise<unknown>, height: number]> = {
  'vmeste-poll': [() => import('./poll/define.js'), 27],
}

const tags = Object.keys(elements)

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue
      near.unobserve(target)
      elements[target.localName]?.[0]().catch(() => target.setAttribute('data-vmeste-failed', ''))
    }
  },
  { rootMargin: '1000px' },
)

const find = () => {
  for (const element of document.querySelectorAll(
    tags.map((tag) => `${tag}:not(:defined,[data-vmeste-failed])`).join(),
  ))
    near.observe(element)
}

try {
  const reserved = new CSSStyleSheet()
  // Of no specificity: whatever the page says of them goes before.
  reserved.replaceSync(
    tags
      .map((tag) => `:where(${tag}){display:block;box-sizing:border-box;min-height:${elements[tag]?.[1]}rem}`)
      .join(''),
  )
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, reserved]
} catch {}

new MutationObserver(find).observe(document, { childList: true, subtree: true })
find()
