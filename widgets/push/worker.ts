/**
 * Served as /push.js: what a browser runs when it is told of an appeal, also with no page open. Its scope is
 * `/o/{organization}/appeals/{number}/push/`, in which there is no page: it sees no request of any, and keeps nothing.
 */

/** What of a service worker is used: TypeScript knows the whole only without the page. */
interface PushWorker extends EventTarget {
  readonly registration: ServiceWorkerRegistration
  readonly clients: {
    matchAll(which: {
      type: 'window'
      includeUncontrolled: boolean
    }): Promise<{ url: string; focus(): Promise<unknown> }[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
}
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface Pushed extends Lasting {
  readonly data: { json(): { title: string; body: string; lang: string } }
}
interface Clicked extends Lasting {
  readonly notification: Notification
}

const worker = self as unknown as PushWorker
const { registration, clients } = worker

worker.addEventListener('install', () => void worker.skipWaiting())

worker.addEventListener('push', (event) => {
  const pushed = event as Pushed
  const { title, body, lang } = pushed.data.json()
  // Of one appeal the last is shown.
  pushed.waitUntil(registration.showNotification(title, { body, lang, tag: registration.scope }))
})

worker.addEventListener('notificationclick', (event) => {
  const clicked = event as Clicked
  clicked.notification.close()
  clicked.waitUntil(openAppeal())
})

/** Where the page is, the scope says: no message leads elsewhere. A window that shows it, by the private link, is better than a new one. */
async function openAppeal() {
  const page = registration.scope.replace(/\/push\/$/, '')
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const shown = windows.find(({ url }) => url.split(/[?#]/)[0] === page)
  await (shown ? shown.focus() : clients.openWindow(page))
}
