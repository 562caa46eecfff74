import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { packageRoot } from '../../api/platform/package-root.js'
import { openPerson, startBrowser } from './browser.js'
import { type Host, hosts } from './hosts.fixture.js'

const api = new URL(inject('page')).origin
const tags = ['vmeste-poll', 'vmeste-appeal', 'vmeste-discussion', 'vmeste-appeal-status']
const elements = (attributes = '') =>
  tags
    .map(
      (tag) =>
        `<${tag} organization="hanty-mansiysk" ${attributes}><a href="${api}/o/hanty-mansiysk">${tag}</a></${tag}>`,
    )
    .join('\n')
    .replace('<vmeste-poll', '<vmeste-poll poll="new-year-fair"')
const loaderOf = (origin: string, query = '') => `<script type="module" src="${origin}/embed.js${query}"></script>`

const build = (host: Host) => `<!doctype html><html lang="en"><head><title>A site</title>${host.head ?? ''}
<style>${host.css ?? ''}</style>
${(host.libraries ?? []).map((file) => `<script src="/node_modules/${file}"></script>`).join('')}
<script>${host.script ?? ''}</script></head><body>
${(host.page ?? ((inside, loader) => `${loader}<h1>Город</h1>${inside}`))(elements(), loaderOf(api))}</body></html>`

/** Pages by their path, besides those of the table. */
const pages = new Map<string, string>()

let browser: Browser
let site: Server
let origin = ''
beforeAll(async () => {
  browser = await startBrowser()
  site = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://site')
    if (/^\/node_modules\/[@\w./-]+\.js$/.test(pathname)) {
      response.setHeader('content-type', 'text/javascript')
      return response.end(await readFile(path.join(packageRoot, pathname)))
    }
    // Another version of ours, from this site.
    if (/^\/(embed|widgets\/[\w.+-]+)\.js$/.test(pathname)) {
      response.setHeader('content-type', 'text/javascript')
      const script = await readFile(path.join(packageRoot, 'dist/public', pathname), 'utf8')
      return response.end(script.replace(/"0\.1\.0"/g, '"0.0.9"'))
    }
    const host = hosts[decodeURIComponent(pathname.slice(1))]
    for (const [name, value] of Object.entries(host?.headers ?? {})) response.setHeader(name, value)
    response.setHeader('content-type', `text/html; charset=${host?.charset ?? 'utf-8'}`)
    const page = host ? build(host) : pages.get(pathname)
    if (!page) response.statusCode = 404
    response.end((host?.encode ?? String)(page ?? ''))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => site.once('listening', resolve))
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser.close()
  site.close()
})

/** A page of the site with this inside, at this path. */
const serve = (at: string, body: string, head = '') => {
  pages.set(at, `<!doctype html><html lang="en"><head><title>${at}</title>${head}</head><body>${body}</body></html>`)
  return origin + at
}
const visit = async () => openPerson(browser, { viewport: { width: 900, height: 3500 }, foreign: [origin] })
const controlOf = (element: Locator) => element.locator('[part=root]').first().locator('button, input').first()
const showAll = async (page: Page | FrameLocator) => {
  for (const tag of tags) await controlOf(page.locator(tag).first()).waitFor()
}

/** How the boxes inside of an element are laid out, in its own font's size. */
const look = (element: Locator) =>
  element.evaluate((host) => {
    const root = host.shadowRoot?.querySelector('.root') as HTMLElement
    const em = Number.parseFloat(getComputedStyle(root).fontSize)
    const inEm = (style: string) => style.replace(/[\d.]+px/g, (px) => `${+(Number.parseFloat(px) / em).toFixed(2)}em`)
    return [root, ...root.querySelectorAll('*:not(vmeste-poll-results)')].map((box) => {
      const { display, float, padding, margin, minHeight, borderStyle, textTransform, letterSpacing, opacity } =
        getComputedStyle(box)
      const said = [display, float, padding, margin, minHeight, borderStyle, textTransform, letterSpacing, opacity]
      return `${box.localName} ${inEm(said.join(' '))}`
    })
  })

describe.concurrent('A website that', () => {
  let plain: Promise<string[]> | undefined
  const plainLook = async () => {
    const { page, context } = await visit()
    await page.goto(serve('/plain', loaderOf(api) + elements()))
    await showAll(page)
    const found = await look(page.locator('vmeste-poll'))
    await context.close()
    return found
  }

  test.for(Object.entries(hosts))('%s has the elements whole, and a vote is cast', async ([name, host], { expect }) => {
    const { page, complaints, context } = await visit()
    await page.goto(`${origin}/${encodeURIComponent(name)}`)
    const at = host.page?.('', '').includes('<iframe') ? page.frameLocator('iframe') : page
    await showAll(at)
    const poll = at.locator('vmeste-poll')
    if (host.looksPlain) {
      plain ??= plainLook()
      expect(await look(poll)).toEqual(await plain)
    }
    await poll.getByRole('radio').first().check()
    await poll.getByRole('button', { name: 'Vote' }).click()
    await poll.getByText('Your vote is counted').waitFor()
    expect(complaints.filter((complaint) => !host.expected?.test(complaint))).toEqual([])
    await context.close()
  })
})

