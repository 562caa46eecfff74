// The pages that are compared: one host page, and on each one element. The others' services are answered by stubs with
// the same comments that ours has; what they fetch from services outside stays away.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'

const peers = {
  waline: '@waline/client',
  artalk: 'artalk',
  giscus: 'giscus',
  typeform: '@typeform/embed',
  formbricks: '@formbricks/js',
}

/** @returns {Promise<Record<string, string>>} the version of each */
export async function installPeers(folder) {
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...Object.values(peers)]
  await promisify(execFile)('npm', install, { cwd: folder })
  const versions = Object.entries(peers).map(async ([name, id]) => {
    const { version } = JSON.parse(await readFile(path.join(folder, 'node_modules', id, 'package.json'), 'utf8'))
    return [name, version]
  })
  // A component for bundlers: as a page that bundles nothing else would have it.
  const bundle = await rollup({
    input: path.join(folder, 'node_modules/giscus/dist/giscus.mjs'),
    plugins: [resolve({ exportConditions: ['production'] }), terser()],
    onwarn: () => {},
  })
  await bundle.write({ file: path.join(folder, 'giscus.js') })
  return Object.fromEntries(await Promise.all(versions))
}

const vmeste = (tag, attributes, held = '') => ({
  head: ({ api }) =>
    `<script type="module" src="${api}/embed.js"></script>${held && `<style>${tag}:not(:defined) { display: block; min-height: ${held} }</style>`}`,
  body: ({ api }) =>
    `<${tag} organization="hanty-mansiysk" ${attributes}><a href="${api}/o/hanty-mansiysk">Take part</a></${tag}>`,
})

/** Each is shown once this is true, in the page; none where what is to be read comes from outside. */
export const peerPages = [
  {
    name: 'vmeste-poll',
    title: '**Vmeste, a poll**',
    ...vmeste('vmeste-poll', 'poll="new-park"', '27em'),
    isReadable: () => document.querySelector('vmeste-poll')?.shadowRoot?.querySelector('input'),
  },
  {
    name: 'vmeste-discussion',
    title: '**Vmeste, a discussion**',
    ...vmeste('vmeste-discussion', 'discussion="embankment"', '40em'),
    isReadable: () => document.querySelector('vmeste-discussion')?.shadowRoot?.querySelector('article'),
  },
  {
    name: 'vmeste-appeal',
    title: '**Vmeste, an appeal form**',
    ...vmeste('vmeste-appeal', '', '46em'),
    isReadable: () => document.querySelector('vmeste-appeal')?.shadowRoot?.querySelector('input, .topics button'),
  },
  {
    name: 'waline',
    of: 'waline',
    title: 'Waline, a discussion',
    head: () => '<link rel="stylesheet" href="/node_modules/@waline/client/dist/waline.css">',
    body: ({ origin }) => `<div id="waline"></div><script type="module">
import { init } from '/node_modules/@waline/client/dist/waline.js'
init({ el: '#waline', serverURL: '${origin}', path: '/embankment', lang: 'en', emoji: false, search: false, imageUploader: false })
</script>`,
    isReadable: () => document.querySelector('.wl-card .wl-content, .wl-card-item .wl-content'),
  },
  {
    name: 'artalk',
    of: 'artalk',
    title: 'Artalk, a discussion',
    head: () => '<link rel="stylesheet" href="/node_modules/artalk/dist/Artalk.css">',
    body: ({ origin }) => `<div id="artalk"></div><script src="/node_modules/artalk/dist/Artalk.js"></script>
<script>Artalk.init({ el: '#artalk', pageKey: '/embankment', pageTitle: 'Embankment', server: '${origin}', site: 'Town', locale: 'en', emoticons: false })</script>`,
    isReadable: () => document.querySelector('.atk-comment .atk-content'),
  },
  {
    name: 'giscus',
    of: 'giscus',
    title: 'giscus, a discussion: the page’s side alone',
    head: () => '<script type="module" src="/giscus.js"></script>',
    body: () =>
      '<giscus-widget repo="town/talk" repoid="R_1" category="Talk" categoryid="D_1" mapping="pathname"></giscus-widget>',
  },
  {
    name: 'typeform',
    of: 'typeform',
    title: 'Typeform, a form: the page’s side alone',
    head: () => '<link rel="stylesheet" href="/node_modules/@typeform/embed/build/css/widget.css">',
    body: () =>
      '<div data-tf-widget="abc123" style="height: 500px"></div><script src="/node_modules/@typeform/embed/build/embed.js"></script>',
  },
  {
    name: 'formbricks',
    of: 'formbricks',
    title: 'Formbricks, a survey: its loader alone',
    head: () => '',
    body: () => `<script type="module">
import formbricks from '/node_modules/@formbricks/js/dist/index.js'
formbricks.setup({ environmentId: 'abc123', appUrl: 'https://app.formbricks.example' })
</script>`,
  },
]

