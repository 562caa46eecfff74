/// <reference types="mocha" />
import { assert } from 'chai'
import { pause, says, tidy } from '../shared/page.js'
import type { Stub } from '../shared/stub.js'
import { choose, created, element, fillIn, form, next } from './form.js'

describe('What <vmeste-appeal> keeps on the device', () => {
  let api: Stub
  beforeEach(async () => {
    api = await form()
  })
  afterEach(tidy)

  // The first, since the database it looks for stays as long as the page.
  it('is nothing before the resident acts', async () => {
    const shown = element(api)
    await says(shown, 'What is it about?')
    await pause(50)
    assert.deepEqual(await indexedDB.databases(), [])
    // Other tests' pages share the storage at the same time.
    const keys = [localStorage, sessionStorage].flatMap((area) => Object.keys(area))
    assert.deepEqual(
      keys.filter((key) => key.includes(api.organization)),
      [],
    )
    assert.equal(document.cookie, '')
  })

  it('is not needed: where storage is blocked, it asks to keep the page open', async () => {
    const kinds = ['localStorage', 'sessionStorage', 'indexedDB'] as const
    const known = kinds.map((kind) => Object.getOwnPropertyDescriptor(window, kind) as PropertyDescriptor)
    for (const kind of kinds)
      Object.defineProperty(window, kind, {
        configurable: true,
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    try {
      await api.answer('POST /appeals', { drop: true })
      const shown = element(api)
      await fillIn(shown)
      await choose(shown, 'given')
      await next(shown)
      await says(shown, 'Please keep this page open')
      await api.answer('POST /appeals', { status: 201, body: created })
      await next(shown)
      await says(shown, '1042')
    } finally {
      kinds.forEach((kind, index) => {
        Object.defineProperty(window, kind, known[index] as PropertyDescriptor)
      })
    }
  })
})
