import type { LitElement, ReactiveController } from 'lit'

/** Of WCAG 2.2, 1.4.3: what is read, on what it stands on. */
const READABLE = 4.5

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

const worn = new WeakSet<LitElement>()

/**
 * Wears the page's own look: the colour of its links for what is to be pressed. Where that could not be read on the
 * page's ground, or the page has set `--vmeste-accent` itself, the element stays as it is. The font is the page's anyway.
 */
export function wearTown(element: LitElement) {
  if (worn.has(element)) return
  worn.add(element)
  element.addController(new Town(element))
}

class Town implements ReactiveController {
  readonly #element: LitElement
  readonly #sheet = new CSSStyleSheet()
  readonly #observer = new MutationObserver(() => this.#wear())
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)')
  constructor(element: LitElement) {
    this.#element = element
    const root = element.renderRoot as ShadowRoot
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet]
  }

  /** Pages change their scheme by themselves, or by a class or an attribute of their outermost elements. */
  hostConnected() {
    for (const place of [document.documentElement, document.body]) this.#observer.observe(place, { attributes: true })
    this.#observer.observe(this.#element, { attributeFilter: ['look'] })
    this.#scheme.addEventListener('change', this.#wear)
    this.#wear()
  }

  hostDisconnected() {
    this.#observer.disconnect()
    this.#scheme.removeEventListener('change', this.#wear)
  }

  readonly #wear = () => {
    const element = this.#element
    this.#sheet.replaceSync('')
    const isWanted = element.getAttribute('look') === 'town'
    // What the page sets goes before.
    const isSet = getComputedStyle(element).getPropertyValue('--vmeste-accent')
    if (isWanted && !isSet) this.#sheet.replaceSync(townStyle(element))
  }
}

/** A rule; empty where it could not be read. */
function townStyle(element: Element): string {
  const accent = linkColour(element)
  const ground = groundColour(element)
  if (!accent || !ground || accent[3] < 1 || contrast(accent, ground) < READABLE) return ''
  const [onAccent] = (
    [
      ['#fff', [255, 255, 255, 1]],
      ['#000', [0, 0, 0, 1]],
    ] as const
  ).filter(([, ink]) => contrast(ink, accent) >= READABLE)
  return onAccent ? `:host{--vmeste-accent:rgb(${accent.slice(0, 3).join(' ')});--vmeste-on-accent:${onAccent[0]}}` : ''
}

/** As links are where the element stands. */
const linkColour = (element: Element) =>
  readColour(styleBeside(element, Object.assign(document.createElement('a'), { href: '' })).color)

/** What the element stands on: the nearest ground that nothing shines through; a page without one is as its scheme. */
function groundColour(element: Element): Colour | undefined {
  const own = readColour(getComputedStyle(element).getPropertyValue('--vmeste-background').trim())
  if (own?.[3] === 1) return own
  for (let node: Element | null = element; node; node = node.parentElement ?? (node.getRootNode() as ShadowRoot).host) {
    const found = readColour(getComputedStyle(node).backgroundColor)
    if (found?.[3] === 1) return found
  }
  const canvas = document.createElement('span')
  canvas.style.backgroundColor = 'Canvas'
  return readColour(styleBeside(element, canvas).backgroundColor)
}

/** Of what is beside the element for no longer than it takes to ask: what stands inside of it has no style once it is not shown. */
function styleBeside(element: Element, probe: HTMLElement) {
  probe.hidden = true
  element.before(probe)
  const { color, backgroundColor } = getComputedStyle(probe)
  probe.remove()
  return { color, backgroundColor }
}

/** In sRGB, drawn by the browser itself: pages write colours in a dozen ways. */
function readColour(text: string): Colour | undefined {
  if (!text) return undefined
  const [, red, green, blue, alpha = '1'] = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text) ?? []
  if (red) return [Number(red), Number(green), Number(blue), Number(alpha)]
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')
  if (!context || !CSS.supports('color', text)) return undefined
  context.fillStyle = text
  context.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data
  return [r, g, b, a / 255]
}

const luminance = ([red, green, blue]: Colour) => {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (one: Colour, other: Colour) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