/** Serves the pages, the packages compressed as well as a delivery network would, and the stubs. */
export async function servePeers({ folder, api }) {
  const answer = await fetch(`${api}/v1/organizations/hanty-mansiysk/discussions/embankment/comments?limit=20`)
  const { items } = await answer.json()
  const comments = items.map(({ text, author, createdAt }, index) => ({
    id: index + 1,
    text,
    name: author.name ?? 'Anonymous',
    createdAt,
  }))
  const packed = new Map()
  const pack = async (file) => {
    if (!packed.has(file)) packed.set(file, brotliCompressSync(await readFile(path.join(folder, file))))
    return packed.get(file)
  }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://site')
    const origin = `http://${request.headers.host}`
    const peer = peerPages.find(({ name }) => `/${name}` === pathname)
    if (peer) return response.setHeader('content-type', 'text/html; charset=utf-8').end(page(peer, { api, origin }))
    const stub = stubs(comments)[pathname]
    if (stub) return response.setHeader('content-type', 'application/json').end(JSON.stringify(stub))
    if (!/^\/(node_modules\/[@\w./-]+|giscus)\.(js|css)$/.test(pathname)) return response.writeHead(404).end()
    const type = pathname.endsWith('.css') ? 'text/css' : 'text/javascript'
    response
      .writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-encoding': 'br' })
      .end(await pack(pathname))
  }).listen(0, 'localhost')
  await once(server, 'listening')
  return { origin: `http://localhost:${server.address().port}`, close: () => server.close() }
}

const stubs = (comments) => ({
  '/api/comment': {
    errno: 0,
    errmsg: '',
    data: {
      page: 1,
      totalPages: 1,
      pageSize: 20,
      count: comments.length,
      data: comments.map(({ id, text, name, createdAt }) => ({
        objectId: id,
        nick: name,
        comment: `<p>${text}</p>`,
        orig: text,
        time: Date.parse(createdAt),
        avatar: '',
        link: '',
        like: 0,
        status: 'approved',
        children: [],
      })),
    },
  },
  '/api/v2/conf': { frontend_conf: {}, version: { app: 'artalk', version: '2.9.1' } },
  '/api/v2/pages/pv': { pv: 1 },
  '/api/v2/user/info': { user: null, is_login: false, notifies: [], notifies_count: 0 },
  '/api/v2/comments': {
    comments: comments.map(({ id, text, name, createdAt }) => ({
      id,
      content: text,
      content_marked: `<p>${text}</p>`,
      user_id: id,
      nick: name,
      email_encrypted: '',
      link: '',
      ua: '',
      date: createdAt,
      is_collapsed: false,
      is_pending: false,
      is_pinned: false,
      is_allow_reply: true,
      is_verified: false,
      rid: 0,
      badge_name: '',
      badge_color: '',
      visible: true,
      vote_up: 0,
      vote_down: 0,
      page_key: '/embankment',
      page_url: '',
      site_name: 'Town',
    })),
    count: comments.length,
    roots_count: comments.length,
    page: {
      id: 1,
      admin_only: false,
      key: '/embankment',
      url: '',
      title: '',
      site_name: 'Town',
      vote_up: 0,
      vote_down: 0,
      pv: 1,
    },
  },
})

const news = '<p>The new bridge opens in June. Until then buses go round by the station, every ten minutes.</p>'
const page = (
  { head, body },
  context,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A town</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { margin: 1em auto; max-width: 40em; padding: 0 1em; font: 16px/1.5 sans-serif }</style>
${head(context)}</head><body><h1>Our town</h1>${news}${body(context)}<h2>News</h2>${news.repeat(8)}</body></html>`
