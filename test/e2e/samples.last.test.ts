import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { packageRoot } from '../../api/platform/package-root.js'
import { temporaryFolder } from '../cli/vmeste.js'
import { openPerson, startBrowser } from './browser.js'

/** The samples of the documentation, as they are read on this server: each is run, or says here why not. */
const { origin } = new URL(inject('page'))
const town = `${origin}/v1/organizations/hanty-mansiysk`

/** What is for another place than a machine that has just started the demonstration, by how it begins or what is in it. */
const elsewhere: [sign: string | RegExp, why: string][] = [
  ['npm ci', 'is how the server was begun'],
  ['PUBLIC_URL=', 'is for a server with a database of its own: test/cli/server.test.ts'],
  ['STAFF_OIDC_ISSUER', 'are settings, not a command'],
  ['tar czf', 'is for a server that is stopped: test/cli/embedded.test.ts'],
  [/residents\/(codes|me)|residents\.sendCode/, 'needs a code from a mail: test/api/residents.test.ts'],
  [/npx vmeste import comments/, 'needs an export of another service: test/api/import-comments.test.ts'],
  [
    /npx vmeste poll (roll|paper)/,
    'needs a poll that has lists and is open: test/api/poll-eligibility.test.ts, poll-paper.test.ts',
  ],
  [/npx vmeste partner/, 'needs the system of another authority: test/api/partners.test.ts'],
  [/\/blocks /, 'needs an appeal whose sender is known by a device: test/api/abuse.test.ts'],
  [/\/events\?/, 'never ends: test/api/events.test.ts'],
  [/account\.id/, 'is a part of a website’s server: examples/site-identity, test/sdk'],
  [/vmeste\/(widgets|react|vue)/, 'is for a bundler: test/e2e/frameworks.test.ts'],
]
/** Nothing of these runs by itself. */
const shown = ['', 'http', 'nginx', 'sql']

interface Sample {
  language: string
  code: string
}
const unescaped = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')

/** Of a guide: in which language each is written, and its code as this server tells it. */
async function samplesOf(name: string): Promise<Sample[]> {
  const text = await readFile(path.join(packageRoot, 'api/docs', `${name}.md`), 'utf8')
  const languages = [...text.matchAll(/^```(\w*)\n[\s\S]*?^```$/gm)].map(([, language = '']) => language)
  const page = await fetch(`${origin}/docs/${name}`, { headers: { connection: 'close' } })
  const codes = [...(await page.text()).matchAll(/<pre[^>]*><code>(.*?)<\/code><\/pre>/gs)]
  expect(codes, name).toHaveLength(languages.length)
  return codes.map(([, code = ''], index) => ({ code: unescaped(code), language: languages[index] ?? '' }))
}
/** In the order in which a newcomer meets them, for what one makes the next may use. */
const first = ['quick-start', 'website', 'api']
const rank = (guide: string) => first.indexOf(guide) + 1 || first.length + 1
const guides = (await readdir(path.join(packageRoot, 'api/docs')))
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -3))
  .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1))

let browser: Browser
let folder: string
let variables: Record<string, string>
beforeAll(async () => {
  browser = await startBrowser()
  folder = await temporaryFolder()
  await mkdir(path.join(folder, 'node_modules'))
  await symlink(packageRoot, path.join(folder, 'node_modules/vmeste'), 'dir')
  await cp(path.join(packageRoot, 'examples'), path.join(folder, 'examples'), { recursive: true })
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  variables = await prepare()
})
afterAll(() => browser.close())

