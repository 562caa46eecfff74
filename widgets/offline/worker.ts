/**
 * Served as /offline.js: lets the hosted pages open without a network once they are installed as an app. Whatever is
 * newer on the server goes first; what is kept is the same for everyone. What is a resident's own is never kept.
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
const readings = /^\/v1\/organizations\/[\w-]+(\/(categories|campaigns|polls|discussions)(\/[\w-]+(\/comments)?)?)?$/
/** Named by their content. */
const lasting = /^\/widgets\//

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => (event as Lasting).waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (event) => {
  const fetched = event as Fetched
  const { request } = fetched
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('authorization')) return
  if (request.mode === 'navigate') fetched.respondWith(page(fetched, pathname))
  else if (lasting.test(pathname)) fetched.respondWith(keptFirst(request))
  else if (files.test(pathname) || readings.test(pathname)) fetched.respondWith(newestFirst(request))
})

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? keep(request, await fetch(request))
}

async function newestFirst(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    // What is told to one resident is not the next one's at this device.
    return /no-store|private/.test(answer.headers.get('cache-control') ?? '') ? answer : keep(request, answer)
  } catch (error) {
    const kept = await caches.match(request)
    if (kept) return kept
    throw error
  }
}

/** A page that is not kept, or is not to be, is stood in for by one that says why, in the organization's name. */
async function page(fetched: Fetched, pathname: string): Promise<Response> {
  const { request } = fetched
  const [, organization] = /^\/o\/([\w-]+)/.exec(pathname) ?? []
  const offline = `/o/${organization}/offline`
  try {
    const answer = await fetch(request)
    if (organization)
      for (const path of [offline, ...(pages.test(pathname) ? [request.url] : [])]) fetched.waitUntil(learn(path))
    return answer
  } catch (error) {
    const kept = (await caches.match(request.url, anyLanguage)) ?? (await caches.match(offline, anyLanguage))
    if (kept) return kept
    throw error
  }
}

const anyLanguage = { ignoreVary: true }

/** A page as a stranger sees it: what is on it for who is known here is not kept. */
async function learn(address: string): Promise<void> {
  try {
    await keep(new Request(address), await fetch(address, { credentials: 'omit' }))
  } catch {
    // It goes on with what it knew.
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
