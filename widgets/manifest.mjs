import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { create, ts } from '@custom-elements-manifest/analyzer'

/** Of those for a town's pages; the others are parts of these, or for staff. */
export const published = [
  'appeal',
  'appeal-status',
  'comments',
  'discussion',
  'map',
  'mine',
  'opinions',
  'poll',
  'statistics',
]

/**
 * What the heads of the published elements document, as a custom elements manifest: for editors, framework types and
 * the documentation. Of the classes' members only what is set from outside is told, by their attributes.
 */
export async function readManifest(root = '') {
  // What all have in common stands at the head of the class they extend.
  const files = ['shared/element', ...published.map((name) => `${name}/${name}`)]
  const modules = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(`${root}widgets/${file}.ts`, 'utf8')
      return ts.createSourceFile(`dist/widgets/${file}.js`, source, ts.ScriptTarget.ES2022, true)
    }),
  )
  const manifest = create({ modules, plugins: [], context: { dev: false } })
  return {
    schemaVersion: '2.1.0',
    readme: '',
    modules: manifest.modules.slice(1).map(({ kind, path, declarations }) => {
      const elements = declarations.filter(({ tagName }) => tagName).map(elementOf)
      return {
        kind,
        path,
        declarations: elements,
        exports: elements.flatMap(({ name, tagName }) => [
          { kind: 'js', name, declaration: { name, module: path } },
          { kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } },
        ]),
      }
    }),
  }
}

const elementOf = ({
  kind,
  name,
  description,
  summary,
  tagName,
  attributes,
  events,
  slots,
  cssParts,
  cssProperties,
}) => ({
  kind,
  name,
  tagName,
  customElement: true,
  description,
  summary,
  // The analyzer also takes members for attributes that are private (`#place`), or not declared as one.
  attributes: attributes.filter((attribute) => attribute.description),
  // The look is read from its attribute alone.
  members: attributes
    .filter((attribute) => attribute.description && attribute.name !== 'look')
    .map((attribute) => ({
      kind: 'field',
      name: attribute.name,
      type: { text: attribute.name === 'organization' ? 'string' : 'string | undefined' },
      description: attribute.description,
      attribute: attribute.name,
    })),
  events: events?.filter((event) => event.description),
  slots,
  cssParts,
  cssProperties,
})

export const elementsOf = (manifest) => manifest.modules.flatMap(({ declarations }) => declarations)

/** For VS Code's `html.customData`. */
export const editorData = (manifest) => ({
  version: 1.1,
  tags: elementsOf(manifest).map(({ tagName, description, attributes }) => ({
    name: tagName,
    description,
    attributes: attributes.map(({ name, description }) => ({ name, description })),
  })),
})

/** What each framework knows of the tags, for its compiler; by the file's name without `.d.ts`. */
export function frameworkTypes(manifest) {
  const elements = elementsOf(manifest)
  const properties = ({ attributes }) =>
    attributes
      .map(
        ({ name, description }) => `  /** ${description} */\n  ${name}${name === 'organization' ? '' : '?'}: string\n`,
      )
      .join('')
  const interfaces = elements
    .map(
      (element) => `/** ${element.summary} */\nexport interface ${element.name}Attributes {\n${properties(element)}}\n`,
    )
    .join('\n')
  /** @param nameOf how the framework calls what listens to an event */
  const listeners = (nameOf) =>
    elements
      .map(
        ({ name, events }) =>
          `export interface ${name}Listeners {\n${(events ?? [])
            .map(
              (event) =>
                `  /** ${event.description} */\n  '${nameOf(event.name)}'?: (event: ${event.type.text}) => void\n`,
            )
            .join('')}}\n`,
      )
      .join('\n')
  const lines = (line) => elements.map(line).join('\n')
  const imports = `import type { ${elements.map(({ name }) => name).join(', ')}, VmesteEvent } from '../widgets/index.js'`
  const capitalized = (name) => `on${name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`
  return {
    react: `import type { DetailedHTMLProps, HTMLAttributes } from 'react'
${imports}

${interfaces}
${listeners((name) => `on${name}`)}
type Tag<Class, Attributes> = DetailedHTMLProps<HTMLAttributes<Class>, Class> & Attributes

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${lines(({ tagName, name }) => `      '${tagName}': Tag<${name}, ${name}Attributes & ${name}Listeners>`)}
    }
  }
}
`,
    vue: `import type { DefineComponent, HTMLAttributes } from 'vue'
import type { VmesteEvent } from '../widgets/index.js'

${interfaces}
${listeners(capitalized)}
declare module 'vue' {
  interface GlobalComponents {
${lines(({ tagName, name }) => `    '${tagName}': DefineComponent<${name}Attributes & ${name}Listeners & HTMLAttributes>`)}
  }
}
`,
    svelte: `import type { HTMLAttributes } from 'svelte/elements'
${imports}

${interfaces}
${listeners((name) => `on${name}`)}
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${lines(({ tagName, name }) => `    '${tagName}': HTMLAttributes<${name}> & ${name}Attributes & ${name}Listeners`)}
  }
}
`,
  }
}

/** Lays the manifest and what is made of it into `dist`. */
export function manifest() {
  return {
    name: 'manifest',
    async writeBundle() {
      const made = await readManifest()
      const files = {
        'dist/custom-elements.json': `${JSON.stringify(made, null, 2)}\n`,
        'dist/editors/vscode.html-custom-data.json': `${JSON.stringify(editorData(made), null, 2)}\n`,
        ...Object.fromEntries(
          Object.entries(frameworkTypes(made)).map(([name, text]) => [`dist/types/frameworks/${name}.d.ts`, text]),
        ),
      }
      for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, text)
      }
    },
  }
}
