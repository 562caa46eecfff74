/// <reference types="mocha" />
import { assert } from 'chai'
import '../../../widgets/push/define.js'
import type { VmestePush } from '../../../widgets/push/push.js'
import { accessible, find, findAll, focused, says, show, text, tidy } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const secret = `${'k'.repeat(42)}1`
const pushKey = `B${'A'.repeat(86)}`
const keyBytes = Uint8Array.from([4, ...Array(64).fill(0)])
const subscription = {
  endpoint: 'https://push.example/1',
  keys: { p256dh: `B${'a'.repeat(86)}`, auth: 'a'.repeat(22) },
}

/** What the browser was asked, in this order. */
let asked: string[] = []
let permission: NotificationPermission
let answer: NotificationPermission
let isServiceAway: boolean
/** The worker of which appeal is registered, and with which key it is subscribed. */
let registered: { scope: string; key?: Uint8Array | undefined } | undefined

const subscribed = () =>
  registered?.key && {
    options: { applicationServerKey: registered.key.buffer },
    toJSON: () => ({ ...subscription, expirationTime: null }),
    unsubscribe: async () => {
      asked.push('unsubscribe')
      if (registered) registered.key = undefined
      return true
    },
  }
const registration = () =>
  registered && {
    scope: registered.scope,
    active: {},
    unregister: async () => {
      asked.push('unregister')
      registered = undefined
      return true
    },
    pushManager: {
      getSubscription: async () => subscribed() ?? null,
      subscribe: async ({ userVisibleOnly, applicationServerKey }: PushSubscriptionOptionsInit) => {
        asked.push(`subscribe ${userVisibleOnly} ${applicationServerKey}`)
        if (isServiceAway) throw new DOMException('no service', 'AbortError')
        if (registered) registered.key = keyBytes
        return subscribed()
      },
    },
  }

/** A browser of which the test decides what it and the resident answer. */
const stubBrowser = () => {
  asked = []
  permission = 'default'
  answer = 'granted'
  isServiceAway = false
  registered = undefined
  Object.assign(navigator.serviceWorker, {
    getRegistration: async () => registration(),
    register: async (script: string, { scope }: { scope: string }) => {
      asked.push(`register ${script}`)
      registered = { ...registered, scope }
      return registration()
    },
  })
  Object.defineProperty(Notification, 'permission', { configurable: true, get: () => permission })
  Notification.requestPermission = async () => {
    asked.push('permission')
    permission = answer
    return answer
  }
}

describe('<vmeste-push>', () => {
  let api: Stub
  beforeEach(async () => {
    stubBrowser()
    api = stub()
    await api.answer('PUT /appeals/1042/push', { body: { number: 1042, isFollowing: true } })
  })
  afterEach(tidy)

  const element = (attributes = '', at = location.origin) => {
    const shown = show<VmestePush>(
      `<vmeste-push api="${at}" organization="${api.organization}" ${attributes}></vmeste-push>`,
    )
    return Object.assign(shown, { number: 1042, secret, pushKey })
  }
  const scope = () => `${location.origin}/o/${api.organization}/appeals/1042/push/`
  const puts = async () => (await api.asked('PUT ')).map(({ body }) => body)
  const press = (shown: VmestePush) => find(shown, 'button').click()

  for (const [language, words] of Object.entries({
    en: { offer: 'can tell you', told: 'tells you of each step', refused: 'blocks notices', page: 'Be told' },
    ru: { offer: 'может сообщать', told: 'сообщает о каждом', refused: 'не разрешает', page: 'Получать' },
    ar: { offer: 'يمكن لهذا', told: 'يخبرك بكل', refused: 'يحظر', page: 'تلقّي' },
  })) {
    it(`axe finds nothing, in ${language}, offered, refused, told, and where it leads to the page of the appeal`, async () => {
      const shown = element(`lang="${language}"`)
      await says(shown, words.offer)
      await accessible(shown)
      answer = 'denied'
      press(shown)
      await says(shown, words.refused)
      await accessible(shown)
      answer = 'granted'
      press(shown)
      await says(shown, words.told)
      await accessible(shown)
      const elsewhere = element(`lang="${language}"`, 'https://api.example')
      await says(elsewhere, words.page)
      await accessible(elsewhere)
    })
  }

  it('asks the browser and tells the API once the resident wants it, and nothing before', async () => {
    const shown = element()
    await says(shown, 'Tell me in this browser')
    assert.deepEqual([asked, await puts()], [[], []])
    find(shown, 'button').focus()
    press(shown)
    await says(shown, 'Stop')
    assert.deepEqual(asked, ['permission', `register ${location.origin}/push.js`, `subscribe true ${pushKey}`])
    assert.equal(registered?.scope, scope())
    const [put] = await api.asked('PUT ')
    assert.deepEqual(put?.body, { subscription: { ...subscription, expirationTime: null }, isFollowing: true })
    assert.equal(put?.headers.authorization, `Bearer ${secret}`)
    assert.equal(focused()?.localName, 'button')
    assert.include(find(shown, '[role=status]').textContent, 'tells you of each step')
  })

  it('ends it at the API and leaves nothing in the browser', async () => {
    permission = 'granted'
    registered = { scope: scope(), key: keyBytes }
    const shown = element()
    await says(shown, 'Stop')
    press(shown)
    await says(shown, 'Tell me in this browser')
    assert.deepEqual(await puts(), [{ subscription: { ...subscription, expirationTime: null }, isFollowing: false }])
    assert.deepEqual(asked, ['unsubscribe', 'unregister'])
  })

  it('says how to allow it again once it was refused, and what an unanswered question means', async () => {
    answer = 'default'
    const shown = element()
    await says(shown, 'Tell me')
    press(shown)
    await says(shown, 'got no yes')
    answer = 'denied'
    press(shown)
    await says(shown, 'Allow them in its settings')
    assert.deepEqual([asked, await puts()], [['permission', 'permission'], []])
  })

  it('says when the browser’s maker cannot be reached, and leaves nothing', async () => {
    isServiceAway = true
    const shown = element()
    await says(shown, 'Tell me')
    press(shown)
    await says(shown, 'maker’s service. Nothing has changed')
    assert.equal(registered, undefined)
    assert.deepEqual(await puts(), [])
  })

  it('is not told where the API refused it, and says why', async () => {
    await api.answer('PUT /appeals/1042/push', problem(409, 'appeal-erased'))
    const shown = element()
    await says(shown, 'Tell me')
    press(shown)
    await says(shown, 'Detail of appeal-erased.')
    assert.include(text(shown), 'Tell me in this browser')
    assert.equal(registered, undefined)
  })

  it('offers it anew where the installation has another key since', async () => {
    permission = 'granted'
    registered = { scope: scope(), key: Uint8Array.from([4, ...Array(64).fill(1)]) }
    const shown = element()
    await says(shown, 'Tell me in this browser')
    press(shown)
    await says(shown, 'Stop')
    assert.deepEqual(asked.slice(-2), ['unsubscribe', `subscribe true ${pushKey}`])
  })

  it('leads from any other website to the page of the appeal, where the browser allows it', async () => {
    const shown = element('', 'https://api.example')
    await says(shown, 'on the page of your appeal')
    assert.deepEqual(findAll(shown, 'button').length, 0)
    const { href } = find<HTMLAnchorElement>(shown, 'a')
    assert.equal(href, `https://api.example/o/${api.organization}/appeals/1042#${secret}`)
  })
})
