import { elements, isElementName } from '../embed/elements.js'

interface Documented {
  name: string
  description: string
}

/** What `dist/custom-elements.json` tells of an element, as far as its page shows it. */
export interface DocumentedElement {
  tagName: string
  summary: string
  description: string
  attributes: Documented[]
  members: (Documented & { type: { text: string } })[]
  events?: (Documented & { type: { text: string } })[]
  slots: Documented[]
  cssParts: Documented[]
  cssProperties: (Documented & { default?: string })[]
}
export interface Manifest {
  modules: { declarations: DocumentedElement[] }[]
}

/** Where the pages stand among the guides. */
const FOLDER = 'elements'
export const isElementPage = (name: string) => name.startsWith(`${FOLDER}/`)

const [LIVE_BEGINS, LIVE_ENDS] = ['<div class="live">', '</div>']
/** The loader, for the element at work. */
export const LOADER = '<script type="module" src="/embed.js"></script>'

/** Puts a sentence in place of the element at work, where it has nothing to show. Both are HTML. */
export const withoutLive = (content: string, sentence: string) =>
  content.replace(/<div class="live">.*?<\/div>/s, `<p>${sentence}</p>`)

/** A guide for each element, and one that lists them, in Markdown by name. */
export function elementGuides({ modules }: Manifest): Map<string, string> {
  const documented = modules.flatMap(({ declarations }) => declarations)
  return new Map([
    [FOLDER, overview(documented)],
    ...documented.map((element): [string, string] => [nameOf(element), pageOf(element)]),
  ])
}

const nameOf = ({ tagName }: DocumentedElement) => `${FOLDER}/${tagName.replace('vmeste-', '')}`

const overview = (documented: readonly DocumentedElement[]) => `# Elements

What each element takes, tells and lets be styled, from the heads of its own code, with the element itself at work.

${table(
  ['Element', 'What it is'],
  documented.map((element) => [`[\`<${element.tagName}>\`](/docs/${nameOf(element)})`, element.summary]),
)}

How they come onto a page, take its look and language, and what they do when something fails: [On your website](/docs/website). To choose one and copy the code: [/embed]({{origin}}/embed).`

const pageOf = (element: DocumentedElement) => `# ${element.tagName}

${element.description}

## At work

${LIVE_BEGINS}${example(element)}${LIVE_ENDS}

## Code

\`\`\`html
<script type="module" src="{{origin}}/embed.js"></script>

${example(element)}
\`\`\`

## Attributes

${table(
  ['Attribute', 'Meaning'],
  element.attributes.map(({ name, description }) => [`\`${name}\``, description]),
)}

## Properties

Attributes that are properties too, of the same name. One that is set is followed at once; nothing has to be called.

${table(
  ['Property', 'Type'],
  element.members.map(({ name, type }) => [`\`${name}\``, `\`${type.text}\``]),
)}

## Methods

None of its own: an element follows its attributes. \`updateComplete\` is a promise that is kept once what was set is on screen.

## Events

${
  element.events?.length
    ? `They bubble, and cross shadow roots: a listener on the document hears them.\n\n${table(
        ['Event', 'When', '`event.detail`'],
        element.events.map(({ name, description, type }) => [
          `\`${name}\``,
          description,
          `\`${/<(.*)>/.exec(type.text)?.[1] ?? type.text}\``,
        ]),
      )}`
    : 'None.'
}

## Slots

${table(
  ['Slot', 'What goes there'],
  element.slots.map(({ name, description }) => [name ? `\`${name}\`` : 'what stands in the element', description]),
)}

## Parts

For \`${element.tagName}::part(…)\` in your style sheet.

${table(
  ['Part', 'What it is'],
  element.cssParts.map(({ name, description }) => [`\`${name}\``, description]),
)}

## CSS properties

${table(
  ['Property', 'What it colours or measures', 'Unless set'],
  element.cssProperties.map(({ name, description, default: value }) => [
    `\`${name}\``,
    description,
    value ? `\`${value}\`` : '',
  ]),
)}
`

/** The element with what the demonstration offers, and the link that stands inside of it. */
function example({ tagName, summary }: DocumentedElement): string {
  const name = tagName.replace('vmeste-', '')
  const page = isElementName(name) ? elements[name].page : ''
  const attributes = ['organization="{{organization}}"', ...(shown[name] ? [shown[name]] : [])]
  return `<${tagName} ${attributes.join(' ')}>
  <a href="{{origin}}/o/{{organization}}${page && `/${page}`}">${summary}</a>
</${tagName}>`
}

/** Attributes by which there is something to see. */
const shown: Record<string, string> = {
  poll: 'poll="{{poll}}"',
  discussion: 'discussion="{{discussion}}"',
  'appeal-status': 'number="{{number}}"',
}

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
