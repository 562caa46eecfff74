/// <reference types="mocha" />
import { assert } from 'chai'
import { rememberDraft } from '../../../widgets/shared/drafts.js'
import { find, findAll, focused, pause, read, says, text, tidy, until } from '../shared/page.js'
import { problem, type Stub } from '../shared/stub.js'
import { accepted, attach, choose, element, form, keys, letter, next, photo, press, sent, topic, type } from './form.js'

describe('The files of <vmeste-appeal>', () => {
  let api: Stub
  let shown: ReturnType<typeof element>
  beforeEach(async () => {
    api = await form()
    shown = element(api)
    await topic(shown, 'Ямы')
  })
  afterEach(async () => {
    await tidy()
    sessionStorage.clear()
  })

  const items = () => findAll(shown, '.files li').map(read)
  const button = (label: string) => find(shown, `[aria-label="${label}"]`)
  const uploads = () => api.asked('POST /attachments')
  const send = async () => {
    await type(shown, { description: 'A hole' })
    await next(shown)
    await until(() => find(shown, '#contact-email'))
    await next(shown)
    await until(() => find(shown, '[name=consent]'))
    if (!find<HTMLInputElement>(shown, '[name=consent]').checked) await choose(shown, 'given')
    await next(shown)
  }

  it('are uploaded one after another, and quoted by the appeal', async () => {
    await api.answer('POST /attachments', { status: 201, body: { id: 'one' } }, { status: 201, body: { id: 'two' } })
    await attach(shown, await photo(), letter())
    await until(() => items().join() === 'hole.png Added Remove,PDF letter.pdf Added Remove')
    await says(shown, 'letter.pdf: Added')
    await send()
    await says(shown, 'received')
    assert.deepEqual(
      (await sent(api)).map((appeal) => (appeal as { attachments: string[] }).attachments),
      [['one', 'two']],
    )
  })

  it('are shown small, and how much of them is sent', async () => {
    await api.answer('POST /attachments', { status: 201, body: { id: 'one' }, delay: 400 })
    await attach(shown, await photo('hole.png', 900))
    const canvas = await until(() => find<HTMLCanvasElement>(shown, '.files canvas'))
    assert.deepEqual([...(canvas.getContext('2d')?.getImageData(50, 50, 1, 1).data ?? [])].slice(0, 3), [200, 30, 30])
    await until(() => find<HTMLProgressElement>(shown, 'progress').value === 1)
    assert.equal(find(shown, 'progress').getAttribute('aria-label'), 'hole.png')
    await says(shown, 'Added')
  })

  it('are refused before they are sent, when they are of another kind or too large', async () => {
    const large = new File([new Uint8Array(10 * 2 ** 20 + 1)], 'large.pdf', { type: 'application/pdf' })
    await attach(shown, new File(['x'], 'hole.heic', { type: 'image/heic' }), new File(['x'], 'IMG.HEIC'), large)
    await until(() => items().length === 3)
    assert.match(items()[0] ?? '', /Save a HEIC photo as JPEG/)
    assert.match(items()[1] ?? '', /Save a HEIC photo as JPEG/)
    assert.match(items()[2] ?? '', /larger than 10 MB/)
    assert.deepEqual(await uploads(), [])
  })

  it('that were refused hold the appeal back until they are removed', async () => {
    await attach(shown, new File(['x'], 'hole.pdf', { type: 'application/pdf' }))
    await says(shown, 'Added')
    await api.answer('POST /attachments', problem(422, 'unsupported-file'))
    await attach(shown, letter())
    await says(shown, 'Detail of unsupported-file.')
    await type(shown, { description: 'A hole' })
    await next(shown)
    await says(shown, 'Remove what was not accepted.')
    await until(() => focused()?.getAttribute('aria-label') === 'Remove: letter.pdf')
    button('Remove: letter.pdf').click()
    await until(() => focused()?.textContent?.includes('Add photos or files'))
    assert.equal(items().length, 1)
    await send()
    await says(shown, 'received')
  })

  it('that a dead network kept back are tried again by the same key', async () => {
    await api.answer('POST /attachments', { drop: true })
    await attach(shown, letter())
    await says(shown, 'Not uploaded: no connection.')
    await api.answer('POST /attachments', { status: 201, body: { id: 'one' } })
    button('Try again: letter.pdf').click()
    await says(shown, 'Added')
    assert.equal(new Set(await keys(api, '/attachments')).size, 1)
  })

  it('that a dead network kept back keep the appeal on the device, and go with it', async () => {
    await api.answer('POST /attachments', { drop: true })
    await attach(shown, letter())
    await says(shown, 'Not uploaded')
    await send()
    await says(shown, 'It is kept on this device')
    assert.deepEqual(await sent(api), [])
    await api.answer('POST /attachments', { status: 201, body: { id: 'one' } })
    await next(shown)
    await says(shown, 'received')
    assert.deepEqual(
      (await sent(api)).map((appeal) => (appeal as { attachments: string[] }).attachments),
      [['one']],
    )
  })

  it('are not waited for when they are removed meanwhile', async () => {
    await api.answer(
      'POST /attachments',
      { status: 201, body: { id: 'one' }, delay: 3000 },
      { status: 201, body: { id: 'two' } },
    )
    await attach(shown, letter('first.pdf'), letter('second.pdf'))
    await until(async () => (await uploads()).length)
    button('Remove: first.pdf').click()
    await until(() => items().join() === 'PDF second.pdf Added Remove')
  })

  it('that the API no longer has are uploaded anew', async () => {
    await attach(shown, letter())
    await says(shown, 'Added')
    const errors = [{ pointer: '/attachments/0', code: 'unknown', detail: 'Not there any longer.' }]
    await api.answer('POST /appeals', problem(422, 'invalid-input', { errors }))
    await send()
    await says(shown, 'Not there any longer.')
    await api.answer('POST /appeals', {
      status: 201,
      body: { number: 1, link: 'https://town.example/', deadline: null },
    })
    await press(shown, 'Try again')
    await says(shown, 'Added')
    await send()
    await says(shown, 'received')
    assert.equal(new Set(await keys(api, '/attachments')).size, 2)
  })

  it('are ten at most', async () => {
    await attach(shown, ...Array.from({ length: 12 }, (_, index) => letter(`${index}.pdf`)))
    await says(shown, 'No more than 10 files fit')
    assert.equal(items().length, 10)
    button('Remove: 3.pdf').click()
    await until(() => !text(shown).includes('No more than'))
  })

  it('can be pasted, and dropped anywhere in the form', async () => {
    const transfer = async (name: string) => {
      const data = new DataTransfer()
      data.items.add(await photo(name))
      return data
    }
    const place = find(shown, '#description')
    const pasted = new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      clipboardData: await transfer('pasted.png'),
    })
    place.dispatchEvent(pasted)
    const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: await transfer('x.png') })
    place.dispatchEvent(over)
    assert.isTrue(over.defaultPrevented && find(shown, 'form').matches('.over'))
    place.dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: await transfer('dropped.png') }),
    )
    assert.isFalse(find(shown, 'form').matches('.over'))
    await until(() => items().join() === 'pasted.png Added Remove,dropped.png Added Remove')
    const words = new DataTransfer()
    words.setData('text/plain', 'A hole')
    const text = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: words })
    place.dispatchEvent(text)
    assert.isFalse(text.defaultPrevented)
  })

  it('go on with their upload at the next visit', async () => {
    await api.answer('POST /attachments', { status: 201, body: { id: 'one' }, delay: 5000 })
    await attach(shown, letter())
    await until(async () => (await uploads()).length)
    await pause(100)
    shown.remove()
    await api.answer('POST /attachments', { status: 201, body: { id: 'one' } })
    shown = element(api)
    await says(shown, 'letter.pdf Added')
    assert.equal(new Set(await keys(api, '/attachments')).size, 1)
  })

  it('that are no longer on the device keep the appeal from being sent without them, unasked', async () => {
    await api.answer('POST /appeals', { drop: true })
    await attach(shown, letter())
    await says(shown, 'Added')
    await send()
    await says(shown, 'It is kept on this device')
    shown.remove()
    await rememberDraft(`appeal:${api.organization}/:files`, undefined)
    await api.answer('POST /appeals', accepted)
    const before = (await sent(api)).length
    shown = element(api)
    await says(shown, 'Check and send')
    await pause(300)
    assert.equal((await sent(api)).length, before)
  })
})
