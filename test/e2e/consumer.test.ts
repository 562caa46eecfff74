import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, test } from 'vitest'
import { packageRoot } from '../../api/platform/package-root.js'
import { temporaryFolder } from '../cli/vmeste.js'

const program = `
import { createClient } from 'vmeste/sdk'
import 'vmeste/widgets/appeal/define'
import { define } from 'vmeste/widgets'
import { VmestePoll } from 'vmeste/widgets/poll'
define('vmeste-poll', VmestePoll)
const client = createClient({ baseUrl: 'http://localhost:8787', organization: 'hanty-mansiysk' })
const { number } = await client.appeals.create({ category: 'potholes', description: 'A deep hole', consent: true })
export const next: number = number + 1
export const poll: string | undefined = document.querySelector('vmeste-poll')?.poll
document.addEventListener('vmeste-voted', ({ detail }) => detail.poll.toUpperCase())
`

test('a program that uses the SDK and the elements compiles as strictly as TypeScript can, down to our declarations', async () => {
  const folder = await temporaryFolder()
  await mkdir(path.join(folder, 'node_modules'))
  await symlink(packageRoot, path.join(folder, 'node_modules/vmeste'), 'dir')
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(path.join(folder, 'program.ts'), program)
  const options = '--noEmit --strict --module node16 --target es2022 --lib es2022,dom,dom.iterable --skipLibCheck false'
  const compiler = path.join(packageRoot, 'node_modules/typescript/bin/tsc')
  const compiled = promisify(execFile)(process.execPath, [compiler, ...options.split(' '), 'program.ts'], {
    cwd: folder,
  })
  expect(
    await compiled.then(
      () => '',
      ({ stdout }) => stdout,
    ),
  ).toBe('')
})

test('what package.json promises is there, in the form it says', async () => {
  const { messages, pkg } = await publint({ pkgDir: packageRoot, strict: true, pack: false })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('an element is had by itself, with its manifest and what editors and frameworks know of it', async () => {
  const read = async (file: string) => readFile(path.join(packageRoot, file), 'utf8')
  const manifest = JSON.parse(await read('dist/custom-elements.json'))
  for (const { path: module } of manifest.modules) expect(await read(module)).toContain('export { Vmeste')
  expect(JSON.parse(await read('dist/editors/vscode.html-custom-data.json')).tags).toHaveLength(manifest.modules.length)
  for (const framework of ['react', 'vue', 'svelte'])
    expect(await read(`dist/types/frameworks/${framework}.d.ts`)).toContain("'vmeste-poll': ")
})
