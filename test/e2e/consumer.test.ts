import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { beforeAll, expect, inject, test } from 'vitest'
import { packageRoot } from '../../api/platform/package-root.js'
import { freePort } from '../postgres.mjs'
import { installPackage } from './installed.js'

const run = promisify(execFile)

let installed: Awaited<ReturnType<typeof installPackage>>
beforeAll(async () => {
  installed = await installPackage()
})

/** What a check complains of. */
const words = (checked: Promise<unknown>) =>
  checked.then(
    () => '',
    ({ stdout }) => stdout,
  )

const say = async (file: string, ...parameters: string[]) => {
  const { stdout } = await run(file, parameters, { cwd: installed.folder })
  return stdout.trim()
}

const program = `
import { createClient } from 'vmeste/sdk'
import { signResident } from 'vmeste/sdk/server'
import 'vmeste/widgets/appeal/define'
import { define } from 'vmeste/widgets'
import { VmestePoll } from 'vmeste/widgets/poll'
define('vmeste-poll', VmestePoll)
const client = createClient({ baseUrl: 'http://localhost:8787', organization: 'hanty-mansiysk' })
const { number } = await client.appeals.create({ category: 'potholes', description: 'A deep hole', consent: true })
export const next: number = number + 1
export const poll: string | undefined = document.querySelector('vmeste-poll')?.poll
export const token: Promise<string> = signResident({ secret: 's', organization: 'o', issuer: 'i', subject: '1' })
document.addEventListener('vmeste-voted', ({ detail }) => detail.poll.toUpperCase())
`

test('a program that uses the SDK and the elements compiles as strictly as TypeScript can, down to our declarations', async () => {
  await writeFile(path.join(installed.folder, 'program.ts'), program)
  const options = '--noEmit --strict --module node16 --target es2022 --lib es2022,dom,dom.iterable --skipLibCheck false'
  const compiler = path.join(packageRoot, 'node_modules/typescript/bin/tsc')
  const compiled = run(process.execPath, [compiler, ...options.split(' '), 'program.ts'], { cwd: installed.folder })
  expect(await words(compiled)).toBe('')
})

test('what is packed is what package.json promises, with types that every resolver finds, and without our tests', async () => {
  const tarball = await readFile(installed.tarball)
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  const attw = path.join(packageRoot, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const elements = ['widgets/poll', 'widgets/poll/define'].flatMap((name) => ['--include-entrypoints', name])
  const checked = run(process.execPath, [attw, installed.tarball, '--profile', 'esm-only', ...elements])
  expect(await words(checked)).toBe('')
  expect(installed.files.filter((file) => /(^|\/)(test|node_modules)\/|\.tsbuildinfo$/.test(file))).toEqual([])
})

test('an element is had by itself, with its manifest and what editors and frameworks know of it', async () => {
  const read = async (file: string) => readFile(path.join(installed.folder, 'node_modules/vmeste', file), 'utf8')
  const manifest = JSON.parse(await read('dist/custom-elements.json'))
  for (const { path: module } of manifest.modules) expect(await read(module)).toContain('export { Vmeste')
  expect(JSON.parse(await read('dist/editors/vscode.html-custom-data.json')).tags).toHaveLength(manifest.modules.length)
  for (const framework of ['react', 'vue', 'svelte'])
    expect(await read(`dist/types/frameworks/${framework}.d.ts`)).toContain("'vmeste-poll': ")
})

test('a program in Node asks the API by the SDK, and tells who its visitor is by the part for servers', async () => {
  const file = path.join(installed.folder, 'ask.js')
  await writeFile(
    file,
    `import { createClient } from 'vmeste/sdk'
import { signResident } from 'vmeste/sdk/server'
const client = createClient({ baseUrl: '${new URL(inject('page')).origin}', organization: 'hanty-mansiysk' })
const { items } = await client.polls.list()
const token = await signResident({ secret: 'x'.repeat(32), organization: 'o', issuer: 'https://i.test', subject: '1' })
console.log(items.some(({ id }) => id === 'new-park'), token.split('.').length)`,
  )
  expect(await say(process.execPath, file)).toBe('true 3')
})

test('the SDK is of the web alone, so that Deno and others take it as it is: no import but of its own files, no word of Node', async () => {
  const folder = path.join(installed.folder, 'node_modules/vmeste/dist/sdk')
  const files = await readdir(folder)
  expect(files.sort()).toEqual(['index.js', 'server.js'])
  for (const file of files) {
    const code = (await readFile(path.join(folder, file), 'utf8')).replace(/\/\*[\s\S]*?\*\//g, '')
    const imports = [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, from]) => from)
    expect(imports.filter((from) => !/^\.\.?\/.+\.js$/.test(from ?? ''))).toEqual([])
    expect(code).not.toMatch(/\b(process|Buffer|require|__dirname|global|setImmediate)\b\s*[.(]/)
  }
})

test('the installed command tells its settings, and serves the elements and the guides that came with it', async () => {
  const command = path.join(installed.folder, 'node_modules/.bin/vmeste')
  expect(await say(command, 'settings')).toContain('PUBLIC_URL')
  const { DATABASE_URL: _, ...environment } = process.env
  const port = String(await freePort())
  const server = spawn(command, ['serve'], {
    cwd: installed.folder,
    env: { ...environment, PORT: port, HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    for await (const said of server.stdout) if (`${said}`.includes('Ctrl-C')) break
    for (const address of ['/embed.js', '/docs/quick-start', '/docs', '/embed/style.css'])
      expect((await fetch(`http://127.0.0.1:${port}${address}`)).status, address).toBe(200)
  } finally {
    server.kill('SIGINT')
    await once(server, 'exit')
  }
})
