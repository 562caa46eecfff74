import { expect, test } from 'vitest'
import { contrastsOf, readChoice } from '../../api/embed/choice.js'
import { elements } from '../../api/embed/elements.js'
import { type Choice, pageOf, policyFor, snippetFor, systems } from '../../api/embed/snippet.js'
import type { Organization } from '../../api/organizations/contract.js'
import { elementsOf, readManifest } from '../../widgets/manifest.mjs'

const choice: Choice = {
  origin: 'https://vmeste.example',
  organization: 'hanty',
  element: 'poll',
  options: { poll: 'new-park' },
  language: undefined,
  look: {},
  fallback: 'Poll',
}

test('every element for a town’s pages is offered, with every attribute that its head documents', async () => {
  const documented = elementsOf(await readManifest()).map(({ tagName, attributes }) => [
    tagName,
    attributes.map(({ name }) => name).filter((name) => !['organization', 'api', 'look'].includes(name)),
  ])
  const offered = Object.values(elements).map(({ tag, options }) => [tag, [...options]])
  expect(offered.sort()).toEqual(documented.sort())
})

test('the snippet is the loader and the element, with the page without JavaScript and the phone as ways out', () => {
  const [page, styles] = snippetFor('html', { ...choice, phone: '+7 (3467) 33-00-00', look: { accent: '#a3213f' } })
  expect(page?.code).toBe(`<script type="module" src="https://vmeste.example/embed.js"></script>
<vmeste-poll organization="hanty" poll="new-park">
  <a href="https://vmeste.example/o/hanty/polls/new-park">Poll</a>
  <a href="tel:+73467330000">+7 (3467) 33-00-00</a>
</vmeste-poll>`)
  expect(styles).toEqual({ place: 'styles', code: 'vmeste-poll {\n  --vmeste-accent: #a3213f;\n}' })
})

test('the look of the page itself is one attribute, and no style sheet', () => {
  const parts = snippetFor('html', { ...choice, isTown: true })
  expect(parts).toHaveLength(1)
  expect(parts[0]?.code).toContain('<vmeste-poll organization="hanty" poll="new-park" look="town">')
})

test.each(systems)('nothing that is typed ends what it stands in: %s', (system) => {
  const hostile = `'"><script>alert(1)</script>`
  const parts = snippetFor(system, {
    ...choice,
    element: 'appeal',
    options: { address: hostile },
    fallback: hostile,
    phone: hostile,
  })
  const code = parts.map((part) => part.code).join('\n')
  expect(code).not.toContain('alert(1)</script>')
  expect(code).toContain('address="&#39;&quot;&gt;&lt;script&gt;')
  expect(code).toContain('https://vmeste.example/embed.js')
})

test('a form with a topic leads to the page of that topic; the map’s tiles are among what a policy must allow', () => {
  expect(pageOf({ ...choice, element: 'appeal', options: { category: 'potholes', address: 'Mira 5' } })).toBe(
    'https://vmeste.example/o/hanty/appeal?category=potholes&address=Mira+5',
  )
  const tiles = 'https://{s}.tile.example/{z}/{x}/{y}.png'
  expect(policyFor({ ...choice, element: 'appeal' }, tiles)).toContain('img-src blob: https://*.tile.example')
  expect(policyFor(choice, tiles)).toContain('img-src https://vmeste.example https://*.tile.example')
  expect(policyFor({ ...choice, element: 'discussion' }, tiles).join()).not.toContain('img-src')
})

test('what is no CSS is named and left out; contrast is that on the webmaster’s own page', () => {
  const organization = {
    features: { appeals: false, polls: true, discussions: true },
    languages: ['ru'],
  } as Organization
  const query = { element: 'appeal', accent: 'red; } body { display: none', radius: '2px', 'site-background': '#222' }
  const chosen = readChoice(query, organization)
  expect(chosen).toMatchObject({ element: 'poll', look: { radius: '2px' }, wrong: ['accent'] })
  expect(contrastsOf(chosen)).toEqual([
    { text: 'color', on: 'background', ratio: 1.3, isReadable: false },
    { text: 'on-accent', on: 'accent', ratio: 4.9, isReadable: true },
    { text: 'accent', on: 'background', ratio: 3.2, isReadable: false },
    { text: 'danger', on: 'background', ratio: 3.2, isReadable: false },
  ])
})
