/// <reference types="mocha" />
import { assert } from 'chai'
import { recallDraft, rememberDraft } from '../../../widgets/shared/drafts.js'
import { pause } from './page.js'

describe('A draft', () => {
  it('makes no database before something is kept', async () => {
    assert.isUndefined(await recallDraft('appeal:town'))
    assert.notInclude(
      (await indexedDB.databases()).map(({ name }) => name),
      'vmeste',
    )
  })

  it('keeps files too, until it is forgotten', async () => {
    const photo = new File(['bytes'], 'hole.jpg', { type: 'image/jpeg' })
    assert.isTrue(await rememberDraft('appeal:town', { text: 'A hole', photos: [photo] }))
    const draft = await recallDraft<{ text: string; photos: File[] }>('appeal:town')
    assert.equal(draft?.text, 'A hole')
    assert.equal(await draft?.photos[0]?.text(), 'bytes')
    assert.equal(draft?.photos[0]?.name, 'hole.jpg')
    await rememberDraft('appeal:town', undefined)
    assert.isUndefined(await recallDraft('appeal:town'))
  })

  it('is absent where storage is blocked, and throws nothing', async () => {
    const database = Object.getOwnPropertyDescriptor(window, 'indexedDB') as PropertyDescriptor
    Object.defineProperty(window, 'indexedDB', {
      configurable: true,
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    try {
      await pause(0)
      assert.isUndefined(await recallDraft('appeal:town'))
    } finally {
      Object.defineProperty(window, 'indexedDB', database)
    }
  })
})
