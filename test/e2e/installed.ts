import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../../api/platform/package-root.js'
import { temporaryFolder } from '../cli/vmeste.js'

const run = promisify(execFile)

/**
 * An empty project that has installed what `npm pack` makes: the tarball unpacked, and beside it its dependencies as
 * the lock file tells them, none of those for development. Their files are ours: nothing is downloaded.
 * @param also packages for development that this project uses itself
 */
export async function installPackage(also: readonly string[] = []) {
  const folder = await temporaryFolder()
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: packageRoot,
    maxBuffer: 1 << 24,
  })
  const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(stdout)
  const tarball = path.join(folder, filename)
  const modules = path.join(folder, 'node_modules')
  await mkdir(path.join(modules, '.bin'), { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', modules])
  await rename(path.join(modules, 'package'), path.join(modules, 'vmeste'))
  for (const name of new Set([...(await dependencies()), ...also])) {
    await mkdir(path.dirname(path.join(modules, name)), { recursive: true })
    await symlink(path.join(packageRoot, 'node_modules', name), path.join(modules, name), 'dir')
  }
  const { bin } = JSON.parse(await readFile(path.join(modules, 'vmeste/package.json'), 'utf8'))
  await symlink(path.join(modules, 'vmeste', bin.vmeste), path.join(modules, '.bin/vmeste'))
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  return { folder, tarball, files: files.map((file) => file.path) }
}

/** The packages that come with ours, and those that these bring, as they lie at the top. */
async function dependencies(): Promise<string[]> {
  const { packages }: { packages: Record<string, { dev?: boolean; devOptional?: boolean }> } = JSON.parse(
    await readFile(path.join(packageRoot, 'package-lock.json'), 'utf8'),
  )
  return Object.entries(packages).flatMap(([place, { dev, devOptional }]) => {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place) ?? []
    return name && !dev && !devOptional ? [name] : []
  })
}
