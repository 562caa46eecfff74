/**
 * Served as /offline.js: lets the hosted pages open without a network once they are installed as an app. Whatever is
 * newer on the server goes first; what is kept is the same for everyone. What is a resident's own is never kept: it is
 * asked for with a secret, or lies at other addresses than these.
 */

export {}

/** What of a service worker is used: TypeScript knows the whole only without the page. */
interface OfflineWorker extends EventTarget {
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
}
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface Fetched extends Lasting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

const worker = self as unknown as OfflineWorker
const KEPT = 'vmeste-offline'
/** Of the oldest, more are let go. */
const MOST = 200

const pages = /^\/o\/[\w-]+(\/(appeal|offline|polls\/[\w-]+|discussions\/[\w-]+|campaigns\/[\w-]+))?$/
const files = /^\/(embed\.js|installed\.js|o\/style\.css|o\/[\w-]+\/look\.css|docs\/icon\.svg)$/
const readings = /^\/v1\/organizations\/[\w-]+(\/(categories|campaigns|polls|discussions)(\/[\w-]+)*)?$/
/** Named by their content. */
const lasting = /^\/widgets\//

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => (event as Lasting).waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetched
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('authorization')) return
  const answer = (event as Fetched).respondWith.bind(event)
  if (lasting.test(pathname)) answer(keptFirst(request))
  else if (request.mode === 'navigate') answer(page(request, pages.test(pathname)))
  else if (files.test(pathname) || readings.test(pathname)) answer(newestFirst(request))
})

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? keep(request, await fetch(request))
}

async function newestFirst(request: Request): Promise<Response> {
  try {
    return await keep(request, await fetch(request))
  } catch (error) {
    const kept = await caches.match(request)
    if (kept) return kept
    throw error
  }
}

/** A page that is not kept, or is not to be, is stood in for by one that says why, in the organization's name. */
async function page(request: Request, isKept: boolean): Promise<Response> {
  const [, organization] = /^\/o\/([\w-]+)/.exec(new URL(request.url).pathname) ?? []
  const offline = `/o/${organization}/offline`
  try {
    const answer = await fetch(request)
    if (!organization) return answer
    if (!(await caches.match(offline, { ignoreVary: true }))) void keep(new Request(offline), await fetch(offline))
    return isKept ? keep(request, answer) : answer
  } catch (error) {
    const kept = (await caches.match(request)) ?? (await caches.match(offline, { ignoreVary: true }))
    if (kept) return kept
    throw error
  }
}

async function keep(request: Request, answer: Response): Promise<Response> {
  if (answer.status !== 200) return answer
  const copy = answer.clone()
  try {
    const kept = await caches.open(KEPT)
    await kept.put(request, copy)
    const all = await kept.keys()
    for (const old of all.slice(0, Math.max(0, all.length - MOST))) await kept.delete(old)
  } catch {
    // No room, or none allowed: it works with a network as before.
  }
  return answer
}
