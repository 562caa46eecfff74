import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { elementsOf, frameworkTypes, published, readManifest } from '../../widgets/manifest.mjs'

const manifest = await readManifest()
const elements = elementsOf(manifest)
const sourceOf = (folder: string) =>
  readdirSync(`widgets/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`widgets/${folder}/${file}`, 'utf8'))
    .join('\n')
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))]

test('the manifest has every published element, and says of each what it is, takes and offers', () => {
  expect(elements.map(({ tagName }) => tagName)).toEqual(published.map((name) => `vmeste-${name}`))
  for (const { tagName, summary, description, attributes, slots, cssParts, cssProperties } of elements) {
    for (const text of [summary, description]) expect(text, tagName).toBeTruthy()
    for (const each of [...attributes, ...slots, ...cssParts, ...cssProperties])
      expect(each.description, `${tagName} ${each.name}`).toBeTruthy()
    expect(attributes.map(({ name }) => name)).toEqual(expect.arrayContaining(['organization', 'api']))
    expect(slots.map(({ name }) => name)).toEqual([''])
  }
})

test.each(published)(
  '%s: every attribute that its class declares is documented, and every part it has itself',
  (name) => {
    const element = elements.find(({ tagName }) => tagName === `vmeste-${name}`)
    const source = readFileSync(`widgets/${name}/${name}.ts`, 'utf8')
    const [, declared = ''] = /static override properties(?:: \w+)? = \{(.*)\}/.exec(source) ?? []
    const attributes = all(declared, /(\w+): \{\}/g)
    expect(element?.attributes.map((attribute) => attribute.name).sort()).toEqual(
      ['organization', 'api', 'look', ...attributes].sort(),
    )
    expect(element?.cssParts.map((part) => part.name).sort()).toEqual(partsOf(name))
  },
)

/** What an element and all that it is made of mark as parts, but for the question who somebody is: an element of its own. */
function partsOf(name: string): string[] {
  const seen = new Set<string>()
  const parts = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(file) || /identity\/(prove|ask)\.ts$/.test(file)) return
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    // One that is there at times stands in quotes: `${isOfficial ? 'official' : ''}`.
    for (const part of all(source, /\spart="([^"]*)"/g))
      for (const word of part.replace(/\$\{[^}]*?'(\w+)'[^}]*\}/g, '$1').split(/\s+/)) parts.add(word)
    // Named by what they hold.
    if (/part=\$\{name\}/.test(source)) for (const word of ['summary', 'outcome']) parts.add(word)
    for (const to of all(source, /(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g))
      visit(path.join(path.dirname(file), `${to}.ts`))
  }
  visit(`widgets/${name}/${name}.ts`)
  return [...parts].sort()
}

test('the tokens documented are those that the styles read', () => {
  const read = all(sourceOf('.'), /var\((--vmeste-[a-z-]+)/g).sort()
  for (const { cssProperties } of elements) expect(cssProperties.map(({ name }) => name).sort()).toEqual(read)
})

test('React, Vue and Svelte are told every tag with its attributes and events', () => {
  const named = { react: 'onvmeste-', vue: 'onVmeste', svelte: 'onvmeste-' }
  for (const [framework, text] of Object.entries(frameworkTypes(manifest)))
    for (const { tagName, attributes, events } of elements) {
      expect(text).toContain(`'${tagName}': `)
      for (const { name } of attributes) expect(text).toMatch(new RegExp(`^  ${name}\\??: string$`, 'm'))
      const [, listeners = ''] = text.split(`${elementName(tagName)}Listeners {`)
      const heard = listeners.split('\n}')[0]?.match(new RegExp(`'${named[framework as 'vue']}`, 'g')) ?? []
      expect(heard, `${framework} ${tagName}`).toHaveLength(events?.length ?? 0)
    }
})

const elementName = (tag: string) => tag.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