test('another copy and another version on the page: the first of each element is in use, and no more than a warning says so', async () => {
  const { page, complaints, context } = await visit()
  await page.goto(
    serve('/versions', elements(`api="${api}"`), loaderOf(origin) + loaderOf(api) + loaderOf(api, '?copy')),
  )
  await showAll(page)
  // One that came before the other's loader looked is not even asked for.
  expect(complaints.length).toBeLessThanOrEqual(tags.length)
  for (const complaint of complaints) expect(complaint).toMatch(/^<vmeste-[a-z-]+>: [\d.]+ is in use, [\d.]+ is not$/)
  await context.close()
})

const navigation = {
  Turbo: `<script type="module" src="/node_modules/@hotwired/turbo/dist/turbo.es2017-esm.js"></script>`,
  PJAX: `<script>addEventListener('click', async (click) => {
    const link = click.target.closest('nav a')
    if (!link) return
    click.preventDefault()
    const next = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html')
    history.pushState({}, '', link.href)
    document.title = next.title
    document.querySelector('main').innerHTML = next.querySelector('main').innerHTML
  })</script>`,
}

test.each(Object.entries(navigation))(
  'pages that change by %s: the elements of the next are whole',
  async (kind, head) => {
    const body = (next: string) => `<main><nav><a href="/${kind}/${next}">Next ${next}</a></nav>${elements()}</main>`
    const { page, complaints, context } = await visit()
    serve(`/${kind}/two`, body('one'), loaderOf(api) + head)
    await page.goto(serve(`/${kind}/one`, body('two'), loaderOf(api) + head))
    for (const next of ['two', 'one', 'two']) {
      await showAll(page)
      await page.getByRole('link', { name: `Next ${next}` }).click()
      await page.waitForURL(`**/${next}`)
      await page.waitForFunction((title) => document.title === title, `/${kind}/${next}`)
    }
    await showAll(page)
    expect(complaints).toEqual([])
    await context.close()
  },
)

test('added and removed a thousand times, elements leave nothing behind', async () => {
  const { page, complaints, context } = await visit()
  await page.goto(serve('/many', `${loaderOf(api)}<div id="box">${elements()}</div>`))
  await showAll(page)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  const held = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), megabytes: of('JSHeapUsedSize') / 2 ** 20 }
  }
  /** Each answer once from the service, then again and again from here: the service is not what is measured. */
  const swap = (times: number) =>
    page.evaluate(
      async ({ times, markup }) => {
        const box = document.querySelector('#box') as HTMLElement
        const known = new Map<string, Promise<Response>>()
        const ask = window.fetch
        window.fetch = async (input, init) => {
          const address = `${input}`
          if (!known.has(address)) known.set(address, ask(address, { ...init, signal: null }))
          return ((await known.get(address)) as Response).clone()
        }
        for (let time = 0; time < times; time++) {
          box.innerHTML = markup[time % markup.length] ?? ''
          const element = box.firstElementChild as HTMLElement & { updateComplete: Promise<boolean> }
          // Some before anything came, some when all is shown.
          for (let turn = time % 4; turn > 0; turn--) await new Promise((resolve) => setTimeout(resolve))
          await element.updateComplete
        }
        box.replaceChildren()
        window.fetch = ask
      },
      { times, markup: elements().split('\n') },
    )
  await swap(100)
  const before = await held()
  await swap(1000)
  const after = await held()
  expect(after.nodes - before.nodes).toBeLessThan(300)
  expect(after.listeners - before.listeners).toBeLessThan(50)
  expect(after.megabytes - before.megabytes).toBeLessThan(2)
  expect(complaints).toEqual([])
  await context.close()
})

describe.concurrent('A service that', () => {
  const link = (page: Page, tag: string) => page.locator(tag).getByRole('link', { name: tag })

  test('is down: each element says so, offers another try, and shows the way out', async ({ expect }) => {
    const { page, complaints, context } = await visit()
    await page.route(`${api}/v1/**`, (route) => route.abort())
    await page.goto(serve('/down', loaderOf(api) + elements()))
    for (const tag of tags.slice(0, 3)) {
      await page.locator(tag).getByRole('alert').getByText('could not be loaded').waitFor()
      await link(page, tag).waitFor()
    }
    await page.unroute(`${api}/v1/**`)
    for (const tag of tags.slice(0, 3)) await page.locator(tag).getByRole('button', { name: 'Try again' }).click()
    await showAll(page)
    expect(complaints.filter((complaint) => !complaint.includes('ERR_FAILED'))).toEqual([])
    await context.close()
  })

  test('does not answer: the way out is seen long before it is given up', async ({ expect }) => {
    const { page, complaints, context } = await visit()
    await page.route(`${api}/v1/**`, () => {})
    await page.goto(serve('/slow', loaderOf(api) + elements()))
    for (const tag of tags.slice(0, 3)) {
      await page.locator(tag).locator('.skeleton').waitFor({ state: 'attached' })
      await link(page, tag).waitFor()
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  test('is blocked: what the page put into an element stays', async ({ expect }) => {
    const { page, complaints, context } = await visit()
    await page.route(/\/widgets\/(poll|appeal)-\w+\.js$/, (route) => route.abort())
    await page.goto(serve('/blocked', loaderOf(api) + elements()))
    await page.locator('vmeste-poll[data-vmeste-failed]').first().waitFor()
    await link(page, 'vmeste-poll').waitFor()
    await controlOf(page.locator('vmeste-discussion')).waitFor()
    await page.route('**/embed.js', (route) => route.abort())
    await page.reload()
    await link(page, 'vmeste-appeal').waitFor()
    expect(complaints.filter((complaint) => !complaint.includes('ERR_FAILED'))).toEqual([])
    await context.close()
  })
})
