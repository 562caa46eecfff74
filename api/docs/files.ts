import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { packageRoot } from '../platform/package-root.js'
import { elementGuides } from './elements.js'

const folder = path.join(packageRoot, 'api/docs')

/** The guides as they lie in the package, and those made of the elements' manifest: Markdown by name. */
export async function readGuideFiles(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'))
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
  const manifest = await readFile(path.join(packageRoot, 'dist/custom-elements.json'), 'utf8')
  return new Map([
    ...names.map((name, index): [string, string] => [name.slice(0, -3), texts[index] ?? '']),
    ...elementGuides(JSON.parse(manifest)),
  ])
}
