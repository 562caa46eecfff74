interface Documented {
  name: string
  description: string
}

export interface DocumentedElement {
  name: string
  tagName: string
  summary: string
  description: string
  attributes: Documented[]
  events?: (Documented & { type: { text: string } })[]
  slots: Documented[]
  cssParts: Documented[]
  cssProperties: (Documented & { default?: string })[]
}

export interface Manifest {
  schemaVersion: string
  modules: { path: string; declarations: DocumentedElement[] }[]
}

export const published: string[]
export function readManifest(root?: string): Promise<Manifest>
export function elementsOf(manifest: Manifest): DocumentedElement[]
export function editorData(manifest: Manifest): { tags: (Documented & { attributes: Documented[] })[] }
export function frameworkTypes(manifest: Manifest): Record<'react' | 'vue' | 'svelte', string>
