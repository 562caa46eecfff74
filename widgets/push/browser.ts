/** How this browser is told of one appeal: by a worker of that appeal alone, so that no two are known to be of one browser. */
export class BrowserNotices {
  readonly #scope: string
  readonly #script: string

  constructor(
    /** Of the API, which must be the page's own: browsers allow no other. */
    origin: string,
    readonly appeal: { organization: string; number: number },
    /** The API's, as the profile of the organization has it. */
    readonly key: string,
  ) {
    this.#scope = `${origin}/o/${appeal.organization}/appeals/${appeal.number}/push/`
    this.#script = `${origin}/push.js`
  }

  /** Whether a browser like this can be told at all. */
  static get areKnown(): boolean {
    return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  }

  /** Where it is told now. */
  async find(): Promise<PushSubscription | undefined> {
    const subscription = await (await this.#registration())?.pushManager.getSubscription()
    return subscription && Notification.permission === 'granted' && this.#isOurs(subscription)
      ? subscription
      : undefined
  }

  /** To be asked for once the resident wants it. @throws where its maker's service cannot be reached. */
  async begin(): Promise<PushSubscription> {
    const registration = await navigator.serviceWorker.register(trusted(this.#script), { scope: this.#scope })
    await isActive(registration)
    // Of another key, there would be two.
    await (await registration.pushManager.getSubscription())?.unsubscribe()
    return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.key })
  }

  /** Leaves nothing behind. */
  async end(): Promise<void> {
    const registration = await this.#registration()
    await (await registration?.pushManager.getSubscription())?.unsubscribe()
    await registration?.unregister()
  }

  async #registration(): Promise<ServiceWorkerRegistration | undefined> {
    const found = await navigator.serviceWorker.getRegistration(this.#scope)
    return found?.scope === this.#scope ? found : undefined
  }

  /** The installation may have another key since. */
  #isOurs({ options }: PushSubscription): boolean {
    const bytes = new Uint8Array(options.applicationServerKey ?? [])
    return base64Url(bytes) === this.key
  }
}

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** A subscription needs a worker that is at work. */
function isActive({ active, waiting, installing }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting
  return new Promise((resolve, reject) => {
    if (active || !worker) return resolve()
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve()
      if (worker.state === 'redundant') reject(new Error(worker.state))
    })
  })
}

interface ScriptPolicy {
  createScriptURL(address: string): string
}
declare global {
  interface Window {
    trustedTypes?: {
      createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy
    }
  }
}

let policy: ScriptPolicy | undefined

/** Where the page takes no plain address of a script (Trusted Types): the policy is named in that of the hosted pages. */
function trusted(script: string): string {
  policy ??= window.trustedTypes?.createPolicy('vmeste-push', {
    createScriptURL: (address) => (address === `${location.origin}/push.js` ? address : ''),
  })
  return policy?.createScriptURL(script) ?? script
}