/** What the samples leave to the reader: files, keys, and an appeal and a comment of one's own. */
async function prepare() {
  const files = {
    'list.csv': 'id,topic,text,created,state,closed\n1,Roads,A hole,2026-01-05,Done,2026-01-09\n',
    'holidays-2027.ics':
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    'routing.json': (await samplesOf('operations')).find(({ language }) => language === 'json')?.code ?? '',
  }
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text)
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#284' } })
    .jpeg()
    .toBuffer()
  for (const file of ['photo.jpg', 'bench.jpg']) await writeFile(path.join(folder, file), photo)
  const send = async (to: string, body: object) => {
    const headers = { 'content-type': 'application/json', connection: 'close' }
    return (await fetch(town + to, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const { number, secret } = await send('/appeals', {
    category: 'potholes',
    description: 'A deep hole at the school',
    place: { address: 'Mira 5' },
    consent: true,
  })
  const { id } = await send('/discussions/embankment/comments', { text: 'Leave the old willows, please', name: 'Anna' })
  const key = inject('administrator')
  return {
    ...{ NUMBER: `${number}`, SECRET: secret, COMMENT: id, ORGANIZATION: 'hanty-mansiysk' },
    ...{ KEY: key, MODERATOR_KEY: key, ADMINISTRATOR_KEY: key },
  }
}

/** As typed into one shell after another; the answers of the API are told at the end. */
async function typeIn(code: string, guide: string) {
  const typed = code
    .replaceAll('/NUMBER', `/${variables.NUMBER}`)
    .replaceAll('appeals/1042', `appeals/${variables.NUMBER}`)
    .replaceAll('my-first-appeal', `first-of-${guide}`)
    .replaceAll('Bearer SECRET', `Bearer ${variables.SECRET}`)
    // Somebody who has accepted an invitation; and a town that is not there yet, though two guides begin with the same.
    .replace(/(staff reset --email) anna@town\.example/, `$1 ${inject('person').email}`)
    .replace(/mytown/g, guide === 'operations' ? 'myothertown' : 'mytown')
  const command = path.join(packageRoot, 'api/cli/vmeste.mjs')
  const prelude = `set -e
npx() { shift; node '${command}' "$@"; }
curl() { command curl --silent --show-error --max-time 20 -w '\\n→ %{http_code} %{url}\\n' "$@"; }
`
  const { DATABASE_URL: _, ...environment } = process.env
  const { stdout } = await promisify(execFile)('bash', ['-c', prelude + typed], {
    cwd: folder,
    env: { ...environment, ...variables, VMESTE_DATA: inject('folder'), PORT: new URL(origin).port },
    maxBuffer: 1 << 26,
  })
  return stdout
}

/** What an answer says of a request that is wrong in itself; of one that came too late or too early it says 409. */
const refused = (said: string) =>
  [...said.matchAll(/(.{0,300})\n→ (\d+) (\S+)/g)]
    .filter(([, , status]) => !/^2|409/.test(status ?? ''))
    .map(([, answer, status, url]) => `${status} ${url}: ${answer}`)

const trying: Record<string, (code: string, guide: string) => Promise<unknown>> = {
  sh: async (code, guide) => expect(refused(await typeIn(code, guide)), code).toEqual([]),
  json: async (code) => expect(() => JSON.parse(code), code).not.toThrow(),
  js: async (code) => {
    if (code.includes('document.')) return onPage(`<script>${code}</script>`)
    await writeFile(path.join(folder, 'sample.js'), code)
    await promisify(execFile)(process.execPath, ['sample.js'], { cwd: folder })
  },
  html: (code) => onPage(code),
  css: async (code) => {
    const rules = await onPage(`<style>${code}</style>`, () => document.styleSheets[0]?.cssRules.length)
    expect(rules, code).toBe(code.split('{').length - 1)
  },
}
trying.bash = trying.sh as (typeof trying)[string]

/** On a website of its own; every element on it comes alive. */
async function onPage<Found>(code: string, look?: () => Found): Promise<Found | undefined> {
  const { page, context, expectNoComplaints } = await openPerson(browser, { locale: 'en' })
  const html = code.includes('embed.js') ? code : `<script type="module" src="${origin}/embed.js"></script>${code}`
  await page.route('**/a-page', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="en"><title>A site</title><link rel="icon" href="data:,">${html}</html>`,
    }),
  )
  await page.goto(`${origin}/a-page`)
  for (const tag of new Set([...code.matchAll(/<(vmeste-[a-z-]+)/g)].map(([, name = '']) => name))) {
    const element = page.locator(tag).first()
    await element.evaluate((node) => node.scrollIntoView())
    await element.locator('h2:visible, label:visible, button:visible').first().waitFor()
  }
  expectNoComplaints()
  const found = look && (await page.evaluate(look))
  await context.close()
  return found
}

const isElsewhere = (code: string) =>
  elsewhere.some(([sign]) => (typeof sign === 'string' ? code.startsWith(sign) : sign.test(code)))

test.each(guides)(
  'every sample of the guide “%s” does what it says on this server',
  { timeout: 180_000 },
  async (guide) => {
    for (const { language, code } of await samplesOf(guide)) {
      if (shown.includes(language) || isElsewhere(code)) continue
      const attempt = trying[language]
      if (!attempt) throw new Error(`Nothing tries a sample in ${language}`)
      await attempt(code, guide)
    }
  },
)

test('every sample of the README does, but for the list of commands', { timeout: 120_000 }, async () => {
  const text = await readFile(path.join(packageRoot, 'README.md'), 'utf8')
  for (const [, language = '', written = ''] of text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const code = written.replaceAll('http://localhost:8787', origin)
    if (isElsewhere(code) || code.startsWith('npx vmeste serve')) continue
    await trying[language]?.(code, 'README')
  }
})
