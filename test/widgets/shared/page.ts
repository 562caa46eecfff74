/// <reference types="mocha" />
import 'axe-core/axe.min.js'
import type axeCore from 'axe-core'
import { assert } from 'chai'
import type { LitElement } from 'lit'

declare global {
  interface Window {
    axe: typeof axeCore
  }
}

const shown: Element[] = []

/** Puts HTML on the page, and returns its first element. */
export function show<Shown extends Element>(html: string): Shown {
  const main = document.querySelector('main') ?? document.body.appendChild(document.createElement('main'))
  const box = document.createElement('div')
  box.innerHTML = html
  main.append(box)
  shown.push(box)
  return box.firstElementChild as Shown
}

/** Clears away what was shown, what was stored, and the page's language. To be called after each test. */
export async function tidy(): Promise<void> {
  for (const box of shown.splice(0)) box.remove()
  localStorage.clear()
  for (const { name = '' } of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(name)
  document.documentElement.lang = 'en'
  document.title = 'A town'
}

/** Waits until the check gives something (and does not throw), and returns it. */
export async function until<Value>(
  check: () => Value | Promise<Value>,
  said = `${check}`,
): Promise<NonNullable<Value>> {
  let last: unknown
  for (const end = Date.now() + 15_000; Date.now() < end; await pause(10)) {
    try {
      const value = await check()
      if (value) return value as NonNullable<Value>
      last = value
    } catch (error) {
      last = error
    }
  }
  throw new Error(`Waited in vain until ${said}: ${last}`)
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The first in the element's shadow root that matches. */
export function find<Found extends Element = HTMLElement>(element: Element, selector: string): Found {
  const found = element.shadowRoot?.querySelector<Found>(selector)
  if (!found) throw new Error(`No ${selector} in ${element.localName}: ${text(element)}`)
  return found
}

export const findAll = <Found extends Element = HTMLElement>(element: Element, selector: string): Found[] => [
  ...(element.shadowRoot?.querySelectorAll<Found>(selector) ?? []),
]

/** What can be seen to be written in an element of the page or of a shadow root, in one line. */
// biome-ignore lint/performance/useDomNodeTextContent: what is hidden must not count
export const read = (element: HTMLElement): string => element.innerText.replace(/\s+/g, ' ').trim()

/** What can be read in a Vmeste element, in one line. */
export const text = (element: Element): string => read(find(element, '.root'))

/** Waits until the element says so. */
export const says = (element: Element, words: string | RegExp) =>
  until(() => {
    const said = text(element)
    if (typeof words === 'string' ? said.includes(words) : words.test(said)) return true
    throw new Error(`it says: ${said}`)
  }, `<${element.localName}> says ${words}`)

/** Axe finds nothing wrong on the page. */
export async function accessible(element: Element): Promise<void> {
  await (element as LitElement).updateComplete
  const { violations } = await window.axe.run(element.parentElement ?? element, { resultTypes: ['violations'] })
  assert.deepEqual(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    ),
    [],
  )
}

/** What has the focus, within shadow roots. */
export function focused(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}
