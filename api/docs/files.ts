import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { packageRoot } from '../platform/package-root.js'

const folder = path.join(packageRoot, 'api/docs')

/** The guides as they lie in the package: Markdown by name. */
export async function readGuideFiles(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'))
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
  return new Map(names.map((name, index) => [name.slice(0, -3), texts[index] ?? '']))
}
